#include "models/parameters.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "models/variants.hpp"

namespace knead {
namespace {

std::string full_name(const Parameter& p) { return std::string(p.module) + "." + std::string(p.symbol); }

TEST_CASE("parameters have unique names and values that are possible and plausible") {
  std::set<std::string> names;
  for (const Parameter& p : all_parameters()) {
    CAPTURE(full_name(p));
    CHECK(names.insert(full_name(p)).second);
    CHECK(!p.unit.empty());
    CHECK(!p.source.empty());
    CHECK(p.source.find('|') == std::string_view::npos);
    CHECK(p.value >= p.range.low);
    CHECK(p.value <= p.range.high);
    CHECK((p.varies.by == Varies::By::nothing) == (p.varies.cv == 0));
    if (p.prior.shape == Prior::Shape::fixed) continue;
    CHECK(p.prior.low < p.prior.high);
    CHECK(p.prior.low >= p.range.low);
    CHECK(p.prior.high <= p.range.high);
    CHECK(p.value >= p.prior.low);
    CHECK(p.value <= p.prior.high);
    if (p.prior.shape == Prior::Shape::log_uniform) CHECK(p.prior.low > 0);
  }
}

TEST_CASE("what only treated legs speak of stands at the middle of its prior") {
  for (const char* name :
       {"ikk_activation.qu", "nfkb.kQi", "nfkb.qI", "mechanotransduction.tauQ", "mechanotransduction.e_lo",
        "mechanotransduction.e_hi", "mechanotransduction.f0", "mechanotransduction.gF", "biogenesis.w65i"}) {
    CAPTURE(name);
    const auto at = find_parameter(name);
    REQUIRE(at);
    const Parameter& p = all_parameters()[*at];
    const bool is_log = p.prior.shape == Prior::Shape::log_uniform;
    const double middle = is_log ? std::sqrt(p.prior.low * p.prior.high) : (p.prior.low + p.prior.high) / 2;
    CHECK(p.value == doctest::Approx(middle).epsilon(1e-5));
  }
}

TEST_CASE("links without a source of their own can be switched off by their priors and are off in a variant") {
  ParameterSet set;
  for (const std::string_view name : sourceless_links) set[name] = 1;
  const ParameterSet sourced = sourced_variant(set);
  for (const std::string_view name : sourceless_links) {
    CHECK(sourced[name] == 0);
    const Prior prior = all_parameters()[*find_parameter(name)].prior;
    CHECK(prior.shape == Prior::Shape::uniform);
    CHECK(prior.low == 0);
    CHECK(prior.high > 0);
  }
}

TEST_CASE("few parameters of the networks differ between subjects and the rival causes of slow recovery do") {
  int varying = 0;
  for (const Parameter& p : FibreParameters<double>::entries) varying += p.varies.by == Varies::By::subject;
  CHECK(varying >= 8);
  CHECK(varying <= static_cast<int>(FibreParameters<double>::entries.size()) / 10);
  // Calcium at junctions, leaks that stay open, what inflammation makes.
  for (const char* name : {"junction.kcaE", "damage.unsealed", "cytokine_expression.g_8"}) {
    CAPTURE(name);
    CHECK(all_parameters()[*find_parameter(name)].varies.by == Varies::By::subject);
  }
}

TEST_CASE("a set starts at the defaults and fills records by name") {
  ParameterSet set;
  CHECK(set["nfkb.k2"] == 0.1);
  set["nfkb.k2"] = 0.25;
  set["cytokine.tnf_rest"] = 3;
  CHECK(values_of<NfkbParameters>(set).k2 == 0.25);
  const auto fibre = values_of<FibreParameters>(set);
  CHECK(fibre.nfkb.k2 == 0.25);
  CHECK(fibre.cytokine.tnf_rest == 3);
  CHECK(fibre.nfkb.k1 == 2.5e-3);
  CHECK(!find_parameter("nfkb.k4"));
  CHECK(!find_parameter("k2"));
  CHECK_THROWS_WITH(set["nfkb.k4"], "no parameter is called 'nfkb.k4'");
}

TEST_CASE("the Markdown has one row a parameter and one table a module") {
  const std::string text = parameters_markdown();
  std::set<std::string_view> modules;
  for (const Parameter& p : all_parameters()) {
    modules.insert(p.module);
    CHECK(text.find("| `" + std::string(p.symbol) + "` | ") != std::string::npos);
  }
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  CHECK(lines == all_parameters().size() + 5 * modules.size() - 1);
  CHECK(text.find("| `tauQ` | 3600 | s | [0, inf] | [900, 14400] log |  | assumed |") != std::string::npos);
}

}  // namespace
}  // namespace knead

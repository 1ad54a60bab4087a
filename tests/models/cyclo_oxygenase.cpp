// Whatever makes PGE2 makes as much less of it as cyclo-oxygenase is inhibited, and nothing else changes.

#include <doctest/doctest.h>

#include "models/cells/macrophage.hpp"
#include "models/cells/pericyte.hpp"
#include "models/fibre/fibre_type.hpp"
#include "models/parameters.hpp"

using namespace knead;

namespace {

constexpr double inhibitor = 3, share = 1 / (1 + inhibitor);

std::vector<double> flat(const FibreState<double>& state) {
  std::vector<double> values;
  state.each([&values](double value) { values.push_back(value); });
  return values;
}

}  // namespace

TEST_CASE("without an inhibitor cyclo-oxygenase works whole, and inhibitors add up") {
  CHECK(cox_activity(0.0) == 1);
  CHECK(cox_activity(inhibitor) == share);
  CHECK(1 / cox_activity(2.0 + 5.0) - 1 == doctest::Approx(7));
}

TEST_CASE("a fibre makes its share of PGE2 and everything else as before") {
  const auto p = values_of<FibreParameters>({});
  FibreState<double> x = fibre_at_rest(p);
  x.mediator.cox2 = 0.3;
  x.expression.tnf_mrna = 2;
  FibreInput<double> input = unloaded_input(FibreType::I, values_of<FibreTypeParameters>({}));
  FibreState<double> free{}, blocked{};
  FibreDomain::rates(x, input, p, free);
  Quantities load{};
  load.cox_inhibitor = inhibitor;
  apply_load(load, input);
  FibreDomain::rates(x, input, p, blocked);
  CHECK(free.medium.pge2 > 0);
  CHECK(blocked.medium.pge2 == doctest::Approx(share * free.medium.pge2));
  blocked.medium.pge2 = free.medium.pge2;
  CHECK(flat(blocked) == flat(free));
}

TEST_CASE("so do pericytes and macrophages") {
  const ParameterSet parameters;
  const auto check = [](NfkbCellInput<double> blocked, const NfkbCellInput<double>& free) {
    CHECK(free.pge2_secretion > 0);
    CHECK(blocked.pge2_secretion == doctest::Approx(share * free.pge2_secretion));
    blocked.pge2_secretion = free.pge2_secretion;
    CHECK(blocked == free);
  };
  const auto pericyte = [&](double x) {
    return pericyte_input(1e4, values_of<PericyteParameters>(parameters), values_of<MediatorParameters>(parameters),
                          values_of<CytokineParameters>(parameters), x);
  };
  const auto macrophage = [&](double x) {
    return macrophage_input(1e4, {0.5, 0.1}, values_of<MacrophageParameters>(parameters),
                            values_of<CytokineExpressionParameters>(parameters), x);
  };
  check(pericyte(inhibitor), pericyte(0));
  check(macrophage(inhibitor), macrophage(0));
}

TEST_CASE("PGF2a is PGE2 where COX-2 adds as much to both, and at rest whatever it adds") {
  auto p = values_of<MediatorParameters>({});
  p.wF = 1;
  CHECK(pgf2a(1.7, 0.2, p) == doctest::Approx(1.7));
  p.wF = 0.5;
  CHECK(pgf2a(1.0, 0.0, p) == 1);
  CHECK(pgf2a(share, 0.0, p) == share);
  const double made = 1 + p.PGmax * 0.2, made_F = 1 + 0.5 * p.PGmax * 0.2;
  CHECK(pgf2a(share * made, 0.2, p) == doctest::Approx(share * made_F));
}

#include "models/fibre/nfkb.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

using Values = std::array<double, 15>;

struct Row {
  std::string quantity, time_min, value;
};

std::vector<Row> check_rows() {
  std::ifstream file(KNEAD_SOURCE_DIR "/configs/data/nfkb-check.tsv");
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    Row row;
    std::getline(cells, row.quantity, '\t');
    std::getline(cells, row.time_min, '\t');
    std::getline(cells, row.value, '\t');
    rows.push_back(row);
  }
  return rows;
}

/// Half a unit of the last printed digit: 2.8697e-6 gives 0.5e-10.
double half_unit(const std::string& printed) {
  const std::size_t e = printed.find('e');
  const std::string mantissa = printed.substr(0, e);
  const int exponent = e == std::string::npos ? 0 : std::stoi(printed.substr(e + 1));
  const std::size_t point = mantissa.find('.');
  const int decimals = point == std::string::npos ? 0 : static_cast<int>(mantissa.size() - point - 1);
  return 0.5 * std::pow(10.0, exponent - decimals);
}

NfkbParameters<double> lipniacki() {
  auto p = values_of<NfkbParameters>({});
  p.kQi = p.qI = 0;
  return p;
}

void advance(Values& x, double u, double duration_s, const NfkbParameters<double>& p, double Q = 0) {
  integrate(x, duration_s, 1e-8, [&](const Values& at, Values& dxdt) {
    NfkbState<double> rates{};
    nfkb_rates(record_of<NfkbState<double>>(at), u, Q, p, rates);
    dxdt = flat(rates);
  });
}

/// 101 h without TNF from all NF-kB bound to IkBa and all IKK neutral.
Values equilibrated(const NfkbParameters<double>& p) {
  NfkbState<double> x{};
  x.ikk_neutral = 0.2;
  x.ikba_nfkb_cytoplasmic = 0.06;
  Values values = flat(x);
  advance(values, 0, 101 * 3600, p);
  return values;
}

/// Nuclear NF-kB at every whole minute, as the table was made.
struct Trace {
  std::vector<double> nuclear;
  /// The minute of the largest (or least) value within 10 minutes of one, strictly inside that window.
  int extreme_near(int minute, double sign) const {
    int best = minute - 10;
    for (int m = minute - 10; m <= minute + 10; ++m)
      if (sign * nuclear[m] > sign * nuclear[best]) best = m;
    CHECK(std::abs(best - minute) < 10);
    return best;
  }
};

/// 11 h under TNF that is on for a while.
Trace under_tnf(Values x, double on_s, const NfkbParameters<double>& p) {
  Trace trace;
  for (int minute = 0; minute <= 660; ++minute) {
    trace.nuclear.push_back(x[6]);
    advance(x, minute * 60 < on_s ? 1 : 0, 60, p);
  }
  return trace;
}

TEST_CASE("NF-kB gives every row of the check table of Lipniacki 2004") {
  const auto p = lipniacki();
  const Values rest = equilibrated(p);
  const auto state = record_of<NfkbState<double>>(rest);
  const Trace on = under_tnf(rest, 1e9, p), pulse = under_tnf(rest, 300, p);
  const std::map<std::string, double> levels{{"rest.IKKn", state.ikk_neutral},
                                             {"rest.NFkBn", state.nfkb_nuclear},
                                             {"rest.NFkB", state.nfkb_cytoplasmic},
                                             {"rest.IkBa_NFkB", state.ikba_nfkb_cytoplasmic},
                                             {"rest.IkBa", state.ikba_cytoplasmic},
                                             {"rest.IkBan", state.ikba_nuclear},
                                             {"rest.A20", state.a20},
                                             {"rest.IkBa_mRNA", state.ikba_mrna},
                                             {"total_NFkB", total_nfkb(state, p)},
                                             {"tnf_on.level_10h", on.nuclear[600]}};
  const auto rows = check_rows();
  CHECK(rows.size() == 16);
  for (const Row& row : rows) {
    CAPTURE(row.quantity);
    double value = 0;
    if (levels.count(row.quantity)) {
      value = levels.at(row.quantity);
    } else {
      const Trace& trace = row.quantity.starts_with("tnf_pulse") ? pulse : on;
      const int printed = std::stoi(row.time_min);
      const int minute = trace.extreme_near(printed, row.quantity.ends_with("trough") ? -1 : 1);
      CHECK(std::abs(minute - printed) <= 1);
      value = trace.nuclear[minute];
    }
    CHECK(std::abs(value - std::stod(row.value)) <= half_unit(row.value));
  }
  CHECK(pulse.nuclear[120] < 0.1 * pulse.nuclear[23]);
}

TEST_CASE("total NF-kB is conserved under any stimulus and inhibition") {
  auto p = lipniacki();
  p.kQi = 0.01;
  p.qI = 10;
  Values x = equilibrated(p);
  const double before = total_nfkb(record_of<NfkbState<double>>(x), p);
  for (unsigned i = 0; i < 40; ++i) {
    advance(x, scattered(2 * i), 900, p, scattered(2 * i + 1));
    CHECK(std::abs(total_nfkb(record_of<NfkbState<double>>(x), p) - before) < 1e-10);
  }
}

TEST_CASE("the declared rest is the steady state") {
  const auto p = lipniacki();
  NfkbState<double> rates{};
  nfkb_rates(nominal_rest<NfkbState>(), 0.0, 0.0, p, rates);
  rates.each([](double rate) { CHECK(std::abs(rate) < 1e-14); });
  Values x = flat(nominal_rest<NfkbState>());
  const Values before = x;
  advance(x, 0, 100 * 3600, p);
  for (std::size_t i = 0; i < x.size(); ++i) CHECK(std::abs(x[i] - before[i]) < 1e-9);
}

TEST_CASE("strain inhibition keeps NF-kB out of the nucleus by either of its terms") {
  const auto peak = [](double kQi, double qI) {
    auto p = lipniacki();
    p.kQi = kQi;
    p.qI = qI;
    Values x = flat(nominal_rest<NfkbState>());
    double highest = 0;
    for (int i = 0; i < 60; ++i) {
      advance(x, 0.01, 60, p, 1);
      highest = std::max(highest, x[6]);
    }
    return highest;
  };
  CHECK(peak(0.005, 0) < 0.8 * peak(0, 0));
  CHECK(peak(0, 5) < 0.9 * peak(0, 0));
}

}  // namespace
}  // namespace knead::test

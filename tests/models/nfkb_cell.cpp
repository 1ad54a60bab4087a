#include "models/cells/nfkb_cell.hpp"

#include <doctest/doctest.h>

#include "models/cells/macrophage.hpp"
#include "models/cells/pericyte.hpp"
#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

using State = NfkbCellState<double>;

NfkbCellInput<double> of_pericyte(double fluid_um3) {
  return pericyte_input(fluid_um3, values_of<PericyteParameters>({}), values_of<MediatorParameters>({}),
                        values_of<CytokineParameters>({}));
}

NfkbCellInput<double> of_macrophage(double fluid_um3, MacrophageProgramme<double> programme) {
  return macrophage_input(fluid_um3, programme, values_of<MacrophageParameters>({}),
                          values_of<CytokineExpressionParameters>({}));
}

struct OneCell {
  NfkbCellInput<double> input;
  NfkbCellParameters<double> p = values_of<NfkbCellParameters>({});
  State x = nfkb_cell_at_rest(p);

  State rates(const State& at) const {
    State dxdt{};
    NfkbCell::rates(at, input, p, dxdt);
    return dxdt;
  }

  /// Alone in its fluid, which nothing leaves.
  void advance(double duration_s) {
    auto values = flat(x);
    integrate(values, duration_s, 1e-8, [&](const auto& at, auto& dxdt) { dxdt = flat(rates(record_of<State>(at))); });
    x = record_of<State>(values);
  }
};

TEST_CASE("an NF-kB cell rests in a resting medium and adds nothing to it") {
  for (const auto& input : {of_pericyte(880), of_macrophage(880, {1, 0})}) {
    const OneCell cell{input};
    for (const double rate : flat(cell.rates(cell.x))) CHECK(std::abs(rate) < 1e-14);
  }
}

TEST_CASE("danger makes an NF-kB cell secrete and its NF-kB is conserved") {
  for (const auto& input : {of_pericyte(880), of_macrophage(880, {1, 0})}) {
    OneCell cell{input};
    const double nfkb = total_nfkb(cell.x.nfkb, cell.p.nfkb);
    const Medium<double> before = cell.x.medium;
    cell.x.medium.damp = 1;
    cell.advance(2 * 3600);
    CHECK(cell.x.nfkb.nfkb_nuclear > 0.02);
    CHECK(cell.x.expression.il6_mrna > 2);
    CHECK(cell.x.medium.tnf > before.tnf);
    CHECK(cell.x.medium.il6 > before.il6);
    CHECK(cell.x.medium.ccl2 > before.ccl2);
    CHECK(cell.x.medium.cxcl8 > before.cxcl8);
    CHECK(cell.x.medium.pge2 > before.pge2);
    CHECK(cell.x.medium.damp == 1);
    CHECK(cell.x.medium.il10 == before.il10);
    CHECK(cell.x.medium.lactate == before.lactate);
    CHECK(std::abs(total_nfkb(cell.x.nfkb, cell.p.nfkb) - nfkb) < 1e-10);
  }
}

TEST_CASE("the amount secreted does not depend on the volume it is secreted into") {
  const auto amount = [](const NfkbCellInput<double>& input, double fluid_um3) {
    OneCell cell{input};
    cell.x.expression.il6_mrna = 5;
    cell.x.mediator.cox2 = 0.3;
    const Medium<double> rates = cell.rates(cell.x).medium;
    CHECK(rates.il6 > 0);
    CHECK(rates.pge2 > 0);
    return std::pair{rates.il6 * fluid_um3, rates.pge2 * fluid_um3};
  };
  for (const double fluid_um3 : {2000.0, 6.7e4}) {
    const auto pericyte = amount(of_pericyte(fluid_um3), fluid_um3), same = amount(of_pericyte(880), 880);
    CHECK(pericyte.first == doctest::Approx(same.first).epsilon(1e-14));
    CHECK(pericyte.second == doctest::Approx(same.second).epsilon(1e-14));
    const auto m1 = amount(of_macrophage(fluid_um3, {0.6, 0.1}), fluid_um3),
               m1_same = amount(of_macrophage(880, {0.6, 0.1}), 880);
    CHECK(m1.first == doctest::Approx(m1_same.first).epsilon(1e-14));
    CHECK(m1.second == doctest::Approx(m1_same.second).epsilon(1e-14));
  }
}

TEST_CASE("a pericyte secretes as fibres do for its own volume of fluid") {
  const auto pericyte = values_of<PericyteParameters>({});
  OneDomain domain;
  domain.x.expression.tnf_mrna = 3;
  domain.x.mediator.cox2 = 0.4;
  FibreState<double> of_fibre{};
  FibreDomain::rates(domain.x, domain.input, domain.p, of_fibre);
  OneCell cell{of_pericyte(pericyte.secretion_volume_um3)};
  cell.x.expression.tnf_mrna = 3;
  cell.x.mediator.cox2 = 0.4;
  CHECK(cell.rates(cell.x).medium.tnf == doctest::Approx(of_fibre.medium.tnf).epsilon(1e-14));
  CHECK(cell.rates(cell.x).medium.pge2 == doctest::Approx(of_fibre.medium.pge2).epsilon(1e-14));
}

TEST_CASE("a macrophage at saturated NF-kB secretes the molecules declared and one in repair none") {
  const auto rules = values_of<MacrophageParameters>({});
  const double fluid_um3 = 1e4;
  OneCell cell{of_macrophage(fluid_um3, {1, 0})};
  // Saturated: its mRNA stands at 1 + gain.
  cell.x.expression.tnf_mrna = 1 + cell.p.expression.g_T;
  cell.x.expression.ccl2_mrna = 1 + cell.p.expression.g_C;
  cell.x.expression.cxcl8_mrna = 1 + cell.p.expression.g_8;
  const Medium<double> rates = cell.rates(cell.x).medium;
  constexpr double molecules_per_um3_and_pM = 6.02214076e23 * 1e-12 * 1e-15;  // Avogadro's number, pmol, litres
  CHECK(rates.tnf * fluid_um3 * molecules_per_um3_and_pM == doctest::Approx(rules.tnf).epsilon(1e-12));
  CHECK(rates.ccl2 * fluid_um3 * molecules_per_um3_and_pM == doctest::Approx(rules.ccl2).epsilon(1e-12));
  CHECK(rates.cxcl8 * fluid_um3 * molecules_per_um3_and_pM == doctest::Approx(rules.cxcl8).epsilon(1e-12));
  for (const double secretion : flat(of_macrophage(fluid_um3, {0, 1}))) CHECK(secretion == 0);
  CHECK(of_macrophage(fluid_um3, {0, 0}).tnf_secretion ==
        doctest::Approx(rules.at_rest * of_macrophage(fluid_um3, {1, 0}).tnf_secretion).epsilon(1e-14));
}

}  // namespace
}  // namespace knead::test

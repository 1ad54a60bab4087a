// The rules of mobile cells, one by one and together as expected numbers.

#include "models/cells/expected_cells.hpp"

#include <doctest/doctest.h>

#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

using State = ExpectedCellState<double>;
using Numbers = CellNumbers<double>;
using Values = CellParameters<double>;

/// A medium between nothing and a hundred times rest, with danger.
Medium<double> scattered_medium(unsigned seed, const CytokineParameters<double>& p) {
  auto c = flat(medium_at_rest(p));
  for (std::size_t s = 0; s < c.size(); ++s) {
    const double u = scattered(577 * seed + static_cast<unsigned>(s));
    c[s] = c[s] > 0 ? c[s] * 100 * u * u : 10 * u;
  }
  return record_of<Medium<double>>(c);
}

/// Numbers that can stand together.
Numbers scattered_numbers(unsigned seed) {
  const auto u = [seed](unsigned i) { return scattered(877 * seed + i); };
  Numbers x{};
  x.neutrophils = 5000 * u(0);
  x.ready_neutrophils = x.neutrophils * u(1);
  x.macrophages = 100 + 9000 * u(2);
  x.m1 = x.macrophages * u(3);
  x.repair = (x.macrophages - x.m1) * u(4);
  x.fibroblasts = 20000 * u(5);
  x.quiescent = 600 * u(6);
  x.activated_1 = 300 * u(7);
  x.activated_2 = 300 * u(8);
  x.activated_3 = 300 * u(9);
  x.myoblasts = 2000 * u(10);
  x.myocytes = 2000 * u(11);
  return x;
}

Surroundings<double> scattered_surroundings(unsigned seed, const Values& p) {
  const auto u = [seed](unsigned i) { return scattered(313 * seed + i); };
  return surroundings_of(scattered_numbers(seed), scattered_medium(seed, p.cytokine), 0.5 * u(0));
}

MacrophageRates<double> of_macrophages(const Surroundings<double>& around, double number, double m1, double repair,
                                       const Values& p) {
  return macrophage_rates(around, number, {m1, repair}, p.macrophage, p.danger, p.cytokine);
}

TEST_CASE("cells at rest stay as they are for any parameters of the priors") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const Values p = values_of<CellParameters>(seed == 0 ? ParameterSet{} : scattered_parameters(seed));
    const State rest{cells_at_rest(p), medium_at_rest(p.cytokine)};
    State rates{};
    ExpectedCells::rates(rest, {}, p, rates);
    // What enters and what leaves are products of the same three factors.
    const auto x = flat(rest), dxdt = flat(rates);
    for (std::size_t i = 0; i < x.size(); ++i) {
      CAPTURE(std::string(State::entries[i].symbol));
      CHECK(std::abs(dxdt[i]) <= 1e-15 * x[i] / 3600);
    }
    const auto effects = effects_of(rest.number, rest.medium, p);
    CHECK(effects.oxidant_burst == 0);
    CHECK(effects.fusion_per_s == 0);
  }
}

TEST_CASE("activation is 0 at rest and grows with danger and TNF towards 1") {
  const Values p = values_of<CellParameters>({});
  Medium<double> medium = medium_at_rest(p.cytokine);
  CHECK(activation(medium, p.danger, p.cytokine) == 0);
  medium.tnf = 0;
  CHECK(activation(medium, p.danger, p.cytokine) == 0);
  double last = 0;
  for (medium.damp = 1e-3; medium.damp < 1e6; medium.damp *= 3) {
    const double active = activation(medium, p.danger, p.cytokine);
    CHECK(active > last);
    CHECK(active < 1);
    last = active;
  }
  medium = medium_at_rest(p.cytokine);
  medium.damp = p.danger.KDA;
  CHECK(activation(medium, p.danger, p.cytokine) == doctest::Approx(0.5));
  medium.tnf = p.cytokine.tnf_rest + p.danger.KTNF;
  CHECK(activation(medium, p.danger, p.cytokine) == doctest::Approx(2.0 / 3));
}

TEST_CASE("occupancy above rest is 0 up to rest and grows to what rest has left free") {
  CHECK(occupancy_above_rest(2.2, 2.2, 569.0) == 0);
  CHECK(occupancy_above_rest(0.0, 2.2, 569.0) == 0);
  double last = 0;
  for (double c = 3; c < 1e7; c *= 2) {
    const double bound = occupancy_above_rest(c, 2.2, 569.0);
    CHECK(bound > last);
    CHECK(bound < 569 / (2.2 + 569));
    last = bound;
  }
  CHECK(last == doctest::Approx(569 / (2.2 + 569)).epsilon(1e-3));
}

TEST_CASE("rates of macrophages are linear in their number and programmes") {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    const Values p = values_of<CellParameters>(scattered_parameters(seed));
    const auto around = scattered_surroundings(seed, p);
    const auto u = [seed](unsigned i) { return 100 * scattered(71 * seed + i); };
    const double a = u(0), b = u(1);
    const auto x = of_macrophages(around, u(2), u(3), u(4), p), y = of_macrophages(around, u(5), u(6), u(7), p);
    const auto sum = of_macrophages(around, a * u(2) + b * u(5), a * u(3) + b * u(6), a * u(4) + b * u(7), p);
    const auto is_sum = [&](double of_sum, double of_x, double of_y) {
      CHECK(std::abs(of_sum - (a * of_x + b * of_y)) <= 1e-12 * (a * std::abs(of_x) + b * std::abs(of_y)));
    };
    is_sum(sum.programme.m1, x.programme.m1, y.programme.m1);
    is_sum(sum.programme.repair, x.programme.repair, y.programme.repair);
    is_sum(sum.oxidants, x.oxidants, y.oxidants);
    is_sum(sum.phagocytosis_um3_per_s, x.phagocytosis_um3_per_s, y.phagocytosis_um3_per_s);
    is_sum(sum.il10_per_s, x.il10_per_s, y.il10_per_s);
    is_sum(sum.tgfb_per_s, x.tgfb_per_s, y.tgfb_per_s);
    is_sum(sum.hgf_per_s, x.hgf_per_s, y.hgf_per_s);
    is_sum(sum.igf1_per_s, x.igf1_per_s, y.igf1_per_s);
    CHECK(sum.loss == x.loss);
  }
}

TEST_CASE("what a macrophage loses of M1-likeness becomes repair and IL-10 and debris hasten it") {
  const Values p = values_of<CellParameters>({});
  Surroundings<double> calm{.medium = medium_at_rest(p.cytokine)};
  const auto alone = of_macrophages(calm, 1, 1, 0, p);
  CHECK(alone.programme.repair == doctest::Approx(-alone.programme.m1));
  CHECK(alone.programme.repair == doctest::Approx(p.macrophage.to_m2 / 3600));
  Surroundings<double> soothed = calm, fed = calm;
  soothed.medium.il10 = p.cytokine.il10_rest + p.macrophage.KI10;
  fed.debris = 1e6;  // saturates
  CHECK(of_macrophages(soothed, 1, 1, 0, p).programme.repair == doctest::Approx(1.25 * p.macrophage.to_m2 / 3600));
  CHECK(of_macrophages(fed, 1, 1, 0, p).programme.repair ==
        doctest::Approx((p.macrophage.to_m2 + p.macrophage.efferocytosis) / 3600));
  Surroundings<double> alarmed = calm;
  alarmed.medium.damp = 1e9;
  CHECK(of_macrophages(alarmed, 1, 0, 0, p).programme.m1 == doctest::Approx(p.macrophage.to_m1 / 3600));
  CHECK(of_macrophages(alarmed, 1, 1, 0, p).programme.repair == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("a satellite cell comes by division alone and goes by death and fusion alone") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const Values p = values_of<CellParameters>(scattered_parameters(seed));
    const State x{scattered_numbers(seed), scattered_medium(seed, p.cytokine)};
    State d{};
    ExpectedCells::rates(x, {}, p, d);
    const auto rules = satellite_cell_rates(surroundings_of(x.number, x.medium, 0.0), p.satellite_cell, p.cytokine);
    const double gained = rules.division * x.number.myoblasts + rules.renewal * x.number.quiescent,
                 lost = rules.death * x.number.quiescent + rules.fusion * x.number.myocytes;
    CHECK(std::abs(satellite_lineage(d.number) - (gained - lost)) <= 1e-12 * (gained + lost));
    for (const double hazard : {rules.activation, rules.stage, rules.division, rules.differentiation, rules.quiescence,
                                rules.renewal, rules.death, rules.fusion})
      CHECK(hazard >= 0);
    CHECK((rules.renewal == 0 || rules.death == 0));  // not a lack and a surplus at once
  }
}

TEST_CASE("a crowded tissue lets nothing in and nothing divide") {
  const Values p = values_of<CellParameters>({});
  Surroundings<double> full{.medium = scattered_medium(3, p.cytokine),
                            .macrophages = p.macrophage.most,
                            .fibroblasts = p.fibroblast.most,
                            .satellite_cells = p.satellite_cell.most};
  full.medium.ccl2 = full.medium.tgfb = full.medium.hgf = 1e4;
  CHECK(satellite_cell_rates(full, p.satellite_cell, p.cytokine).division == 0);
  CHECK(fibroblast_rates(full, p.fibroblast, p.cytokine).division == 0);
  CHECK(monocyte_entry(full, p.macrophage, p.cytokine) ==
        doctest::Approx(p.macrophage.loss * p.macrophage.rest / 3600).epsilon(1e-12));
}

TEST_CASE("neutrophils burst once each at the rate of their danger") {
  Values p = values_of<CellParameters>({});
  p.neutrophil.death = 0;  // nor do any enter at rest
  State x{{}, medium_at_rest(p.cytokine)};
  x.number.neutrophils = x.number.ready_neutrophils = 800;
  x.number.macrophages = p.macrophage.rest;
  x.medium.damp = p.danger.KDA;  // primes half
  auto values = flat(x);
  integrate(values, 5 * 3600, 1e-10, [&](const auto& at, auto& dxdt) {
    State d{};
    ExpectedCells::rates(record_of<State>(at), {}, p, d);
    d.medium = {};  // held
    dxdt = flat(d);
  });
  const State end = record_of<State>(values);
  CHECK(end.number.neutrophils == doctest::Approx(800).epsilon(1e-12));
  CHECK(end.number.ready_neutrophils == doctest::Approx(800 * std::exp(-p.neutrophil.burst / 2 * 5)).epsilon(1e-7));
}

TEST_CASE("numbers stay possible along random courses of ten days") {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    const Values p = values_of<CellParameters>(scattered_parameters(seed));
    const ExpectedCellInput<double> input{0.3 * scattered(seed)};
    const Medium<double> medium = scattered_medium(seed, p.cytokine);
    auto values = flat(State{seed % 2 ? scattered_numbers(seed) : cells_at_rest(p), medium});
    for (int day = 0; day < 10; ++day) {
      integrate(values, 86400, 1e-8, [&](const auto& at, auto& dxdt) {
        State d{};
        const State x = record_of<State>(at);
        ExpectedCells::rates(x, input, p, d);
        add_losses(x.medium, p.cytokine, 0, d.medium);
        dxdt = flat(d);
      });
      const Numbers x = record_of<State>(values).number;
      const double slack = 1e-4;
      for (const double number : values) CHECK(number >= -slack);
      CHECK(x.ready_neutrophils <= x.neutrophils + slack);
      CHECK(x.m1 + x.repair <= x.macrophages + slack);
    }
  }
}

TEST_CASE("what repair macrophages secrete is counted in molecules") {
  const Values p = values_of<CellParameters>({});
  State x{cells_at_rest(p), medium_at_rest(p.cytokine)}, d{};
  x.number.repair = 500;
  ExpectedCells::rates(x, {}, p, d);
  // A mm3 of tissue holds interstitial_fraction ul of fluid.
  const double mol_per_s = 500 * p.macrophage.il10 / 6.02214076e23;
  CHECK(d.medium.il10 == doctest::Approx(mol_per_s / (p.cytokine.interstitial_fraction * 1e-6) * 1e12).epsilon(1e-9));
}

TEST_CASE("phagocytosis and fusion are volumes of fibre a volume of tissue") {
  const Values p = values_of<CellParameters>({});
  Numbers x{};
  x.macrophages = 1000;
  x.m1 = 400;
  x.myocytes = 200;
  const auto effects = effects_of(x, medium_at_rest(p.cytokine), p);
  const double um3_an_hour = 400 * p.macrophage.phagocytosis_m1 + 600 * p.macrophage.phagocytosis_m2;
  CHECK(effects.phagocytosis_per_s == doctest::Approx(um3_an_hour * 1e-9 / 3600));
  CHECK(effects.fusion_per_s ==
        doctest::Approx(200 * p.satellite_cell.fusion * p.satellite_cell.fused_volume * 1e-9 / 3600));
}

}  // namespace
}  // namespace knead::test

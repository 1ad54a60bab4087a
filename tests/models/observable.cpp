#include "models/observable.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

using Over = Observable::Over;

/// Its value in a muscle at rest, wherever it is read.
double at_rest(const Observable& observable) {
  if (observable.of_cells) {
    const auto p = values_of<CellParameters>({});
    return observable.of_cells(cells_at_rest(p), p);
  }
  if (observable.of_muscle) {
    const auto p = values_of<MuscleParameters>({});
    return observable.of_muscle(muscle_at_rest(p), p);
  }
  if (observable.of_temperature) return observable.of_temperature(0);
  const OneDomain domain;
  return observable.in_fibre(domain.x, domain.p);
}

TEST_CASE("observables have unique ids and are read exactly where they say") {
  std::set<std::string_view> ids;
  for (const Observable& observable : observables()) {
    CAPTURE(std::string(observable.id));
    CHECK(ids.insert(observable.id).second);
    CHECK(find_observable(observable.id) == &observable);
    CHECK((observable.of_cells != nullptr) == (observable.over == Over::cells));
    CHECK((observable.of_muscle != nullptr) == (observable.over == Over::muscle));
    CHECK((observable.of_temperature != nullptr) == (observable.over == Over::temperature));
    CHECK((observable.in_fibre != nullptr) ==
          (observable.over != Over::cells && observable.over != Over::muscle && observable.over != Over::temperature));
    CHECK((observable.in_cell != nullptr) == (observable.over == Over::homogenate));
    CHECK((observable.specimen == Specimen::cells) == (observable.over == Over::cells));
  }
  CHECK(find_observable("exertion_pain") == nullptr);
}

TEST_CASE("no observable has the name of a state of a fibre domain as results write it") {
  for (const StateEntry& state : FibreState<double>::entries)
    CHECK(find_observable(std::string(state.module) + "_" + std::string(state.symbol)) == nullptr);
}

TEST_CASE("at rest folds are one and what is 0 is not compared by logarithms") {
  const auto cell = values_of<NfkbCellParameters>({});
  // Kinds of cells that a muscle at rest has none of; a trial compares them once they are there.
  const std::set<std::string_view> none_at_rest{"macrophages_m1", "myoblasts", "myocytes"};
  for (const Observable& observable : observables()) {
    CAPTURE(std::string(observable.id));
    const double value = at_rest(observable);
    if (observable.meaning.ends_with("x rest")) CHECK(value == doctest::Approx(1).epsilon(1e-12));
    if (none_at_rest.contains(observable.id))
      CHECK(value == 0);
    else if (observable.assay == Assay::score)
      CHECK((value >= 0 && observable.scale == Scale::difference));
    else
      CHECK((value > 0) == (observable.scale == Scale::logarithm));
    if (observable.in_cell) CHECK(observable.in_cell(nfkb_cell_at_rest(cell), cell) == value);
  }
}

TEST_CASE("at rest levels are those of a resting muscle") {
  const OneDomain domain;
  CHECK(domain.read("lactate") == doctest::Approx(1.5).epsilon(0.01));
  CHECK(domain.read("ikba") == doctest::Approx(0.0600 + 0.0025 + (0.0034 - 0.0023) / 5 - 0.0003).epsilon(0.01));
  CHECK(at_rest(*find_observable("force")) == doctest::Approx(100).epsilon(1e-14));
  CHECK(at_rest(*find_observable("soreness")) == values_of<SorenessParameters>({}).S0);
  CHECK(at_rest(*find_observable("ck_plasma")) == values_of<CreatineKinaseParameters>({}).CK0);
  CHECK(at_rest(*find_observable("protein_synthesis_rate")) ==
        doctest::Approx(100 * values_of<ContractileParameters>({}).kt).epsilon(1e-14));
}

TEST_CASE("nuclear p65 counts what IkBa holds in the nucleus and free p65 does not") {
  OneDomain domain;
  domain.x.nfkb.ikba_nfkb_nuclear = 0.02;
  domain.x.nfkb.nfkb_nuclear = 0.1;
  CHECK(domain.read("p65_nuclear") == doctest::Approx(0.12));
  CHECK(domain.read("p65_nuclear_fibre") == doctest::Approx(0.12));
  CHECK(domain.read("nfkb_dna_binding") == doctest::Approx(0.1));
}

TEST_CASE("cells are counted in their stages and sections meet activated ones more often") {
  const auto p = values_of<CellParameters>({});
  CellNumbers<double> x{};
  x.neutrophils = 100, x.ready_neutrophils = 30, x.macrophages = 1000, x.m1 = 300, x.repair = 200;
  x.quiescent = 400, x.activated_1 = 50, x.activated_2 = 40, x.activated_3 = 30, x.myoblasts = 20, x.myocytes = 10;
  const auto read = [&](std::string_view id) { return find_observable(id)->of_cells(x, p); };
  CHECK(read("leucocytes") == 1100);
  CHECK(read("macrophages_m1") + read("macrophages_m2") == read("macrophages"));
  CHECK(read("satellite_cells") == 550);
  CHECK(read("satellite_cells_visible") == doctest::Approx(400 + p.satellite_cell.visible * 140));
}

}  // namespace
}  // namespace knead::test

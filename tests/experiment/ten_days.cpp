// Ten days after a random bout of a random person: every state of every network within what its meaning allows.

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "sim/experiment/prior_draw.hpp"
#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

double between(double low, double high, std::uint64_t person, std::uint64_t what) {
  return draw_uniform({99, person}, Purpose::test, what, 0, low, high);
}

ParameterSet drawn_parameters(std::uint64_t person) {
  ParameterSet set;
  for (std::size_t i = 0; i < set.values.size(); ++i) set.values[i] = draw_prior(all_parameters()[i], 99, person);
  set["fibre_type.susceptibility"] = between(0.3, 2.5, person, 1);
  return set;
}

/// Eccentric contractions, a ride, a run, or a cut: hard or easy.
TimeCourse drawn_bout(std::uint64_t person, const ExerciseParameters<double>& p) {
  const double size = between(0.2, 1, person, 2);
  if (person % 4 == 0) return eccentric(static_cast<int>(300 * size), 5, 0, p);
  if (person % 4 == 1) return cycling({{7200 * size, between(0.3, 1.1, person, 3)}}, 0, p);
  if (person % 4 == 2) return running({{4 * 3600 * size, 0.7}}, 0, p);
  Quantities cut{};
  cut.cut_fraction = size;
  return {{0, 60, cut}};
}

/// To within a hundred times the solver's tolerance. The medium of a member is what it last saw: fields are checked.
template <class State>
void check_bounds(const Batch& batch) {
  const auto& entries = State::entries;
  for (std::size_t s = 0; s < batch.states; ++s) {
    if (entries[s].module == "medium") continue;
    CAPTURE(std::string(entries[s].module));
    CAPTURE(std::string(entries[s].symbol));
    // Sarcomeres are counted in those at rest, and there can be more.
    const bool is_share =
        entries[s].meaning.find("fraction of") != std::string_view::npos && entries[s].symbol != "sarcomere_disruption";
    for (std::size_t i = 0; i < batch.members; ++i) {
      const double x = batch.row(s)[i];
      const double slack = 100 * test::default_coupling.network_tolerance * (std::abs(x) + entries[s].floor);
      CHECK(x >= -slack);
      if (is_share) CHECK(x <= 1 + slack);
    }
  }
}

void check_tissue(const TissueModel& model, const TissueState& state) {
  check_bounds<FibreState<double>>(state.domains);
  check_bounds<NfkbCellState<double>>(state.pericytes);
  check_bounds<NfkbCellState<double>>(state.macrophages);
  check_bounds<ExpectedCellState<double>>(state.expected_cells);
  check_bounds<MuscleState<double>>(state.muscle);
  for (const std::vector<double>& field : state.fields)
    for (const double concentration : field) {
      CHECK(concentration >= 0);
      CHECK(std::isfinite(concentration));
    }
  const auto observed = Observer(model).block(state);
  for (std::size_t o = 0; o < observed.size(); ++o) {
    CAPTURE(std::string(observables()[o].id));
    CHECK(std::isfinite(observed[o].mean));
  }
}

}  // namespace

TEST_CASE("no random person's tissue leaves its bounds in ten days after a random bout") {
  for (std::uint64_t person = 1; person <= 24; ++person) {
    CAPTURE(person);
    const TissueModel model = test::living_mixture(drawn_parameters(person));
    TissueState state = model.at_rest(0);
    model.place_cells(state);
    for (const Segment& segment : drawn_bout(person, values_of<ExerciseParameters>(model.parameters())))
      test::load_for(model, segment.end_s - segment.begin_s, segment.load, state);
    check_tissue(model, state);
    for (const double hours : {12, 12, 24, 48, 144}) {
      test::rest_for(model, hours, state);
      check_tissue(model, state);
    }
  }
}

// The splitting F P D P F: its order, what it conserves, and that its bits do not depend on threads.

#include "sim/experiment/coupling.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>

#include "sim/experiment/simulate_subject.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

Acting hard_ride() {
  Acting acting;
  acting.load.metabolic_intensity = 0.8;
  acting.load.active_force = 0.4;
  acting.load.fibre_strain = 0.12;
  acting.load.frequency = 1.2;
  return acting;
}

/// Half an hour into a hard ride, with gradients in every field. Without mobile cells and their random events unless
/// asked for.
TissueState ridden(const TissueModel& model, bool with_cells = false) {
  TissueState state = model.at_rest(0);
  if (with_cells) model.place_cells(state);
  model.restart_steps(state);
  model.advance(state, hard_ride(), 1800);
  return state;
}

/// Largest difference of two states, each against the larger of its row's size and the floor below which it does not
/// matter. The medium of a network is left out: its fields are there.
double difference(const TissueState& a, const TissueState& b) {
  double largest = 0;
  const auto compare = [&largest](const double* x, const double* y, std::size_t n, double floor) {
    double size = floor, apart = 0;
    for (std::size_t i = 0; i < n; ++i) {
      size = std::max(size, std::abs(y[i]));
      apart = std::max(apart, std::abs(x[i] - y[i]));
    }
    largest = std::max(largest, apart / size);
  };
  for (std::size_t s = 0; s + species_count < a.domains.states; ++s)
    compare(a.domains.row(s), b.domains.row(s), a.domains.members, FibreState<double>::entries[s].floor);
  for (std::size_t s = 0; s + species_count < a.pericytes.states; ++s)
    compare(a.pericytes.row(s), b.pericytes.row(s), a.pericytes.members, NfkbCellState<double>::entries[s].floor);
  for (std::size_t s = 0; s + species_count < a.macrophages.states; ++s)
    compare(a.macrophages.row(s), b.macrophages.row(s), a.macrophages.members, NfkbCellState<double>::entries[s].floor);
  for (std::size_t s = 0; s + species_count < a.expected_cells.states; ++s)
    compare(a.expected_cells.row(s), b.expected_cells.row(s), 1, ExpectedCellState<double>::entries[s].floor);
  for (std::size_t s = 0; s < a.muscle.states; ++s)
    compare(a.muscle.row(s), b.muscle.row(s), 1, MuscleState<double>::entries[s].floor);
  for (std::size_t f = 0; f < a.fields.size(); ++f)
    compare(a.fields[f].data(), b.fields[f].data(), a.fields[f].size(), Medium<double>::entries[f].floor);
  return largest;
}

SubjectSetup small_subject(double network_tolerance, Tissue::Kind kind = Tissue::Kind::block) {
  Study study = test::small_study();
  study.tissue.kind = kind;
  study.network.tolerance = network_tolerance;
  study.arms[1].loads.clear();
  study.sampling.biopsies.clear();
  return set_up_subject(study, 1, nullptr);
}

}  // namespace

namespace {

/// log2 of the ratio of errors as the number of steps over length_s doubles, against 32 times the most steps.
template <class Run>
std::vector<double> orders(const std::vector<int>& counts, const Run& run) {
  const TissueState reference = run(32 * counts.back());
  std::vector<double> slopes;
  double last = 0;
  for (const int steps : counts) {
    const double error = difference(run(steps), reference);
    if (last > 0) slopes.push_back(std::log2(last / error));
    last = error;
  }
  return slopes;
}

/// Of a block without mobile cells. Without lactate, errors are those of all else.
std::vector<double> block_orders(double length_s, const std::vector<int>& counts, bool lactate) {
  const SubjectSetup subject = small_subject(1e-10);
  REQUIRE(subject.model_of(0).geometry().pericytes.size() > 3);
  const TissueState start = ridden(subject.model_of(0));
  return orders(counts, [&](int steps) {
    TissueState state = start;
    for (int i = 0; i < steps; ++i) subject.model_of(0).step(state, Acting{}, length_s / steps);
    if (!lactate) {
      state.fields.pop_back();
      const auto& entries = FibreState<double>::entries;
      for (std::size_t s = 0; s < state.domains.states; ++s)
        if (entries[s].symbol == "lactate") std::fill_n(state.domains.row(s), state.domains.members, 0.0);
    }
    return state;
  });
}

}  // namespace

TEST_CASE("splitting is of second order in network and fields and pericytes and uptake together") {
  for (const double order : block_orders(320, {8, 16, 32, 64}, false)) CHECK(order > 1.8);
}

TEST_CASE("splitting is of second order in lactate too where steps resolve its diffusion between voxels") {
  for (const double order : block_orders(40, {64, 128, 256, 512}, true)) CHECK(order > 1.8);
}

TEST_CASE("splitting is of first order with cells in a well-mixed tissue") {
  const SubjectSetup subject = small_subject(1e-10, Tissue::Kind::well_mixed);
  const TissueState start = ridden(subject.model_of(0), true);
  for (const double order : orders({8, 16, 32, 64}, [&](int steps) {
         TissueState state = start;
         for (int i = 0; i < steps; ++i) subject.model_of(0).step(state, Acting{}, 320.0 / steps);
         return state;
       }))
    CHECK(order > 0.9);
}

TEST_CASE("the splitting error keeps its promise") {
  Study study = test::small_study();
  study.arms[1].loads.clear();
  study.sampling.biopsies.clear();
  study.network.tolerance = 1e-8;
  const auto run = [&](double tolerance) {
    study.coupling.tolerance = tolerance;
    const SubjectSetup subject = set_up_subject(study, 1, nullptr);
    TissueState state = ridden(subject.model_of(0));
    subject.model_of(0).restart_steps(state);
    subject.model_of(0).advance(state, Acting{}, 3 * 3600.0);
    return state;
  };
  const TissueState loose = run(1e-2), usual = run(1e-3), tight = run(1e-5);
  CHECK(loose.coupling_steps < usual.coupling_steps);
  CHECK(difference(usual, tight) < 0.01);
  CHECK(difference(usual, tight) < difference(loose, tight));
}

TEST_CASE("rest is steady in a block without mobile cells") {
  const SubjectSetup subject = small_subject(1e-6);
  const TissueState start = subject.model_of(0).at_rest(0);
  TissueState later = start;
  subject.model_of(0).restart_steps(later);
  subject.model_of(0).advance(later, Acting{}, 24 * 3600.0);
  CHECK(difference(later, start) < 1e-3);
  const TissueState settled = baseline_state(subject.model_of(0), 0);
  CHECK(difference(start, settled) < 1e-3);
}

TEST_CASE("rest is steady in a well-mixed tissue with its cells") {
  const SubjectSetup subject = small_subject(1e-6, Tissue::Kind::well_mixed);
  const TissueState start = baseline_state(subject.model_of(0), 0);
  TissueState later = start;
  subject.model_of(0).restart_steps(later);
  subject.model_of(0).advance(later, Acting{}, 10 * 24 * 3600.0);
  CHECK(difference(later, start) < 1e-3);
}

TEST_CASE("steps land exactly and only the last is shortened") {
  const SubjectSetup subject = small_subject(1e-4);
  TissueState state = baseline_state(subject.model_of(0), 0);
  subject.model_of(0).restart_steps(state);
  for (const double until : {7.0, 1234.5, 1234.75, 5000.1}) {
    subject.model_of(0).advance(state, Acting{}, until);
    CHECK(state.time_s == until);
  }
}

TEST_CASE("one thread and two give the same bits") {
  const SubjectSetup subject = small_subject(1e-4);
  const auto run = [&](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    return ridden(subject.model_of(0), true);
  };
  CHECK(run(1) == run(2));
}

TEST_CASE("a copied state goes on as the original does") {
  const SubjectSetup subject = small_subject(1e-4);
  TissueState straight = ridden(subject.model_of(0), true);
  TissueState copy = straight;
  subject.model_of(0).advance(straight, Acting{}, 5400);
  subject.model_of(0).advance(copy, Acting{}, 5400);
  CHECK(straight == copy);
}

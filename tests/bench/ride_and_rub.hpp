#pragma once
// The trace of the network benchmark: a ride of 70 min, a rub from 12 to 22 min after it, and recovery to 3 h,
// restarted every 6 min and at every change. Between restarts the medium decays as its field would, so that no cytokine
// piles up.

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "models/fibre/domain.hpp"
#include "tests/numerics/random_members.hpp"

namespace knead {

/// One restart to the next; inputs[input * members + member].
struct TraceStep {
  double duration_s;
  std::vector<double> inputs;
};

inline Quantities load_of_trace(double minute) {
  Quantities load{};
  if (minute < 70.0) {
    load.metabolic_intensity = minute < 30.0 ? 0.60 : minute < 35.0 ? 0.65 : 0.75;
    load.active_force = minute < 30.0 ? 0.30 : minute < 35.0 ? 0.33 : 0.40;
    load.fibre_strain = 0.12;
    load.frequency = 1.2;
  } else if (minute >= 82.0 && minute < 92.0) {
    load.fibre_strain = 0.04;
    load.frequency = 0.7;
  }
  return load;
}

/// Every member feels the load with a strain and force of its own, within 20 %.
inline std::vector<TraceStep> ride_and_rub(std::size_t members) {
  std::set<double> times = {35.0, 70.0, 82.0, 92.0, 250.0};
  for (double minute = 0.0; minute < 250.0; minute += 6.0) times.insert(minute);
  std::vector<TraceStep> steps;
  for (auto begin = times.begin(), end = std::next(begin); end != times.end(); begin = end++) {
    TraceStep step{60.0 * (*end - *begin), std::vector<double>(input_count<FibreDomain> * members)};
    for (std::size_t i = 0; i < members; ++i) {
      Quantities load = load_of_trace(*begin);
      load.fibre_strain *= draw_uniform({7, i}, Purpose::test, 0, 0, 0.8, 1.2);
      load.active_force *= draw_uniform({7, i}, Purpose::test, 1, 0, 0.8, 1.2);
      FibreInput<double> input{};
      std::vector<double> values;
      for (const InputEntry& entry : FibreInput<double>::entries) values.push_back(entry.rest);
      load_record(input, values.data());
      apply_load(load, input);
      store_record(input, values.data());
      for (std::size_t u = 0; u < values.size(); ++u) step.inputs[u * members + i] = values[u];
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

/// All members at rest.
inline Batch resting_batch(std::size_t members) {
  Batch batch(state_count<FibreDomain>, members);
  for (std::size_t s = 0; s < batch.states; ++s)
    std::fill_n(batch.row(s), members, FibreDomain::State<double>::entries[s].rest);
  return batch;
}

/// What the fields do to the medium, the last states, in a time: decay, lymph and exchange towards plasma.
inline void relax_medium(Batch& batch, double duration_s) {
  const auto cytokine = default_parameters<FibreDomain>().cytokine;
  std::size_t row = batch.states - species_count;
  for (const SpeciesProperties& species_of : species(cytokine)) {
    const double loss = species_of.decay_per_s + cytokine.lymph_rest + species_of.exchange_per_s;
    const double steady = species_of.exchange_per_s * species_of.plasma / loss;
    const double kept = std::exp(-loss * duration_s);
    double* values = batch.row(row++);
    for (std::size_t i = 0; i < batch.members; ++i) values[i] = steady + (values[i] - steady) * kept;
  }
}

}  // namespace knead

#pragma once
// Draws of parameters: from their priors, for what is not known, and over subjects, for what differs between people.

#include <cstdint>

#include "models/parameter.hpp"
#include "sim/numerics/random.hpp"

namespace knead {

/// The value below which a share of a parameter's prior lies, 0 to 1; its declared value where the prior is fixed.
double prior_quantile(const Parameter& parameter, double share);

/// The value of a parameter in prior draw number `draw`: its declared value where the prior is fixed. Keyed by
/// module and symbol.
double draw_prior(const Parameter& parameter, std::uint64_t seed, std::uint64_t draw);

/// All parameters of a record made by KNEAD_PARAMETERS, so drawn.
template <class Record>
Record draw_prior(std::uint64_t seed, std::uint64_t draw) {
  Record record{};
  int i = 0;
  record.each([&](double& value) { value = draw_prior(Record::entries[i++], seed, draw); });
  return record;
}

}  // namespace knead

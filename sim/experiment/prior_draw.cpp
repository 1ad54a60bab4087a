#include "sim/experiment/prior_draw.hpp"

#include <cmath>

#include "sim/experiment/draw_name.hpp"

namespace knead {

double draw_prior(const Parameter& parameter, std::uint64_t seed, std::uint64_t draw) {
  const Prior& prior = parameter.prior;
  if (prior.shape == Prior::Shape::fixed) return parameter.value;
  const double u = draw_uniform({seed, draw}, Purpose::prior, draw_name(parameter.module), draw_name(parameter.symbol));
  if (prior.shape == Prior::Shape::uniform) return prior.low + (prior.high - prior.low) * u;
  return prior.low * std::pow(prior.high / prior.low, u);
}

}  // namespace knead

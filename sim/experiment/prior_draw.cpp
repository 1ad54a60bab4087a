#include "sim/experiment/prior_draw.hpp"

#include <cmath>

#include "sim/experiment/draw_name.hpp"

namespace knead {

double prior_quantile(const Parameter& parameter, double share) {
  const Prior& prior = parameter.prior;
  switch (prior.shape) {
    case Prior::Shape::fixed:
      return parameter.value;
    case Prior::Shape::uniform:
      return prior.low + (prior.high - prior.low) * share;
    case Prior::Shape::log_uniform:
      return prior.low * std::pow(prior.high / prior.low, share);
  }
  return parameter.value;
}

double draw_prior(const Parameter& parameter, std::uint64_t seed, std::uint64_t draw) {
  return prior_quantile(
      parameter, draw_uniform({seed, draw}, Purpose::prior, draw_name(parameter.module), draw_name(parameter.symbol)));
}

}  // namespace knead

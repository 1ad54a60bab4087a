#include "sim/calibration/coordinates.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "sim/config/study_schema.hpp"
#include "sim/experiment/prior_draw.hpp"

namespace knead {

namespace {

constexpr double nearest_end = 0.005;  // a mode at an end of its prior would be at infinity

double share_below(const Prior& prior, double value) {
  if (prior.shape == Prior::Shape::log_uniform) return std::log(value / prior.low) / std::log(prior.high / prior.low);
  return (value - prior.low) / (prior.high - prior.low);
}

}  // namespace

std::string Coordinates::name(std::size_t i) const { return full_name(all_parameters()[coordinates_[i].position]); }

double Coordinates::value(std::size_t i, double z) const {
  Parameter parameter = all_parameters()[coordinates_[i].position];
  parameter.prior = coordinates_[i].prior;
  return prior_quantile(parameter, boost::math::cdf(boost::math::normal(), z));
}

DrawnParameters Coordinates::parameters(const Point& z) const {
  DrawnParameters drawn;
  for (std::size_t i = 0; i < size(); ++i) {
    drawn.positions.push_back(coordinates_[i].position);
    drawn.values.push_back(value(i, z[i]));
  }
  return drawn;
}

std::vector<DrawnParameters> Coordinates::ends() const {
  DrawnParameters least, largest;
  for (const auto& [position, prior] : coordinates_) {
    least.positions.push_back(position);
    least.values.push_back(prior.low);
    largest.values.push_back(prior.high);
  }
  largest.positions = least.positions;
  return {least, largest};
}

Point Coordinates::point(const ParameterSet& parameters) const {
  Point z(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const double share = share_below(coordinates_[i].prior, parameters.values[coordinates_[i].position]);
    z[i] = boost::math::quantile(boost::math::normal(), std::clamp(share, nearest_end, 1 - nearest_end));
  }
  return z;
}

}  // namespace knead

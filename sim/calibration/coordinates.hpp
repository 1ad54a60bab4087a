#pragma once
// Parameters as coordinates in which their independent priors are one standard normal: z = the normal quantile of the
// share of the prior below the value.

#include <string>
#include <vector>

#include "models/parameters.hpp"
#include "sim/calibration/drawn_parameters.hpp"
#include "sim/sampling/target.hpp"

namespace knead {

/// A parameter that is sampled, under this prior (its declared one, or the problem's).
struct Coordinate {
  std::size_t position;  ///< in all_parameters()
  Prior prior;
};

class Coordinates {
 public:
  explicit Coordinates(std::vector<Coordinate> coordinates) : coordinates_(std::move(coordinates)) {}

  std::size_t size() const { return coordinates_.size(); }
  const Coordinate& operator[](std::size_t i) const { return coordinates_[i]; }
  std::string name(std::size_t i) const;

  /// The coordinates' values at a point, by their positions.
  DrawnParameters parameters(const Point& z) const;
  /// The value of one coordinate, in its parameter's unit.
  double value(std::size_t i, double z) const;
  /// The least and the largest that each can be.
  std::vector<DrawnParameters> ends() const;
  /// The point of the parameters; a value at or beyond an end of its prior stands at the nearest of its 0.5 and 99.5 %.
  Point point(const ParameterSet& parameters) const;

 private:
  std::vector<Coordinate> coordinates_;
};

}  // namespace knead

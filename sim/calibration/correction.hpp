#pragma once
// What the median person, who is quick to simulate, leaves out of a row: by how much people's mean contrast differs
// from the median person's, learnt at points of both, with the error that is left (the approximation error of Kaipio &
// Somersalo 2005, Statistical and Computational Inverse Problems).

#include <array>
#include <vector>

#include "sim/inference/row_prediction.hpp"

namespace knead {

/// A better contrast as a straight line over the quick one, for one row at one background.
struct ContrastCorrection {
  double offset = 0, slope = 1;  ///< of the better mean contrast over the quick one
  double sd_factor = 1;          ///< of the SD over people
  double error = 0;  ///< of the better mean about the line (half the central 68 %), and the better mean's own

  ContrastMoments operator()(const ContrastMoments& quick) const;
};

/// One a row; none: a prediction stays as it is.
using Corrections = std::vector<std::array<ContrastCorrection, 3>>;

/// From predictions of the same points, [point][row] both. The line has the slope of least squares, and as many points
/// above it as below: at some points a person's contrast runs away.
Corrections corrections_of(const std::vector<std::vector<RowPrediction>>& quick,
                           const std::vector<std::vector<RowPrediction>>& better);

std::vector<RowPrediction> corrected(std::vector<RowPrediction> predictions, const Corrections& corrections);

}  // namespace knead

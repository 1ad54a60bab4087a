#pragma once
// The posterior of one set of rows: the best fit, what the rows identify, and the chains.

#include <functional>
#include <string>
#include <vector>

#include "sim/calibration/calibration.hpp"
#include "sim/calibration/row_target.hpp"
#include "sim/sampling/chains.hpp"
#include "sim/sampling/multistart.hpp"
#include "sim/sampling/profile.hpp"

namespace knead {

/// What is told as it goes.
struct FitReport {
  std::function<void(const std::string& stage, double share)> progress = [](const std::string&, double) {};
  std::function<void(const std::string& line)> say = [](const std::string&) {};
};

struct BestFit {
  std::vector<Optimum> starts;  ///< best first, over the free coordinates
  Point at;                     ///< all coordinates: the best start, the others as declared
};

/// The free coordinates come first among all; `declared` holds every coordinate at its declared value.
BestFit best_fit(const RowTarget& target, const std::vector<char>& use, const Point& declared, std::size_t free,
                 const Calibration& calibration, const FitReport& report);

/// Profiles of the free coordinates, the others as at a fit, from the largest likelihood that a search from it finds.
std::vector<Profile> profiles_at(const RowTarget& target, const std::vector<char>& use, const Point& fit,
                                 std::size_t free, const Calibration& calibration, const FitReport& report);

struct Samples {
  std::vector<std::vector<Point>> chains;            ///< [chain][step]
  std::vector<std::vector<double>> log_likelihoods;  ///< [chain][step]
  double accepted = 0;
  Steps steps{0, 0};
  InformedDirections directions{0};
  Eigen::MatrixXd slope;  ///< that steers them, rows x dimension
};

/// Chains from about a point: rounds of warm-up, then the kept steps.
/// @param seed of the draws
/// @param settle is told after each round of warm-up but the last where the chains stand, and whether to forget where
/// they stood before; it may correct the target
Samples sample(const RowTarget& target, const std::vector<char>& use, const Point& about, std::uint64_t seed,
               const ChainSettings& settings, const FitReport& report,
               const std::function<void(bool anew, const std::vector<Point>&)>& settle = {});

/// R-hat and effective draws of a number read off every kept point.
struct Mixing {
  double r_hat = 0, effective = 0;
};
Mixing mixing_of(const Samples& samples, const std::function<double(const Point&)>& number);

/// `count` of all kept points, evenly spaced.
std::vector<Point> thinned(const Samples& samples, int count);

}  // namespace knead

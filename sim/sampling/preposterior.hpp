#pragma once
// What a measurement that has not been made is worth: preposterior analysis on weighted draws (Raiffa and Schlaifer
// 1961; the expected value of sample information by nested sampling, Ades, Lu and Claxton 2004,
// doi:10.1177/0272989X04263162).
//
// A measurement y is simulated from a draw j: y ~ N(mean_j, se_j). It changes the weight of draw k by
// N(y; mean_k, se_k), and so the answer's mean and variance; the average over y is what is expected of measuring.
// Few draws flatter a measurement: a draw that y came from is among those that explain it. So every draw is judged by
// the others alone: the squared error of the others' mean, less what that mean's own error adds; a choice by what the
// others would choose.

#include <cstdint>
#include <vector>

namespace knead {

/// An estimate, and the same without each block of neighbouring draws (delete-a-block jackknife): its Monte Carlo error
/// holds for the draws as for the measurements simulated from them.
struct Jackknifed {
  double value = 0;
  std::vector<double> without;  ///< one a block

  double error() const;  ///< standard error
};

/// The difference of two estimates from the same draws, whose errors largely cancel.
Jackknifed operator-(const Jackknifed& a, const Jackknifed& b);

/// What is expected of an answer that is a number.
struct ExpectedReduction {
  double present_variance = 0, expected_variance = 0;
  Jackknifed percent;         ///< of the present variance that the measurement takes away
  double overstated_percent;  ///< how much more plain re-weighting would have promised: large where draws are few
};

/// What is expected of an answer that is a choice between options; losses and values in the unit of their outcomes.
struct ExpectedChoice {
  std::size_t best = 0;               ///< the option that present knowledge chooses
  Jackknifed probability_best;        ///< that it is the best, as far as the draws say
  Jackknifed perfect_information;     ///< expected loss of choosing by present knowledge
  Jackknifed sample_information;      ///< the part of it that the measurement is expected to save
  double overstated_information = 0;  ///< how much more plain re-weighting would have promised
};

/// A measurement's simulated results, and what each draw then weighs.
class Preposterior {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::size_t measurements = 1000;  ///< simulated, as the draws' weights share them out
    std::size_t blocks = 20;          ///< of draws, left out one after the other
  };

  /// @param weights of the draws; those of weight 0 and those without a prediction are left out
  /// @param mean,se of what would be measured, one a draw; NaN: no prediction
  /// @throws std::invalid_argument for unequal lengths or fewer than two draws that are left
  Preposterior(const std::vector<double>& weights, const std::vector<double>& mean, const std::vector<double>& se,
               const Options& options);

  /// Draws that are not left out.
  std::size_t draws() const { return kept_.size(); }
  /// (sum w)^2 / sum w^2 of the draws after the measurement: the median over measurements.
  double effective_draws() const { return effective_draws_; }

  /// @param answer one a draw as they were given; must be finite where a draw is not left out
  ExpectedReduction of_number(const std::vector<double>& answer) const;
  /// @param utility [option][draw], the more the better
  ExpectedChoice of_choice(const std::vector<std::vector<double>>& utility) const;

 private:
  template <class Estimate>
  Jackknifed over_blocks(Estimate estimate) const;
  bool in(std::size_t draw, std::size_t left_out) const { return block_[draw] != left_out; }

  std::vector<std::size_t> kept_, block_;  ///< of each kept draw: its place among all, and its block
  std::size_t blocks_;
  std::vector<double> prior_log_;                ///< of the kept draws
  std::vector<std::size_t> source_;              ///< the kept draw that each measurement came from
  std::vector<std::vector<double>> log_weight_;  ///< [measurement][kept draw], the largest 0
  double effective_draws_ = 0;
};

}  // namespace knead

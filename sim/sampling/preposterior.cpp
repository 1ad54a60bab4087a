#include "sim/sampling/preposterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/numerics/quantile.hpp"
#include "sim/numerics/random.hpp"

namespace knead {
namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();
constexpr double nearly_all = 1 - 1e-6;  // a weight above which those of the others are summed by themselves
constexpr double least_share_of_spread = 1e-9;
constexpr double rounding = 1e-12;  // an answer that differs by no more is known

/// Some draws with weights that add up to 1.
struct Weighted {
  std::vector<std::size_t> draw;
  std::vector<double> log_weight, p;
  double squares = 0;  ///< sum of p^2

  /// Of the draws that `take` takes.
  template <class Take>
  static Weighted of(const std::vector<double>& log_weight, Take take) {
    Weighted some;
    some.draw.reserve(log_weight.size());
    some.log_weight.reserve(log_weight.size());
    some.p.reserve(log_weight.size());
    double largest = -std::numeric_limits<double>::infinity(), sum = 0;
    for (std::size_t k = 0; k < log_weight.size(); ++k)
      if (take(k)) {
        some.draw.push_back(k);
        some.log_weight.push_back(log_weight[k]);
        largest = std::max(largest, log_weight[k]);
      }
    for (const double each : some.log_weight) {
      some.p.push_back(std::exp(each - largest));
      sum += some.p.back();
    }
    for (double& each : some.p) {
      each /= sum;
      some.squares += each * each;
    }
    return some;
  }

  double mean(const std::vector<double>& of) const {
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] * of[draw[i]];
    return sum;
  }
  /// All but one of them.
  Weighted others(std::size_t out) const {
    Weighted rest = of(log_weight, [&](std::size_t i) { return i != out; });
    for (std::size_t& each : rest.draw) each = draw[each];
    return rest;
  }
};

double square(double x) { return x * x; }

double plain_variance(const Weighted& some, const std::vector<double>& answer) {
  const double mean = some.mean(answer);
  double sum = 0;
  for (std::size_t i = 0; i < some.p.size(); ++i) sum += some.p[i] * square(answer[some.draw[i]] - mean);
  return sum;
}

/// Each draw's squared distance from the mean of the others, less what the error of that mean adds. With equal weights
/// it is the unbiased variance.
double variance(const Weighted& some, const std::vector<double>& answer) {
  const double mean = some.mean(answer);
  double sum = 0;
  for (std::size_t i = 0; i < some.p.size(); ++i) {
    const double p = some.p[i], x = answer[some.draw[i]];
    if (p == 0) continue;
    if (p < nearly_all) {
      const double squares = std::max(0.0, some.squares - p * p) / square(1 - p);
      sum += p * square((x - mean) / (1 - p)) / (1 + squares);
    } else {
      const Weighted others = some.others(i);
      sum += p * square(x - others.mean(answer)) / (1 + others.squares);
    }
  }
  return sum;
}

using OptionUtilities = std::vector<std::vector<double>>;  // [option][draw]

std::vector<double> means(const Weighted& some, const OptionUtilities& utility) {
  std::vector<double> result;
  for (const auto& option : utility) result.push_back(some.mean(option));
  return result;
}

std::size_t largest_of(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

/// What is gained over the option `now` where each draw gets what the others choose.
double gain(const Weighted& some, const OptionUtilities& utility, std::size_t now) {
  const std::vector<double> all = means(some, utility);
  std::vector<double> without(utility.size());
  double sum = 0;
  for (std::size_t i = 0; i < some.p.size(); ++i) {
    const double p = some.p[i];
    const std::size_t k = some.draw[i];
    if (p == 0) continue;
    if (p < nearly_all) {
      for (std::size_t o = 0; o < utility.size(); ++o) without[o] = (all[o] - p * utility[o][k]) / (1 - p);
    } else {
      without = means(some.others(i), utility);
    }
    sum += p * (utility[largest_of(without)][k] - utility[now][k]);
  }
  return sum;
}

double best_of(const OptionUtilities& utility, std::size_t draw) {
  double best = utility.front()[draw];
  for (const auto& option : utility) best = std::max(best, option[draw]);
  return best;
}

}  // namespace

double Jackknifed::error() const {
  const auto n = static_cast<double>(without.size());
  double mean = 0, squares = 0;
  for (const double each : without) mean += each / n;
  for (const double each : without) squares += square(each - mean);
  return std::sqrt(squares * (n - 1) / n);
}

Jackknifed operator-(const Jackknifed& a, const Jackknifed& b) {
  Jackknifed difference{a.value - b.value, a.without};
  for (std::size_t g = 0; g < difference.without.size(); ++g) difference.without[g] -= b.without[g];
  return difference;
}

Preposterior::Preposterior(const std::vector<double>& weights, const std::vector<double>& mean,
                           const std::vector<double>& se, const Options& options)
    : blocks_(std::min(options.blocks, weights.size() / 2)) {
  if (mean.size() != weights.size() || se.size() != weights.size())
    throw std::invalid_argument("preposterior: as many predictions as draws are needed");
  double low = std::numeric_limits<double>::infinity(), high = -low, sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (!(weights[k] > 0) || !std::isfinite(mean[k]) || !std::isfinite(se[k])) continue;
    kept_.push_back(k);
    block_.push_back(k * blocks_ / weights.size());
    prior_log_.push_back(std::log(weights[k]));
    low = std::min(low, mean[k]);
    high = std::max(high, mean[k]);
    sum += weights[k];
  }
  if (kept_.size() < 2) throw std::invalid_argument("preposterior: fewer than two draws have a prediction");
  // What is measured without any error is measured with next to none.
  const double least = std::max(least_share_of_spread * (high - low), std::numeric_limits<double>::min());
  const auto error = [&](std::size_t k) { return std::max(se[kept_[k]], least); };

  std::vector<double> effective;
  std::size_t j = 0;
  double below = weights[kept_[0]] / sum;
  for (std::size_t i = 0; i < options.measurements; ++i) {
    const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(options.measurements);
    while (below < u && j + 1 < kept_.size()) below += weights[kept_[++j]] / sum;
    const double z = draw_normal({options.seed, 0}, Purpose::preposterior, i);
    const double y = mean[kept_[j]] + error(j) * z;
    std::vector<double> log_weight(prior_log_);
    for (std::size_t k = 0; k < kept_.size(); ++k)
      log_weight[k] -= std::log(error(k)) + square((y - mean[kept_[k]]) / error(k)) / 2;
    effective.push_back(1 / Weighted::of(log_weight, [](std::size_t) { return true; }).squares);
    source_.push_back(j);
    log_weight_.push_back(std::move(log_weight));
  }
  std::sort(effective.begin(), effective.end());
  effective_draws_ = quantile(effective, 0.5);
}

template <class Estimate>
Jackknifed Preposterior::over_blocks(Estimate estimate) const {
  Jackknifed result{estimate(nobody), {}};
  for (std::size_t g = 0; g < blocks_; ++g) result.without.push_back(estimate(g));
  return result;
}

ExpectedReduction Preposterior::of_number(const std::vector<double>& answer) const {
  std::vector<double> x;
  for (const std::size_t k : kept_) x.push_back(answer[k]);
  using Variance = double (*)(const Weighted&, const std::vector<double>&);
  const auto present = [&](Variance of, std::size_t left_out) {
    return of(Weighted::of(prior_log_, [&](std::size_t k) { return in(k, left_out); }), x);
  };
  const auto expected = [&](Variance of, std::size_t left_out) {
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < source_.size(); ++i)
      if (in(source_[i], left_out)) {
        sum += of(Weighted::of(log_weight_[i], [&](std::size_t k) { return in(k, left_out); }), x);
        ++count;
      }
    return sum / count;
  };
  double size = 0;
  for (const double each : x) size = std::max(size, std::abs(each));
  const auto percent = [&](double before, double after) {
    return std::sqrt(before) > rounding * size ? 100 * (1 - after / before) : 0;
  };
  ExpectedReduction result;
  result.present_variance = present(variance, nobody);
  result.expected_variance = expected(variance, nobody);
  result.percent = over_blocks([&](std::size_t g) { return percent(present(variance, g), expected(variance, g)); });
  result.overstated_percent =
      percent(present(plain_variance, nobody), expected(plain_variance, nobody)) - result.percent.value;
  return result;
}

ExpectedChoice Preposterior::of_choice(const std::vector<std::vector<double>>& utility) const {
  OptionUtilities u(utility.size());
  for (std::size_t o = 0; o < utility.size(); ++o)
    for (const std::size_t k : kept_) u[o].push_back(utility[o][k]);
  const auto now = [&](std::size_t left_out) {
    return Weighted::of(prior_log_, [&](std::size_t k) { return in(k, left_out); });
  };
  ExpectedChoice result;
  result.best = largest_of(means(now(nobody), u));
  result.probability_best = over_blocks([&](std::size_t g) {
    const Weighted some = now(g);
    double sum = 0;
    for (std::size_t i = 0; i < some.p.size(); ++i)
      if (u[result.best][some.draw[i]] >= best_of(u, some.draw[i])) sum += some.p[i];
    return sum;
  });
  result.perfect_information = over_blocks([&](std::size_t g) {
    const Weighted some = now(g);
    const std::size_t best = largest_of(means(some, u));
    double sum = 0;
    for (std::size_t i = 0; i < some.p.size(); ++i)
      sum += some.p[i] * (best_of(u, some.draw[i]) - u[best][some.draw[i]]);
    return sum;
  });
  double plain = 0;
  result.sample_information = over_blocks([&](std::size_t g) {
    const std::size_t best = largest_of(means(now(g), u));
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < source_.size(); ++i) {
      if (!in(source_[i], g)) continue;
      const Weighted after = Weighted::of(log_weight_[i], [&](std::size_t k) { return in(k, g); });
      sum += gain(after, u, best);
      ++count;
      if (g != nobody) continue;
      const std::vector<double> m = means(after, u);
      plain += (m[largest_of(m)] - m[best]) / static_cast<double>(source_.size());
    }
    return sum / count;
  });
  result.overstated_information = plain - result.sample_information.value;
  return result;
}

}  // namespace knead

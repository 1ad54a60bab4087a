#include "sim/calibration/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>

#include "sim/numerics/quantile.hpp"
#include "sim/numerics/random.hpp"
#include "sim/parallel/map.hpp"
#include "sim/sampling/diagnostics.hpp"
#include "sim/sampling/local_search.hpp"

namespace knead {

namespace {

constexpr int steps_between_reports = 10;

/// The point with its first coordinates replaced.
Point with_first(Point z, const Point& first) {
  std::copy(first.begin(), first.end(), z.begin());
  return z;
}

double half_square(const Point& z) {
  double sum = 0;
  for (const double x : z) sum += x * x;
  return sum / 2;
}

/// Where chains begin: about a point, as wide as the directions say.
std::vector<Point> starts(const InformedDirections& directions, const Point& about, int chains, std::uint64_t seed) {
  std::vector<Point> points;
  for (int chain = 0; chain < chains; ++chain) {
    Point normals(directions.dimension());
    for (std::size_t i = 0; i < normals.size(); ++i)
      normals[i] = draw_normal({seed, static_cast<std::uint64_t>(chain)}, Purpose::search_start, i);
    points.push_back(directions.propose(about, {}, normals, {1, 1}));
  }
  return points;
}

void append(ChainRound& all, const ChainRound& more) {
  if (all.points.empty()) {
    all = more;
    return;
  }
  const double before = static_cast<double>(all.points.front().size()),
               then = static_cast<double>(more.points.front().size());
  for (std::size_t c = 0; c < all.points.size(); ++c) {
    all.points[c].insert(all.points[c].end(), more.points[c].begin(), more.points[c].end());
    all.log_likelihoods[c].insert(all.log_likelihoods[c].end(), more.log_likelihoods[c].begin(),
                                  more.log_likelihoods[c].end());
  }
  const auto joined = [&](double& share, double other) { share = (share * before + other * then) / (before + then); };
  joined(all.accepted, more.accepted);
  joined(all.accepted_each.informed, more.accepted_each.informed);
  joined(all.accepted_each.rest, more.accepted_each.rest);
}

/// A round of steps in pieces, so that it can tell how far it is.
ChainRound round_of(Chains& chains, const Target& target, const InformedDirections& directions, int steps,
                    const std::string& stage, const FitReport& report) {
  ChainRound all;
  for (int done = 0; done < steps; done += steps_between_reports) {
    append(all, advance(chains, target, directions, std::min(steps_between_reports, steps - done)));
    report.progress(stage, std::min(1.0, static_cast<double>(done + steps_between_reports) / steps));
  }
  return all;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

/// The log likelihood over the first coordinates, the others as at `base`, that tells how many of its calls are done.
Objective told(const RowTarget& target, const std::vector<char>& use, const Point& base, const char* stage, int calls,
               const FitReport& report) {
  return [&target, use, base, stage, of = std::max(1, calls / target.evaluations().ranks().size()), &report,
          asked = std::make_shared<std::atomic<int>>(0)](const Point& first) {
    const double value = target.log_likelihood(with_first(base, first), use);
    const int now = ++*asked;
    if (now % steps_between_reports == 0) report.progress(stage, std::min(0.99, static_cast<double>(now) / of));
    return value;
  };
}

}  // namespace

BestFit best_fit(const RowTarget& target, const std::vector<char>& use, const Point& declared, std::size_t free,
                 const Calibration& calibration, const FitReport& report) {
  const SearchSettings& search = calibration.search;
  const Objective likelihood = told(target, use, declared, "search", search.starts * search.evaluations, report);
  BestFit fit;
  fit.starts = maximise(target.evaluations().ranks(), free,
                        [&](const Point& first) { return likelihood(first) - half_square(first); },
                        {.starts = search.starts, .evaluations = search.evaluations, .seed = calibration.seed});
  report.progress("search", 1);
  fit.at = with_first(declared, fit.starts.front().at);
  return fit;
}

std::vector<Profile> profiles_at(const RowTarget& target, const std::vector<char>& use, const Point& fit,
                                 std::size_t free, const Calibration& calibration, const FitReport& report) {
  const Ranks& ranks = target.evaluations().ranks();
  const ProfileOptions options{.at = {-1.64, 1.64}, .evaluations = calibration.profile.evaluations};  // 5 and 95 %
  const int calls = static_cast<int>(free * options.at.size()) * options.evaluations;
  const Objective likelihood = told(target, use, fit, "profiles", calls, report);
  const auto climbed = map_over(ranks, 1, free + 1, [&](std::size_t) {
    const Optimum top = search_from(Point(fit.begin(), fit.begin() + static_cast<std::ptrdiff_t>(free)), likelihood,
                                    {.evaluations = calibration.search.evaluations, .reach = 0.25});
    Point all = top.at;
    all.push_back(top.value);
    return all;
  });
  const Optimum likeliest{Point(climbed[0].begin(), climbed[0].end() - 1), climbed[0].back(), 0};
  const std::vector<Profile> found = profiles(ranks, likeliest, likelihood, options);
  report.progress("profiles", 1);
  return found;
}

namespace {

/// Where the data inform, and what steers the chains, from points at which the rows were linearised.
class Linearised {
 public:
  Linearised(const RowTarget& target, const std::vector<char>& use) : target_(target), use_(use) {}

  void add(const Point& z) {
    const RowTarget::Slopes slopes = target_.slopes(z);
    information_.push_back(slopes.fisher(use_));
    slopes_.push_back(slopes.slope);
  }
  void forget() { information_.clear(), slopes_.clear(); }

  InformedDirections directions() const { return InformedDirections(information_); }

  /// Each the median of its points': at the brink of another regime slopes are far too steep.
  Eigen::MatrixXd slope() const {
    Eigen::MatrixXd middle = slopes_.front();
    std::vector<double> of_points(slopes_.size());
    for (Eigen::Index r = 0; r < middle.rows(); ++r)
      for (Eigen::Index i = 0; i < middle.cols(); ++i) {
        for (std::size_t k = 0; k < of_points.size(); ++k) of_points[k] = slopes_[k](r, i);
        std::sort(of_points.begin(), of_points.end());
        middle(r, i) = quantile(of_points, 0.5);
      }
    return middle;
  }

 private:
  const RowTarget& target_;
  const std::vector<char>& use_;
  std::vector<Eigen::MatrixXd> information_, slopes_;
};

/// A round in which the step sizes settle.
void warm_up(Chains& chains, const Target& density, const InformedDirections& directions, int steps,
             const std::string& stage, const FitReport& report) {
  constexpr int parts = 3;
  ChainRound last;
  for (int part = 0; part < parts; ++part) {
    report.progress(stage, static_cast<double>(part) / parts);
    last = advance(chains, density, directions, std::max(2, steps / parts));
    chains.steps = {tuned_step(chains.steps.informed, last.accepted_each.informed, wanted_of_steered),
                    tuned_step(chains.steps.rest, last.accepted_each.rest)};
  }
  report.say(
      fmt::format("{}: steps {:.2f} in {} informed directions and {:.2f} in the rest, accepted {:.0f} % and "
                  "{:.0f} %, mean log likelihood {:.1f}",
                  stage, chains.steps.informed, directions.informed(), chains.steps.rest,
                  100 * last.accepted_each.informed, 100 * last.accepted_each.rest, mean(chains.log_likelihoods)));
}

Samples kept_steps(Chains& chains, const Target& density, const InformedDirections& directions,
                   const Eigen::MatrixXd& slope, int steps, const FitReport& report) {
  const ChainRound kept = round_of(chains, density, directions, steps, "chains", report);
  return {kept.points, kept.log_likelihoods, kept.accepted, chains.steps, directions, slope};
}

}  // namespace

Samples sample(const RowTarget& target, const std::vector<char>& use, const Point& about, std::uint64_t seed,
               const ChainSettings& settings, const FitReport& report,
               const std::function<void(bool, const std::vector<Point>&)>& settle) {
  Linearised linearised(target, use);
  report.progress("slopes", 0);
  linearised.add(about);
  InformedDirections directions = linearised.directions();
  Chains chains{.seed = seed, .points = starts(directions, about, settings.chains, seed), .log_likelihoods = {}};
  for (int round = 0; round < settings.warm_up_rounds; ++round) {
    warm_up(chains, target.target(use, linearised.slope()), directions, settings.warm_up_steps,
            fmt::format("warm-up {} of {}", round + 1, settings.warm_up_rounds), report);
    if (round + 1 == settings.warm_up_rounds) break;  // the last round only tunes the steps
    const bool anew = round <= 1;                     // where the first rounds led is not yet the posterior
    if (settle) settle(anew, chains.points);
    chains.log_likelihoods.clear();  // the target may be another now
    const int points = std::min(settings.linearised, settings.chains);
    if (anew) linearised.forget();
    for (int k = 0; k < points; ++k) {
      report.progress("slopes", static_cast<double>(k) / points);
      linearised.add(chains.points[(k * settings.chains / points + round) % settings.chains]);
    }
    directions = linearised.directions();
  }
  return kept_steps(chains, target.target(use, linearised.slope()), directions, linearised.slope(), settings.steps,
                    report);
}

Mixing mixing_of(const Samples& samples, const std::function<double(const Point&)>& number) {
  std::vector<std::vector<double>> numbers;
  for (const auto& chain : samples.chains) {
    numbers.emplace_back();
    for (const Point& z : chain) numbers.back().push_back(number(z));
  }
  return {rank_normalised_r_hat(numbers), bulk_effective_size(numbers)};
}

std::vector<Point> thinned(const Samples& samples, int count) {
  std::vector<const Point*> all;
  for (const auto& chain : samples.chains)
    for (const Point& z : chain) all.push_back(&z);
  std::vector<Point> some;
  const std::size_t size = std::min<std::size_t>(all.size(), static_cast<std::size_t>(count));
  for (std::size_t k = 0; k < size; ++k) some.push_back(*all[(2 * k + 1) * all.size() / (2 * size)]);
  return some;
}

}  // namespace knead

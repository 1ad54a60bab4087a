#include "sim/calibration/calibrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "sim/sampling/diagnostics.hpp"

namespace knead {

namespace {

/// The answers of one fidelity, kept in a ledger of its own.
struct Simulated {
  RowModel model;
  Evaluations evaluations;
  RowTarget target;

  Simulated(const Problem& problem, Fidelity fidelity, int people, const std::filesystem::path& ledger,
            const Ranks& ranks, const std::function<void()>& look)
      : model(problem.studies, problem.rows, fidelity, people, problem.settings.people_spread,
              problem.coordinates.ends()),
        evaluations(ledger, problem.identity, model.rows().size() * numbers_a_row, ranks,
                    [this, &problem](const Point& z) {
                      const auto samples = model.simulate(problem.coordinates.parameters(z));
                      return numbers_of(samples ? model.predict(*samples) : std::nullopt, model.rows().size());
                    }),
        target(model.rows(), options_of(problem, model.rows()), problem.coordinates.size(), evaluations) {
    model.set_look(look);
  }

  static std::vector<LikelihoodOptions> options_of(const Problem& problem, const std::vector<Measurement>& rows) {
    std::vector<LikelihoodOptions> options;
    for (const Measurement& row : rows) options.push_back(problem.likelihood_of(row));
    return options;
  }
};

std::filesystem::path ledger(const Problem& problem, const std::filesystem::path& folder, const char* of) {
  return folder / fmt::format("{}.{}.part", problem.settings.name, of);
}

/// Log likelihoods of all rows at some points.
std::vector<std::vector<double>> rows_at(const Simulated& at, const std::vector<Point>& points,
                                         const std::string& stage, const FitReport& report) {
  std::vector<std::vector<double>> rows;
  for (const auto& numbers : at.target.evaluations().at(points, [&](double share) { report.progress(stage, share); }))
    rows.push_back(at.target.log_likelihoods_of(numbers));
  return rows;
}

/// ln of the likelihood of the rows in use in one fidelity over that in another, of each draw.
std::vector<double> log_weights(const std::vector<std::vector<double>>& finer,
                                const std::vector<std::vector<double>>& coarser, const std::vector<char>& use) {
  std::vector<double> weights;
  for (std::size_t k = 0; k < finer.size(); ++k)
    weights.push_back(sum_in_use(finer[k], use) - sum_in_use(coarser[k], use));
  return weights;
}

/// Each draw's log likelihood of each study's rows in use.
std::vector<std::vector<double>> by_study(const std::vector<std::vector<double>>& rows, const std::vector<char>& use,
                                          const std::vector<std::size_t>& study_of_row, std::size_t studies) {
  std::vector<std::vector<double>> sums;
  for (const auto& draw : rows) {
    sums.emplace_back(studies, 0.0);
    for (std::size_t r = 0; r < draw.size(); ++r)
      if (use[r]) sums.back()[study_of_row[r]] += draw[r];
  }
  return sums;
}

/// Coordinates on which none of the rows in use depends, as far as slopes tell.
std::vector<std::size_t> untold_coordinates(const Eigen::MatrixXd& slope, const std::vector<char>& use) {
  std::vector<std::size_t> untold;
  for (Eigen::Index i = 0; i < slope.cols(); ++i) {
    bool told = false;
    for (Eigen::Index r = 0; r < slope.rows(); ++r)
      told = told || (use[static_cast<std::size_t>(r)] && slope(r, i) != 0);
    if (!told) untold.push_back(static_cast<std::size_t>(i));
  }
  return untold;
}

/// The median person beside people at some points, to learn what the one leaves out.
class Comparison {
 public:
  Comparison(const Simulated& quick, const Simulated& better) : quick_(quick), better_(better) {}

  void forget() { quick_rows_.clear(), better_rows_.clear(); }

  void add(const std::vector<Point>& points) {
    const auto quick = quick_.target.evaluations().at(points), better = better_.target.evaluations().at(points);
    for (std::size_t k = 0; k < points.size(); ++k) {
      const auto from = predictions_of(quick[k]), to = predictions_of(better[k]);
      if (!from || !to) continue;
      quick_rows_.push_back(*from);
      better_rows_.push_back(*to);
    }
  }

  Corrections corrections() const { return corrections_of(quick_rows_, better_rows_); }

 private:
  const Simulated &quick_, &better_;
  std::vector<std::vector<RowPrediction>> quick_rows_, better_rows_;
};

/// The stages of one posterior.
class Fitter {
 public:
  Fitter(const Problem& problem, Simulated& fit, Simulated& people, const FitReport& report)
      : problem_(problem), fit_(fit), people_(people), report_(report) {}

  /// What is told of a posterior begins with its name.
  FitReport named_after(const std::string& name) const {
    return {[this, name](const std::string& stage, double share) { report_.progress(name + ": " + stage, share); },
            [this, name](const std::string& line) { report_.say(name + ": " + line); }};
  }

  ChainsReport report_of_chains(const Samples& samples) const {
    ChainsReport result;
    result.accepted = samples.accepted;
    read_mixing(samples, result);
    named_after(problem_.settings.name)
        .say(fmt::format(
            "accepted {:.0f} %, largest R-hat of a free parameter {:.2f}", 100 * samples.accepted,
            std::max_element(result.mixing.begin(), result.mixing.end(), [](const Mixing& a, const Mixing& b) {
              return a.r_hat < b.r_hat;
            })->r_hat));
    return result;
  }

  /// The posterior of the rows in use by people, from draws of another one.
  CalibratedPosterior posterior(const std::string& name, const std::vector<char>& use, const Target& from,
                                const std::vector<Point>& draws, const Samples& chains, std::uint64_t seed) const {
    const FitReport named = named_after(name);
    const ReweightSettings& settings = problem_.settings.reweight;
    people_.target.evaluations().at(draws, [&](double share) { named.progress("people", share); });
    const std::vector<std::size_t> untold = untold_coordinates(chains.slope, use);
    const Bridge path = bridge(from, people_.target.target(use, chains.slope), draws, chains.directions,
                               {.seed = seed,
                                .particles = std::max(2, problem_.settings.chains.draws / 2),
                                .steps = settings.steps,
                                .first_steps = chains.steps,
                                .untold = untold},
                               [&](double exponent, double share) {
                                 named.progress(fmt::format("moves at exponent {:.3g}", exponent), share);
                               });
    CalibratedPosterior result;
    result.began = static_cast<int>(draws.size());
    result.stages = path.stages;
    result.effective_at_once = path.effective_at_once;
    result.ancestors = path.ancestors;
    result.untold = static_cast<int>(untold.size());
    result.redrawn = path.redrawn;
    result.persistence = persistence_of(path);
    std::map<Point, std::size_t> known;
    std::vector<double> weights;
    for (const std::vector<Point>* particles : {&path.arrived, &path.moved_on})
      for (const Point& z : *particles) {
        const auto [at, is_new] = known.emplace(z, result.draws.size());
        if (is_new) result.draws.push_back(z), weights.push_back(0);
        weights[at->second] += 0.5 / static_cast<double>(particles->size());
      }
    named.say(fmt::format("{} draws, worth {:.0f} at once, in {} stages to {} of {} ancestors", draws.size(),
                          result.effective_at_once, result.stages.size(), result.draws.size(), result.ancestors));
    result.posterior = posterior_of(name, result.draws, weights, rows_at(people_, result.draws, "draws", named), use);
    return result;
  }

  /// Runs some of the draws again as blocks, to see what they are then worth.
  void compare_with_blocks(Simulated& blocks, int count, const std::vector<char>& use,
                           CalibratedPosterior& result) const {
    const std::size_t all = result.draws.size(), size = std::min(all, static_cast<std::size_t>(count));
    std::vector<Point> some;
    for (std::size_t k = 0; k < size; ++k) some.push_back(result.draws[(2 * k + 1) * all / (2 * size)]);
    const auto coarse = rows_at(fit_, some, "blocks", report_), finer = rows_at(blocks, some, "blocks", report_);
    result.blocks = static_cast<int>(size);
    result.effective_blocks = effective_size(log_weights(finer, coarse, use));
    report_.say(fmt::format("{} of the draws as blocks, worth {:.1f}", size, result.effective_blocks));
  }

 private:
  /// Correlation of each free coordinate between the particles as they arrived and as they had moved on.
  std::vector<double> persistence_of(const Bridge& path) const {
    std::vector<double> all;
    for (std::size_t i = 0; i < problem_.free; ++i) {
      const auto n = static_cast<double>(path.arrived.size());
      double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
      for (std::size_t k = 0; k < path.arrived.size(); ++k) {
        const double x = path.arrived[k][i], y = path.moved_on[k][i];
        a += x, b += y, aa += x * x, bb += y * y, ab += x * y;
      }
      const double spread = std::sqrt((aa - a * a / n) * (bb - b * b / n));
      all.push_back(spread > 0 ? (ab - a * b / n) / spread : 1.0);
    }
    return all;
  }

  void read_mixing(const Samples& samples, ChainsReport& result) const {
    const std::size_t dimension = problem_.coordinates.size();
    result.worst_carried = {0, std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < dimension; ++i) {
      const Mixing mixing = mixing_of(samples, [i](const Point& z) { return z[i]; });
      if (i < problem_.free) {
        result.mixing.push_back(mixing);
      } else {
        result.worst_carried = {std::max(result.worst_carried.r_hat, mixing.r_hat),
                                std::min(result.worst_carried.effective, mixing.effective)};
      }
    }
    for (std::size_t r = 0; r < fit_.target.rows().size(); ++r)
      result.row_mixing.push_back(mixing_of(samples, [&](const Point& z) { return fit_.target.mean_contrast(z, r); }));
  }

  Posterior posterior_of(const std::string& name, const std::vector<Point>& draws, const std::vector<double>& weights,
                         const std::vector<std::vector<double>>& rows, const std::vector<char>& use) const {
    Posterior posterior;
    posterior.name = name;
    posterior.weights = weights;
    for (std::size_t i = 0; i < problem_.coordinates.size(); ++i)
      posterior.positions.push_back(problem_.coordinates[i].position);
    for (const Point& z : draws) {
      posterior.values.emplace_back();
      for (std::size_t i = 0; i < z.size(); ++i) posterior.values.back().push_back(problem_.coordinates.value(i, z[i]));
    }
    for (const Study& study : problem_.studies) posterior.studies.push_back(study.name);
    for (std::size_t r = 0; r < use.size(); ++r)
      if (use[r]) posterior.fitted_rows.push_back(row_key(fit_.model.rows()[r]));
    posterior.log_likelihood = by_study(rows, use, fit_.model.study_of_row(), problem_.studies.size());
    return posterior;
  }

  const Problem& problem_;
  Simulated &fit_, &people_;
  const FitReport& report_;
};

}  // namespace

CalibrationResult calibrate(const Problem& problem, const std::filesystem::path& folder, const Ranks& ranks,
                            const FitReport& report, const std::function<void()>& look) {
  const Calibration& settings = problem.settings;
  Simulated fit(problem, Fidelity::median_person, settings.people, ledger(problem, folder, "fit"), ranks, look);
  Simulated people(problem, Fidelity::people, settings.reweight.people, ledger(problem, folder, "people"), ranks, look);

  CalibrationResult result;
  result.rows = fit.model.rows();
  std::vector<char> every(result.rows.size(), 1), untreated;
  for (const Measurement& row : result.rows) untreated.push_back(!problem.is_treated(row));
  const Point declared = problem.coordinates.point(ParameterSet());
  result.best = best_fit(fit.target, every, declared, problem.free, settings, report);

  const Fitter fitter(problem, fit, people, report);
  Comparison comparison(fit, people);
  const Samples samples = sample(fit.target, every, result.best.at, settings.seed, settings.chains,
                                 fitter.named_after(settings.name), [&](bool anew, const std::vector<Point>& points) {
                                   if (anew) comparison.forget();
                                   comparison.add(points);
                                   fit.target.correct_by(comparison.corrections());
                                 });
  result.declared_rows = fit.target.row_log_likelihoods(declared);
  result.best_rows = fit.target.row_log_likelihoods(result.best.at);
  report.say(fmt::format("log likelihood {:.1f} at the declared values, {:.1f} at the best of {} starts",
                         sum_in_use(result.declared_rows, every), sum_in_use(result.best_rows, every),
                         result.best.starts.size()));
  result.chains = fitter.report_of_chains(samples);
  result.all = fitter.posterior(settings.name, every, fit.target.target(every),
                                thinned(samples, settings.reweight.draws), samples, settings.seed + 1);
  if (std::find(untreated.begin(), untreated.end(), 0) != untreated.end() &&
      std::find(untreated.begin(), untreated.end(), 1) != untreated.end())
    result.exercise_only = fitter.posterior(settings.name + "_exercise_only", untreated, people.target.target(every),
                                            result.all.draws, samples, settings.seed + 2);
  result.profiles = profiles_at(fit.target, every, result.best.at, problem.free, settings, report);
  if (settings.reweight.blocks > 0) {
    Simulated blocks(problem, Fidelity::block, 1, ledger(problem, folder, "blocks"), ranks, look);
    blocks.target.correct_by(comparison.corrections());
    fitter.compare_with_blocks(blocks, settings.reweight.blocks, every, result.all);
  }
  result.evaluations = fit.evaluations.known_to_all();
  return result;
}

void remove_ledgers(const Problem& problem, const std::filesystem::path& folder) {
  for (const char* of : {"fit", "people", "blocks"}) remove_ledgers(ledger(problem, folder, of));
}

}  // namespace knead

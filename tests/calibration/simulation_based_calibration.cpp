// Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788) of all that makes a posterior: parameters from the
// prior, a simulated study, rows as a trial would have given them, chains. The ranks of the true values are uniform,
// and are not where the data were made by another model than is fitted.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "sim/calibration/fit.hpp"
#include "sim/numerics/random.hpp"
#include "sim/sampling/rank_statistics.hpp"
#include "tests/calibration/dish.hpp"

using namespace knead;

namespace {

// The rows tell of the first two; of the others a dish without strain and IL-10 tells nothing.
const std::vector<const char*> parameters{"ikk_activation.K_T", "cytokine_expression.g_T", "nfkb.kQi",
                                          "ikk_activation.KI10"};
constexpr std::size_t informed = 2;
constexpr ChainSettings short_chains{
    .chains = 4, .warm_up_rounds = 2, .warm_up_steps = 12, .linearised = 2, .steps = 30};
constexpr int most_steps = 480;

/// A blot, a ratio by PCR, an ELISA and a sign.
std::vector<Measurement> rows_of_dish() {
  return {test::ratio_row("tnf_mrna", 3, 0.3), test::ratio_row("nfkb_dna_binding", 20, 2),
          test::ratio_row("p65_nuclear", 20, 3), test::sign_row("ikba", -1)};
}

/// The dish's predictions, simulated; or between those at the nodes of a grid over the informed parameters, which is as
/// good a model of data for this purpose, and costs next to nothing.
class Dish {
 public:
  explicit Dish(bool simulated) : problem_("sbc", parameters, rows_of_dish()) {
    REQUIRE(problem_.model.rows().size() == rows().size());
    if (simulated) return;
    for (int i = 0; i < nodes; ++i)
      for (int j = 0; j < nodes; ++j)
        table_.push_back(numbers_of(problem_.predictions({at(i), at(j), 0, 0}), rows().size()));
  }

  const std::vector<Measurement>& rows() const { return problem_.model.rows(); }

  std::vector<double> numbers(const Point& z) const {
    if (table_.empty()) return numbers_of(problem_.predictions(z), rows().size());
    const auto [i, x] = cell(z[0]);
    const auto [j, y] = cell(z[1]);
    std::vector<double> between(table_.front().size());
    for (std::size_t k = 0; k < between.size(); ++k)
      between[k] = (1 - x) * ((1 - y) * table_[i * nodes + j][k] + y * table_[i * nodes + j + 1][k]) +
                   x * ((1 - y) * table_[(i + 1) * nodes + j][k] + y * table_[(i + 1) * nodes + j + 1][k]);
    return between;
  }

 private:
  static constexpr int nodes = 15;
  static constexpr double end = 3.5;

  static double at(int node) { return -end + 2 * end * node / (nodes - 1); }
  static std::pair<int, double> cell(double z) {
    const double along = (std::clamp(z, -end, end) + end) / (2 * end) * (nodes - 1);
    const int node = std::min(static_cast<int>(along), nodes - 2);
    return {node, along - node};
  }

  test::DishProblem problem_;
  std::vector<std::vector<double>> table_;
};

/// How data are made and how they are fitted; the same, if all is well.
struct Experiment {
  LikelihoodOptions made{.degrees_of_freedom = 4, .slip = 0.02, .discrepancy = 0.1};
  LikelihoodOptions fitted = made;
  double shift = 0;  ///< of the informed parameters that make the data, in SD of the prior
  bool simulated = false;
  int replicates = 400;
  int draws = 19;  ///< kept of each posterior
  std::uint64_t seed = 11;
};

struct Outcome {
  int largest = 0;                      ///< rank there can be
  std::vector<std::vector<int>> ranks;  ///< [parameter][replicate]
  double narrowed = 0;                  ///< SD of the draws of the informed parameters, of 1 of the prior, mean
  double effective = 0;                 ///< smallest number of effective draws, mean over replicates
};

/// Chains as long as it takes for the draws that are kept to be independent.
Samples long_enough(const RowTarget& target, std::uint64_t seed, int draws) {
  ChainSettings settings = short_chains;
  for (;; settings.steps *= 2) {
    Samples samples =
        sample(target, std::vector<char>(target.rows().size(), 1), Point(parameters.size(), 0.0), seed, settings, {});
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < parameters.size(); ++i)
      least = std::min(least, mixing_of(samples, [i](const Point& z) { return z[i]; }).effective);
    if (least >= 2 * draws || settings.steps >= most_steps) return samples;
  }
}

double sd_of(const std::vector<double>& values) {
  double mean = 0, squares = 0;
  for (const double x : values) mean += x / static_cast<double>(values.size());
  for (const double x : values) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

Outcome run(const Experiment& experiment) {
  const Dish dish(experiment.simulated);
  const Ranks alone;
  const test::Folder folder("sbc_answers");
  Outcome outcome{experiment.draws, std::vector<std::vector<int>>(parameters.size())};
  for (int replicate = 0; replicate < experiment.replicates; ++replicate) {
    const DrawKey key{experiment.seed, static_cast<std::uint64_t>(replicate)};
    Point truth, maker;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      truth.push_back(draw_normal(key, Purpose::test, i));
      maker.push_back(truth[i] + (i < informed ? experiment.shift : 0));
    }
    const auto predictions = predictions_of(dish.numbers(maker));
    REQUIRE(predictions);
    std::vector<Measurement> data;
    for (std::size_t r = 0; r < dish.rows().size(); ++r)
      data.push_back(simulated(dish.rows()[r], (*predictions)[r], experiment.made, experiment.seed, key.subject));

    Evaluations evaluations(folder.path / "answers", "sbc", data.size() * numbers_a_row, alone,
                            [&](const Point& z) { return dish.numbers(z); });
    const RowTarget target(data, std::vector<LikelihoodOptions>(data.size(), experiment.fitted), parameters.size(),
                           evaluations);
    const Samples samples = long_enough(target, 1000 * experiment.seed + key.subject, experiment.draws);
    const std::vector<Point> draws = thinned(samples, experiment.draws);
    REQUIRE(static_cast<int>(draws.size()) == experiment.draws);
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      std::vector<double> values;
      for (const Point& z : draws) values.push_back(z[i]);
      outcome.ranks[i].push_back(rank_of(truth[i], values));
      if (i < informed) outcome.narrowed += sd_of(values) / (informed * experiment.replicates);
      least = std::min(least, mixing_of(samples, [i](const Point& z) { return z[i]; }).effective);
    }
    outcome.effective += least / experiment.replicates;
    evaluations.remove();
  }
  return outcome;
}

double p_of(const Outcome& outcome, std::size_t parameter, int bins) {
  return uniformity_p(outcome.ranks[parameter], outcome.largest, bins);
}

void tell(const char* what, const Outcome& outcome, int bins) {
  std::string words = fmt::format("{}: informed SD {:.2f} of the prior's, {:.0f} effective draws; P", what,
                                  outcome.narrowed, outcome.effective);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    words += fmt::format(" {:.3g} ({})", p_of(outcome, i, bins), parameters[i]);
  MESSAGE(words);
}

double least_informed_p(const Outcome& outcome, int bins) {
  double least = 1;
  for (std::size_t i = 0; i < informed; ++i) least = std::min(least, p_of(outcome, i, bins));
  return least;
}

constexpr int bins = 10;

void check_uniform(const Outcome& outcome, std::size_t from = 0) {
  for (std::size_t i = from; i < parameters.size(); ++i) {
    CAPTURE(parameters[i]);
    CHECK(p_of(outcome, i, bins) > 1e-3);
  }
}

}  // namespace

TEST_CASE("true parameters rank evenly among the draws of their posterior") {
  const Outcome outcome = run({});
  tell("as it is", outcome, bins);
  CHECK(outcome.narrowed < 0.8);  // the rows do tell something
  CHECK(outcome.effective > outcome.largest);
  check_uniform(outcome);
}

TEST_CASE("data of other parameters are found out") {
  const Outcome outcome = run({.shift = 0.5, .replicates = 150});
  tell("data of parameters half an SD away", outcome, bins);
  CHECK(least_informed_p(outcome, bins) < 1e-3);
  check_uniform(outcome, informed);  // of which the rows say nothing, rightly or wrongly
}

TEST_CASE("a likelihood with another noise than the data is found out") {
  for (const double made : {0.3, 0.6}) {
    CAPTURE(made);
    Experiment wrong{.replicates = 250};
    wrong.made.discrepancy = made;
    const Outcome outcome = run(wrong);
    tell("noise of 0.1 fitted to more", outcome, bins);
    if (made > 0.5) CHECK(least_informed_p(outcome, bins) < 1e-3);
    check_uniform(outcome, informed);
  }
}

// About a minute for each hundred replicates; `make test-all` runs it.
TEST_CASE("full simulation-based calibration: every evaluation is a simulation" * doctest::skip()) {
  const auto begin = std::chrono::steady_clock::now();
  const Outcome outcome = run({.simulated = true, .replicates = 160, .seed = 2026});
  tell("160 replicates", outcome, bins);
  check_uniform(outcome);
  MESSAGE(fmt::format("{:.0f} s", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()));
}

TEST_CASE("full simulation-based calibration: what an evaluation costs" * doctest::skip()) {
  const Dish dish(true);
  const auto begin = std::chrono::steady_clock::now();
  constexpr int evaluations = 200;
  for (int k = 0; k < evaluations; ++k) dish.numbers({0.01 * k, 0, 0, 0});
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  MESSAGE(fmt::format("{:.2f} ms an evaluation", took.count() / evaluations));
}

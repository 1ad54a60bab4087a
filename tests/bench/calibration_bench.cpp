// How many likelihoods an hour: all rows of the shipped calibration, as the fit simulates them and as full blocks.

#include <fmt/format.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>

#include <chrono>

#include "sim/calibration/problem.hpp"
#include "sim/calibration/row_model.hpp"
#include "sim/numerics/random.hpp"

using namespace knead;

namespace {

double seconds_of(const auto& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Draws of the prior, as a posterior's draws are spread: half as wide.
DrawnParameters draw(const Problem& problem, std::size_t number) {
  Point z(problem.coordinates.size());
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = draw_normal({1, number}, Purpose::test, i) / 2;
  return problem.coordinates.parameters(z);
}

void evaluations_an_hour(const char* what, const Problem& problem, Fidelity fidelity, std::size_t count) {
  const RowModel model(problem.studies, problem.rows, fidelity, problem.settings.people, problem.settings.people_spread,
                       problem.coordinates.ends());
  const double wall = seconds_of([&] {
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t k) {
      const auto samples = model.simulate(draw(problem, k));
      if (!samples) return;
      const auto predictions = model.predict(*samples);
      double sum = 0;
      for (std::size_t r = 0; predictions && r < model.rows().size(); ++r)
        sum += log_likelihood(model.rows()[r], (*predictions)[r], problem.likelihood_of(model.rows()[r]));
    });
  });
  fmt::print("{}: {} likelihoods of {} rows in {:.1f} s: {:.0f} an hour on {} threads\n", what, count,
             model.rows().size(), wall, 3600 * static_cast<double>(count) / wall, tbb::info::default_concurrency());
}

}  // namespace

int main() {
  const Problem problem = read_problem(std::string(KNEAD_SOURCE_DIR) + "/configs/calibration/acute.yaml");
  evaluations_an_hour("well mixed (goal 20000)", problem, Fidelity::median_person, 200);
  evaluations_an_hour("full blocks (goal 20)", problem, Fidelity::block, 4);
}

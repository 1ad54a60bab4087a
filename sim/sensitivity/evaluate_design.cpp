#include "sim/sensitivity/evaluate_design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/experiment/progress.hpp"
#include "sim/parallel/interrupted.hpp"
#include "sim/parallel/map.hpp"
#include "sim/results/ledger.hpp"
#include "sim/results/output_folder.hpp"

namespace knead {
namespace {

constexpr std::size_t points_a_thread = 8;  // between two writings: what a kill may cost, in simulations of a thread

/// The rows that rank 0 has, on all ranks.
std::vector<std::vector<double>> rows_for_all(const Ranks& ranks, const std::vector<std::vector<double>>& rows,
                                              std::size_t width) {
  std::vector<double> mine;
  for (const std::vector<double>& row : rows) mine.insert(mine.end(), row.begin(), row.end());
  const std::vector<double> all = ranks.gather(mine);
  std::vector<std::vector<double>> shared(all.size() / width);
  for (std::size_t i = 0; i < shared.size(); ++i)
    shared[i].assign(all.begin() + static_cast<std::ptrdiff_t>(i * width),
                     all.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
  return shared;
}

std::size_t batch_size(const Ranks& ranks, int threads) {
  double all = 0;
  for (const double each : ranks.gather({static_cast<double>(threads)})) all += each;
  return points_a_thread * static_cast<std::size_t>(all);
}

}  // namespace

std::vector<std::vector<double>> evaluate_design(const Ranks& ranks, const StudyVariants& variants,
                                                 const std::vector<std::vector<double>>& points, std::size_t width,
                                                 const DesignWork& work) {
  std::optional<Ledger> ledger;
  ranks.on_first([&] {
    if (work.part.has_parent_path()) make_output_folder(work.part.parent_path());
    ledger.emplace(work.part, work.identity, width);
    if (!ledger->rows().empty() && work.going_on) work.going_on(ledger->rows().size());
  });
  std::vector<std::vector<double>> outputs =
      rows_for_all(ranks, ledger ? ledger->rows() : std::vector<std::vector<double>>{}, width);
  const std::size_t left = points.size() - std::min(points.size(), outputs.size()),
                    batch = batch_size(ranks, work.threads);
  Progress progress(static_cast<double>(left) * variants.simulated_s() / ranks.size(), work.progress);
  try {
    while (outputs.size() < points.size()) {
      const std::size_t first = outputs.size();
      const auto found = map_over(ranks, std::min(batch, points.size() - first), width, [&](std::size_t i) {
        return variants.evaluate(points[first + i], [&](double simulated_s) { progress.add(simulated_s); });
      });
      ranks.on_first([&] {
        for (const std::vector<double>& row : found) ledger->append(row);
      });
      outputs.insert(outputs.end(), found.begin(), found.end());
    }
  } catch (const Interrupted&) {
    throw Interrupted(
        fmt::format("interrupted: {} of {} simulations are kept in {}; the same command goes on from there",
                    outputs.size(), points.size(), work.part.string()));
  }
  return outputs;
}

}  // namespace knead

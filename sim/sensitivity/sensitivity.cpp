#include "sim/sensitivity/sensitivity.hpp"

#include <algorithm>
#include <numeric>

#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

constexpr int bootstraps = 1000;

std::vector<std::string> names_of(const std::vector<std::size_t>& parameters) {
  std::vector<std::string> names;
  for (const std::size_t i : parameters) names.push_back(full_name(all_parameters()[i]));
  return names;
}

}  // namespace

Sensitivity sensitivity_of(const Study& study, const SensitivityQuestion& question,
                           const std::vector<std::vector<double>>& outputs) {
  Sensitivity sensitivity;
  sensitivity.study = study.name;
  sensitivity.arm = study.arms[question.arm].name;
  if (question.against) sensitivity.against = study.arms[*question.against].name;
  sensitivity.parameters = names_of(question.parameters.chosen);
  sensitivity.held = names_of(question.parameters.held);
  sensitivity.outcomes = question.outcomes;
  sensitivity.rows = question.rows;
  sensitivity.points = outputs.size();
  for (const std::vector<double>& output : outputs) sensitivity.failures += output.front() != 0;
  for (std::size_t o = 0; o < question.outcomes.size(); ++o) {
    std::vector<double> values;
    for (const std::vector<double>& output : outputs) values.push_back(output[1 + o]);
    sensitivity.indices.push_back(sobol_indices(values, sensitivity.parameters.size(), bootstraps, question.seed));
  }
  return sensitivity;
}

std::vector<std::size_t> by_total(const SobolIndices& indices) {
  std::vector<std::size_t> order(indices.total.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return indices.total[a].value > indices.total[b].value; });
  return order;
}

std::size_t needed_for(const SobolIndices& indices, double share) {
  const std::vector<std::size_t> order = by_total(indices);
  double others = 0;
  std::size_t needed = order.size();
  while (needed > 0 && others + indices.total[order[needed - 1]].value <= 1 - share)
    others += indices.total[order[--needed]].value;
  return needed;
}

}  // namespace knead

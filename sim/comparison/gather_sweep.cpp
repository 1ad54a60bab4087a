#include "sim/comparison/gather_sweep.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/comparison/sweep_options.hpp"
#include "sim/results/sweep_reader.hpp"

namespace knead {
namespace {

/// The same outcome, however it is written.
bool same(const Outcome& a, const Outcome& b) {
  return a.observable == b.observable && a.reducer == b.reducer && a.argument == b.argument;
}

/// An outcome of all points' legs, at [(point * subjects + subject) * arms + arm], from their series.
std::vector<double> from_series(const SweepReader& reader, const Outcome& outcome) {
  const SweepDescription& sweep = reader.description();
  const std::size_t legs = sweep.subjects.size() * sweep.arms.size(), times = sweep.time_h.size();
  std::vector<double> values;
  for (std::size_t point = 0; point < sweep.points.size(); ++point) {
    const std::vector<double> series = reader.series(outcome.observable, point);
    for (std::size_t leg = 0; leg < legs; ++leg)
      values.push_back(outcome.of(std::span(series).subspan(leg * times, times), sweep.time_h,
                                  sweep.bout_end_h[point * legs + leg]));
  }
  return values;
}

[[noreturn]] void refuse_missing(const std::string& file, const SweepDescription& sweep, const Outcome& outcome) {
  std::vector<std::string> held;
  for (const SeriesDescription& each : sweep.outcomes) held.push_back(each.id);
  throw ResultsError(
      fmt::format("{}: error: no outcome '{}' in it; it has {}", file, outcome.text, fmt::join(held, ", ")));
}

}  // namespace

OptionTable gather_sweep(const std::filesystem::path& file, const Question& question) {
  const SweepReader reader(file);
  const SweepDescription& sweep = reader.description();
  std::vector<Outcome> stored;
  for (const SeriesDescription& each : sweep.outcomes)
    stored.push_back(read_outcome(each.id, {Layer::set, file.string()}));
  const std::vector<double> stored_values = reader.outcomes();

  SweepNumbers numbers{reader.finished(), question.outcomes.empty() ? stored : outcomes_of(question), {}};
  if (numbers.outcomes.empty())
    throw ResultsError(fmt::format("{}: error: no outcome in it; expected an --outcome", file.string()));
  const std::size_t legs = sweep.points.size() * sweep.subjects.size() * sweep.arms.size();
  const std::size_t outcomes = numbers.outcomes.size();
  numbers.values.resize(legs * outcomes);
  for (std::size_t o = 0; o < outcomes; ++o) {
    const Outcome& outcome = numbers.outcomes[o];
    const auto found = std::find_if(stored.begin(), stored.end(), [&](const Outcome& x) { return same(x, outcome); });
    const auto has_series = [&](const SeriesDescription& series) { return series.id == outcome.observable; };
    std::vector<double> made;
    if (found == stored.end()) {
      if (std::none_of(sweep.series.begin(), sweep.series.end(), has_series))
        refuse_missing(file.string(), sweep, outcome);
      made = from_series(reader, outcome);
    }
    const auto column = static_cast<std::size_t>(found - stored.begin());
    for (std::size_t leg = 0; leg < legs; ++leg)
      numbers.values[leg * outcomes + o] = made.empty() ? stored_values[leg * stored.size() + column] : made[leg];
  }
  return options_of(sweep, numbers, question.against, file.string());
}

}  // namespace knead

#include "sim/experiment/outcome.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "models/observable.hpp"
#include "sim/config/units.hpp"

namespace knead {
namespace {

using Reducer = Outcome::Reducer;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double same_instant_h = 1e-9;  // hours are rounded

struct ReducerName {
  std::string_view name;
  const char* argument;  ///< an example; null if it takes none
  const char* meaning;
};
/// In the order of Outcome::Reducer.
constexpr ReducerName reducers[] = {{"at", "24 h", "so long after the bout"},
                                    {"peak", nullptr, "largest value after the bout"},
                                    {"minimum", nullptr, "least value after the bout"},
                                    {"area", nullptr, "area from the bout to the end"},
                                    {"end", nullptr, "last value"},
                                    {"days_to", "90 %", "time until it is for good on the better side of this level"}};

/// Of these one wishes for more: strength, what training is for, and the cells that mend. Of the rest, less.
constexpr std::array more_is_better = {"force",
                                       "contractile_protein",
                                       "protein_synthesis_rate",
                                       "protection",
                                       "glycogen",
                                       "pgc1a_mrna",
                                       "pgc1a_protein",
                                       "pgc1a_nuclear",
                                       "cox7b_mrna",
                                       "nd1_mrna",
                                       "il10_protein",
                                       "mitochondrial_function",
                                       "mitochondrial_volume_density",
                                       "satellite_cells",
                                       "satellite_cells_visible",
                                       "myoblasts",
                                       "myocytes"};

bool more_is_better_of(const std::string& observable) {
  return std::find(more_is_better.begin(), more_is_better.end(), std::string_view(observable)) != more_is_better.end();
}

std::string unit_of(const std::string& observable_unit, Reducer reducer) {
  if (reducer == Reducer::days_to) return "d";
  if (reducer == Reducer::area) return observable_unit == "1" ? "h" : observable_unit + " h";
  return observable_unit;
}

/// A course that is linear between its points.
struct Curve {
  std::vector<double> time_h, value;
};

/// A series from one moment on; empty if it ends before that or begins later.
Curve course_from(double from_h, std::span<const double> series, std::span<const double> time_h) {
  const auto first = std::lower_bound(time_h.begin(), time_h.end(), from_h - same_instant_h);
  const auto i = static_cast<std::size_t>(first - time_h.begin());
  Curve curve;
  if (first != time_h.end() && *first > from_h + same_instant_h) {
    if (i == 0) return curve;
    const double part = (from_h - time_h[i - 1]) / (time_h[i] - time_h[i - 1]);
    curve.time_h.push_back(from_h);
    curve.value.push_back(series[i - 1] + part * (series[i] - series[i - 1]));
  }
  curve.time_h.insert(curve.time_h.end(), first, time_h.end());
  curve.value.insert(curve.value.end(), series.begin() + static_cast<std::ptrdiff_t>(i), series.end());
  return curve;
}

double area(const Curve& curve) {
  double sum = 0;
  for (std::size_t i = 1; i < curve.value.size(); ++i)
    sum += (curve.time_h[i] - curve.time_h[i - 1]) * (curve.value[i] + curve.value[i - 1]) / 2;
  return sum;
}

/// @param sign 1 where above the level is better, -1 where below it is
double days_to(double level, double sign, const Curve& curve) {
  const auto worse = [&](double value) { return sign * (value - level) < 0; };
  if (worse(curve.value.back())) return nan;
  for (std::size_t i = curve.value.size() - 1; i-- > 0;) {
    if (!worse(curve.value[i])) continue;
    const double part = (level - curve.value[i]) / (curve.value[i + 1] - curve.value[i]);
    return (curve.time_h[i] + part * (curve.time_h[i + 1] - curve.time_h[i]) - curve.time_h.front()) / 24;
  }
  return 0;
}

/// "at, peak, minimum, ..."
std::vector<std::string> reducer_names() {
  std::vector<std::string> names;
  for (const ReducerName& each : reducers) names.emplace_back(each.name);
  return names;
}

/// The number in the brackets of at(24 h) and days_to(90 %).
double read_argument(const std::string& written, Reducer reducer, const std::string& unit, const Origin& origin) {
  const std::string name(reducers[static_cast<int>(reducer)].name);
  double argument = 0;
  try {
    const Quantity said = parse_quantity(written);
    argument = convert(said.value, said.unit, reducer == Reducer::at ? "h" : unit);
  } catch (const UnitError& error) {
    throw ConfigError(origin, fmt::format("{}({}): {}", name, written, error.what()));
  }
  if (reducer == Reducer::at && argument < 0)
    throw ConfigError(origin, fmt::format("at({}): before the end of the bout; expected at least 0 h", written));
  return argument;
}

std::string observable_named(const std::string& id, const Origin& origin) {
  if (find_observable(id)) return id;
  std::vector<std::string> ids;
  for (const Observable& observable : observables()) ids.emplace_back(observable.id);
  throw ConfigError(origin, fmt::format("unknown observable '{}'{}", id, did_you_mean(id, ids)));
}

Reducer reducer_named(const std::string& name, const Origin& origin) {
  const std::vector<std::string> names = reducer_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<Reducer>(found - names.begin());
  throw ConfigError(origin, fmt::format("unknown reducer '{}' (reducers: {}){}", name, fmt::join(names, ", "),
                                        did_you_mean(name, names)));
}

}  // namespace

double Outcome::of(std::span<const double> series, std::span<const double> time_h, double bout_h) const {
  const Curve curve = course_from(reducer == Reducer::at ? bout_h + argument : bout_h, series, time_h);
  if (curve.value.empty() ||
      std::any_of(curve.value.begin(), curve.value.end(), [](double x) { return std::isnan(x); }))
    return nan;
  switch (reducer) {
    case Reducer::at:
      return curve.value.front();
    case Reducer::peak:
      return *std::max_element(curve.value.begin(), curve.value.end());
    case Reducer::minimum:
      return *std::min_element(curve.value.begin(), curve.value.end());
    case Reducer::area:
      return area(curve);
    case Reducer::end:
      return curve.value.back();
    case Reducer::days_to:
      return days_to(argument, more_is_better_of(observable) ? 1 : -1, curve);
  }
  return nan;
}

SeriesDescription Outcome::description() const {
  return {text, unit,
          fmt::format("{}: {}", find_observable(observable)->meaning, reducers[static_cast<int>(reducer)].meaning)};
}

Outcome read_outcome(const std::string& text, const Origin& origin) {
  const std::size_t dot = text.find('.');
  Outcome outcome;
  outcome.text = text;
  outcome.observable = observable_named(text.substr(0, dot), origin);
  if (dot == std::string::npos)
    throw ConfigError(origin, fmt::format("'{}' without a reducer (reducers: {}); expected one, as in {}.peak", text,
                                          fmt::join(reducer_names(), ", "), text));
  const std::size_t open = text.find('(', dot);
  const std::string name = text.substr(dot + 1, open == std::string::npos ? open : open - dot - 1);
  outcome.reducer = reducer_named(name, origin);
  const char* example = reducers[static_cast<int>(outcome.reducer)].argument;
  if (open != std::string::npos && !text.ends_with(')'))
    throw ConfigError(origin, fmt::format("'{}' does not end with ')'", text));
  if (example && open == std::string::npos)
    throw ConfigError(origin, fmt::format("{0} without its argument; expected one, as in {0}({1})", name, example));
  if (!example && open != std::string::npos)
    throw ConfigError(origin, fmt::format("{} takes no argument; expected {}", name, text.substr(0, open)));
  const std::string unit(find_observable(outcome.observable)->unit);
  if (example)
    outcome.argument = read_argument(text.substr(open + 1, text.size() - open - 2), outcome.reducer, unit, origin);
  const bool more = outcome.reducer != Reducer::days_to && more_is_better_of(outcome.observable);
  outcome.better = more ? Outcome::Better::more : Outcome::Better::less;
  outcome.unit = unit_of(unit, outcome.reducer);
  return outcome;
}

std::vector<Outcome> usual_outcomes(double until_h) {
  std::vector<Outcome> outcomes;
  for (const char* text : {"soreness.peak", "soreness.area", "force.days_to(90 %)", "force.at(24 h)", "force.at(48 h)",
                           "force.at(72 h)", "force.at(96 h)", "p65_nuclear.at(2.5 h)", "pgc1a_protein.end",
                           "mitochondrial_volume_density.end", "ck_plasma.peak", "swelling.peak", "leucocytes.peak"}) {
    const Outcome outcome = read_outcome(text, {});
    if (outcome.reducer != Reducer::at || outcome.argument <= until_h) outcomes.push_back(outcome);
  }
  return outcomes;
}

Dose dose_of(const Arm& arm) {
  Dose dose;
  for (const LoadEvent& load : arm.loads) {
    if (std::holds_alternative<ExerciseEvent>(load)) continue;
    const int times = occurrences(timing_of(load));
    dose.sessions += times;
    dose.minutes += times * duration_s(load) / 60;
  }
  return dose;
}

}  // namespace knead

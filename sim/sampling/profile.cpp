#include "sim/sampling/profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/parallel/map.hpp"
#include "sim/sampling/local_search.hpp"

namespace knead {
namespace {

constexpr double reach = 0.25;  ///< of the first steps: a neighbour's solution is near

/// A point without one coordinate, and back.
Point without(Point point, std::size_t coordinate) {
  point.erase(point.begin() + static_cast<std::ptrdiff_t>(coordinate));
  return point;
}
Point with(Point others, std::size_t coordinate, double x) {
  others.insert(others.begin() + static_cast<std::ptrdiff_t>(coordinate), x);
  return others;
}

/// The profile's values at the places in their order, each search from where the last one ended.
std::vector<double> walked(const Optimum& optimum, std::size_t coordinate, const std::vector<double>& places,
                           const Objective& objective, const ProfileOptions& options) {
  const LocalSearchOptions local{.evaluations = options.evaluations, .bound = options.bound, .reach = reach};
  Point others = without(optimum.at, coordinate);
  std::vector<double> values;
  for (const double x : places) {
    const auto held = [&](const Point& rest) { return objective(with(rest, coordinate, x)); };
    const Optimum found = search_from(others, held, local);
    others = found.at;
    values.push_back(found.value);
  }
  return values;
}

/// The places on one side of x, from it outwards.
std::vector<double> outwards(const std::vector<double>& ascending, double x, bool up) {
  std::vector<double> places;
  std::copy_if(ascending.begin(), ascending.end(), std::back_inserter(places),
               [&](double place) { return up ? place > x : place < x; });
  if (!up) std::reverse(places.begin(), places.end());
  return places;
}

}  // namespace

std::string_view name_of(Identifiability identifiability) {
  switch (identifiability) {
    case Identifiability::identified:
      return "identified";
    case Identifiability::bounded_below:
      return "bounded below";
    case Identifiability::bounded_above:
      return "bounded above";
    case Identifiability::not_identifiable:
      return "not identifiable";
  }
  return "";
}

Identifiability identifiability_of(const std::vector<double>& at, const std::vector<double>& value, double threshold) {
  if (at.empty() || at.size() != value.size())
    throw std::invalid_argument("a profile needs a value at every place, and one or more");
  const auto number = [](double x) { return std::isnan(x) ? -std::numeric_limits<double>::infinity() : x; };
  double largest = number(value.front());
  for (const double x : value) largest = std::max(largest, number(x));
  const bool low_excluded = largest - number(value.front()) > threshold;
  const bool high_excluded = largest - number(value.back()) > threshold;
  if (low_excluded && high_excluded) return Identifiability::identified;
  if (low_excluded) return Identifiability::bounded_below;
  return high_excluded ? Identifiability::bounded_above : Identifiability::not_identifiable;
}

std::vector<Profile> profiles(const Ranks& ranks, const Optimum& optimum, const Objective& objective,
                              const ProfileOptions& options) {
  std::vector<double> ascending = options.at;
  std::sort(ascending.begin(), ascending.end());
  ascending.erase(std::unique(ascending.begin(), ascending.end()), ascending.end());

  // Each side of each coordinate is a piece of work; what it does not reach stays unused.
  const auto walks = map_over(ranks, 2 * optimum.at.size(), ascending.size(), [&](std::size_t piece) {
    const std::size_t coordinate = piece / 2;
    const auto places = outwards(ascending, optimum.at[coordinate], piece % 2);
    std::vector<double> values = walked(optimum, coordinate, places, objective, options);
    values.resize(ascending.size());
    return values;
  });

  std::vector<Profile> all;
  for (std::size_t c = 0; c < optimum.at.size(); ++c) {
    const double own = optimum.at[c];
    Profile profile;
    profile.at = outwards(ascending, own, false);
    const auto below = static_cast<std::ptrdiff_t>(profile.at.size());
    profile.value.assign(walks[2 * c].begin(), walks[2 * c].begin() + below);
    std::reverse(profile.at.begin(), profile.at.end());
    std::reverse(profile.value.begin(), profile.value.end());
    profile.at.push_back(own);
    profile.value.push_back(optimum.value);
    const std::vector<double> above = outwards(ascending, own, true);
    profile.at.insert(profile.at.end(), above.begin(), above.end());
    profile.value.insert(profile.value.end(), walks[2 * c + 1].begin(),
                         walks[2 * c + 1].begin() + static_cast<std::ptrdiff_t>(above.size()));
    profile.identifiability = identifiability_of(profile.at, profile.value, options.threshold);
    all.push_back(std::move(profile));
  }
  return all;
}

}  // namespace knead

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <vector>

#include "sim/tissue/event_clock.hpp"

using namespace knead;

namespace {

constexpr DrawKey key{5, 8};

/// Times at which the event of one entity happens, with the hazard of `rate(t)` summed over steps by the midpoint.
template <class Rate>
std::vector<double> times(std::uint64_t entity, double step_s, double end_s, const Rate& rate) {
  std::vector<double> found;
  double accumulated = 0;
  std::uint32_t happened = 0;
  for (int k = 0; (k + 0.5) * step_s < end_s; ++k) {
    const double hazard = rate((k + 0.5) * step_s) * step_s;
    if (fire(accumulated, happened, hazard, key, Purpose::cell_event, entity, 0)) found.push_back((k + 1) * step_s);
  }
  CHECK(happened == found.size());
  return found;
}

}  // namespace

TEST_CASE("the first event comes after an exponential time and counts are Poisson") {
  constexpr int n = 4000;
  std::vector<double> first;
  double events = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const auto at = times(i, 0.01, 12.0, [](double) { return 0.5; });
    first.push_back(at.empty() ? std::numeric_limits<double>::infinity() : at[0]);
    events += static_cast<double>(at.size()), squares += static_cast<double>(at.size() * at.size());
  }
  std::sort(first.begin(), first.end());
  double distance = 0;  // Kolmogorov's, 99.99 %
  for (int i = 0; i < n; ++i) distance = std::max(distance, std::abs((i + 0.5) / n - (1 - std::exp(-0.5 * first[i]))));
  CHECK(distance < 2.23 / std::sqrt(n) + 0.01);
  const double mean = events / n, variance = squares / n - mean * mean;
  CHECK(std::abs(mean - 6) < 4 * std::sqrt(6.0 / n));
  CHECK(std::abs(variance / 6 - 1) < 4 * std::sqrt(2.0 / n));
}

TEST_CASE("the same events come in any step") {
  const auto rate = [](double t) { return 0.4 * (1 + std::sin(t)); };
  for (std::uint64_t entity = 0; entity < 50; ++entity) {
    const auto fine = times(entity, 0.001, 20, rate), coarse = times(entity, 0.1, 20, rate);
    for (std::size_t i = 0; i < std::min(fine.size(), coarse.size()); ++i) {
      CHECK(coarse[i] > fine[i] - 0.03);
      CHECK(coarse[i] < fine[i] + 0.43);  // a step late, and one more for every other event in the step
    }
    CHECK(std::abs(static_cast<double>(fine.size()) - static_cast<double>(coarse.size())) <= 1);
  }
}

TEST_CASE("arms in which a hazard differs a little see the same events a little apart") {
  for (std::uint64_t entity = 0; entity < 50; ++entity) {
    const auto one = times(entity, 0.001, 20, [](double) { return 0.5; });
    const auto other = times(entity, 0.001, 20, [](double) { return 0.505; });
    for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i)
      CHECK(other[i] == doctest::Approx(one[i] / 1.01).epsilon(0.001).scale(10));
  }
}

TEST_CASE("events of one cell have clocks of their own and no hazard fires nothing") {
  MobileCells cells;
  cells.append({.name = resident_name(1, 1)});
  for (int k = 0; k < 1000; ++k) CHECK(!fire(cells, 0, 0, 0.0, key));
  std::vector<int> firsts(cell_events, 0);
  for (int event = 0; event < cell_events; ++event) {
    for (int k = 1; firsts[event] == 0; ++k) {
      if (fire(cells, 0, event, 1e-4, key)) firsts[event] = k;
    }
    CHECK(cells.happened[event][0] == 1);
    CHECK(cells.hazard[event][0] < 1e-4);
  }
  std::sort(firsts.begin(), firsts.end());
  CHECK(std::adjacent_find(firsts.begin(), firsts.end()) == firsts.end());
}

TEST_CASE("names of residents and arrivals and daughters are all different") {
  std::unordered_set<std::uint64_t> names;
  int made = 0;
  for (int kind = 0; kind < 4; ++kind) {
    for (std::uint64_t i = 0; i < 5000; ++i, ++made) names.insert(resident_name(kind, i));
    for (std::uint64_t site = 0; site < 300; ++site)
      for (std::uint64_t number = 0; number < 30; ++number, ++made) names.insert(arrival_name(kind, site, number));
  }
  const std::vector<std::uint64_t> mothers(names.begin(), names.end());
  for (const auto mother : mothers)
    for (std::uint64_t division = 0; division < 3; ++division, ++made) names.insert(child_name(mother, division));
  CHECK(names.size() == static_cast<std::size_t>(made));
}

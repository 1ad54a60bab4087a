#include "sim/comparison/comparison.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "constructed_options.hpp"

using namespace knead;
using namespace knead::test;
using doctest::Approx;

namespace {

/// Soreness of five people: rest, early and late.
OptionTable soreness() {
  return table_of({"soreness.peak"}, {option("rest", {{5, 4, 6, 3, 7}}, 0), option("early", {{3, 4, 2, 2, 8}}),
                                      option("late", {{4, 1, 5, 2, 9}}, 2)});
}

}  // namespace

TEST_CASE("an option is compared with the reference in one subject after another") {
  const Comparison comparison = compare(soreness(), false);
  REQUIRE(comparison.groups.size() == 1);
  const OptionGroup& group = comparison.groups[0];
  const Estimate &rest = group.reference[0], &early = group.estimates[0][0], &late = group.estimates[1][0];
  CHECK(rest.n == 5);
  CHECK(rest.median == 5);
  CHECK(std::isnan(rest.difference));
  CHECK(early.median == 3);
  CHECK(early.reference_median == 5);
  // Differences of early, sorted: -4 -2 -1 0 1; the 2.5th percentile lies a tenth of the way from the first.
  CHECK(early.difference == -1);
  CHECK(early.low == Approx(-3.8));
  CHECK(early.high == Approx(0.9));
  // Of late: -3 -1 -1 -1 2.
  CHECK(late.difference == -1);
  CHECK(late.low == Approx(-2.8));
  CHECK(late.high == Approx(1.7));
  // Best: early, late, early, both, rest.
  CHECK(early.best == Approx(2.5 / 5));
  CHECK(late.best == Approx(1.5 / 5));
  CHECK(rest.best == Approx(1.0 / 5));
}

TEST_CASE("of strength more is better") {
  OptionTable table = soreness();
  table.outcomes = {outcome("force.end")};
  const Comparison comparison = compare(table, false);
  // Best: rest, rest and early, rest, rest, late.
  CHECK(comparison.groups[0].reference[0].best == Approx(3.5 / 5));
  CHECK(comparison.groups[0].estimates[0][0].best == Approx(0.5 / 5));
  CHECK(comparison.groups[0].estimates[1][0].best == Approx(1.0 / 5));
}

TEST_CASE("a level that is not regained is counted, never best, and in no median") {
  const Comparison comparison = compare(
      table_of({"force.days_to(90 %)"}, {option("rest", {{4, none, none, 8}}), option("early", {{none, 5, none, 6}})}),
      false);
  const Estimate &rest = comparison.groups[0].reference[0], &early = comparison.groups[0].estimates[0][0];
  CHECK(rest.reached == 2);
  CHECK(rest.median == 6);
  CHECK(early.n == 4);
  CHECK(early.reached == 2);
  CHECK(early.median == 5.5);
  CHECK(early.difference == -2);  // the last subject alone has both
  CHECK(early.low == -2);
  CHECK(early.best == 0.5);  // nobody is best in the third
  CHECK(rest.best == 0.25);
}

TEST_CASE("no value at all leaves no number and no best") {
  const Comparison comparison =
      compare(table_of({"force.days_to(90 %)"}, {option("rest", {{none}}), option("early", {{none}})}), false);
  const Estimate& early = comparison.groups[0].estimates[0][0];
  CHECK(std::isnan(early.median));
  CHECK(std::isnan(early.difference));
  CHECK(early.best == 0);
}

TEST_CASE("with equal sessions the best is looked for among equals, the reference in each") {
  const Comparison comparison = compare(soreness(), true);
  REQUIRE(comparison.groups.size() == 2);
  CHECK(comparison.groups[0].title == "1 session");
  CHECK(comparison.groups[0].candidates == std::vector<std::size_t>{0});
  CHECK(comparison.groups[1].title == "2 sessions");
  CHECK(comparison.groups[0].estimates[0][0].best == Approx(3.5 / 5));
  CHECK(comparison.groups[0].reference[0].best == Approx(1.5 / 5));
  CHECK(comparison.groups[1].estimates[0][0].best == Approx(4.0 / 5));
  CHECK(comparison.groups[1].reference[0].best == Approx(1.0 / 5));
}

TEST_CASE("points with references of their own are compared by what they gain over them") {
  // Light and hard exercise: the hard one's leg is sorer whatever is done, but gains more.
  OptionTable table = table_of({"soreness.peak"}, {option("rest", {{2, 2}}), option("light", {{1, 1}})});
  table.references.push_back(option("rest", {{8, 8}}));
  table.candidates.push_back(option("hard", {{4, 7.5}}));
  table.candidates[1].against = 1;
  const Comparison comparison = compare(table, false);
  REQUIRE(comparison.groups.size() == 2);
  const OptionGroup &light = comparison.groups[0], &hard = comparison.groups[1];
  CHECK(hard.estimates[0][0].difference == Approx(-2.25));
  CHECK(hard.estimates[0][0].reference_median == 8);
  CHECK(light.estimates[0][0].best == 1);
  CHECK(hard.estimates[0][0].best == 1);
  CHECK(light.reference[0].best == 0);
  CHECK(light.reference[0].median == 2);
}

TEST_CASE("where references are all but equal an option still gains over its own") {
  OptionTable table = table_of({"soreness.peak"}, {option("rest", {{10, 10}}), option("early", {{9, 9.02}})});
  table.references.push_back(option("rest", {{10.05, 10.05}}));
  table.candidates.push_back(option("late", {{9.01, 9.03}}));
  table.candidates[1].against = 1;
  const Comparison comparison = compare(table, false);
  REQUIRE(comparison.groups.size() == 1);
  CHECK(comparison.groups[0].estimates[1][0].best == 1);
}

TEST_CASE("the order of subjects and of candidates changes nothing") {
  const Comparison plain = compare(soreness(), false);
  OptionTable turned = soreness();
  for (Option* option : {&turned.references[0], &turned.candidates[0], &turned.candidates[1]})
    std::rotate(option->values[0].begin(), option->values[0].begin() + 2, option->values[0].end());
  std::swap(turned.candidates[0], turned.candidates[1]);
  const Comparison comparison = compare(turned, false);
  for (std::size_t i : {0, 1}) {
    const Estimate &a = plain.groups[0].estimates[i][0], &b = comparison.groups[0].estimates[1 - i][0];
    CHECK(a.median == b.median);
    CHECK(a.difference == b.difference);
    CHECK(a.low == b.low);
    CHECK(a.high == b.high);
    CHECK(a.best == Approx(b.best));
  }
}

TEST_CASE("a constant added to every arm changes no difference and no best") {
  OptionTable raised = soreness();
  for (Option* option : {&raised.references[0], &raised.candidates[0], &raised.candidates[1]})
    for (double& x : option->values[0]) x += 100;
  const Comparison plain = compare(soreness(), false), comparison = compare(raised, false);
  for (std::size_t i : {0, 1}) {
    Estimate a = plain.groups[0].estimates[i][0], b = comparison.groups[0].estimates[i][0];
    CHECK(b.median == a.median + 100);
    CHECK(b.difference == a.difference);
    CHECK(b.low == a.low);
    CHECK(b.high == a.high);
    CHECK(b.best == a.best);
  }
}

TEST_CASE("shares of best add up to one where everybody reaches the outcome") {
  const Comparison comparison = compare(soreness(), false);
  const OptionGroup& group = comparison.groups[0];
  CHECK(group.reference[0].best + group.estimates[0][0].best + group.estimates[1][0].best == Approx(1));
}

TEST_CASE("an option that more subjects reach comes first, then one that gains more, then one that is best in more") {
  const OptionTable table =
      table_of({"force.days_to(90 %)"}, {option("rest", {{9, 9, 9}}), option("fast in two", {{1, 1, none}}),
                                         option("slow", {{8, 8, 8}}), option("less slow", {{7, 7, 9}})});
  const OptionGroup group = compare(table, false).groups[0];
  CHECK(ranking(group, table.outcomes[0], 0) == std::vector<std::size_t>{2, 1, 0});
}

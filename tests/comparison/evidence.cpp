#include "sim/comparison/evidence.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "constructed_options.hpp"

using namespace knead;
using namespace knead::test;

namespace {

std::string said(const OptionTable& table, bool equal_sessions = false) {
  const Comparison comparison = compare(table, equal_sessions);
  return expectation(comparison, comparison.groups.front(), 0);
}

bool has_line(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

Measurement row(const std::string& study, const std::string& condition, Contrast contrast, How how) {
  Measurement row;
  row.study = study;
  row.observable = "soreness";
  row.condition = condition;
  row.contrast = contrast;
  row.how = how;
  return row;
}

}  // namespace

TEST_CASE("the model's expectation names the best, its gain and what it cannot be told from") {
  // Differences of start=2 h: -2, -2, -1.5; of start=4 h: -1, -2, -1.
  CHECK(
      said(table_of({"soreness.area"}, {option("rest", {{10, 10, 10}}), option("start=2 h", {{8, 8, 8.5}}),
                                        option("start=4 h", {{9, 8, 9}})})) ==
      "soreness.area: least with start=2 h (best in 83 % of 3 subjects), 20 % less than rest; its 95 % interval of "
      "differences lies wholly on that side; not to be told apart from the second, start=4 h: their intervals overlap");
  CHECK(said(table_of({"soreness.area"}, {option("rest", {{10, 10, 10}}), option("start=2 h", {{8, 8, 10.5}}),
                                          option("start=4 h", {{14, 15, 16}})})) ==
        "soreness.area: least with start=2 h (best in 67 % of 3 subjects), 20 % less than rest; its 95 % interval of "
        "differences includes no change");
}

TEST_CASE("where nothing helps the model says so") {
  CHECK(said(table_of({"soreness.area"},
                      {option("rest", {{10, 10}}), option("a", {{10.04, 10.04}}), option("b", {{9.98, 9.98}})})) ==
        "soreness.area: no option differs from rest by more than 0.4 %");
  CHECK(said(table_of({"soreness.area"}, {option("rest", {{10, 10}}), option("a", {{10, 10}})})) ==
        "soreness.area: no option differs from rest");
  CHECK(said(table_of({"force.end"}, {option("rest", {{80, 80}}), option("a", {{60, 60}})})) ==
        "force.end: no option is better than rest; the nearest is a, 25 % less than rest; its 95 % interval of "
        "differences lies wholly on that side");
}

TEST_CASE("days are said in days, with those who are not back in time") {
  CHECK(said(table_of({"force.days_to(90 %)"}, {option("rest", {{5, 6, none}}), option("a", {{4, 4.5, 8}})})) ==
        "force.days_to(90 %): soonest with a (best in 100 % of 3 subjects), 1.2 d sooner than rest; its 95 % interval "
        "of differences lies wholly on that side; within the study in 3 of 3 subjects, rest in 2");
  CHECK(said(table_of({"force.days_to(90 %)"}, {option("rest", {{none}}), option("a", {{none}})})) ==
        "force.days_to(90 %): within the study neither any option nor rest has a value");
}

TEST_CASE("a difference from nothing is said in its unit") {
  CHECK(said(table_of({"swelling.peak"}, {option("rest", {{0}}), option("a", {{1.5}})})) ==
        "swelling.peak: no option is better than rest; the nearest is a, 1.5 % more than rest; its 95 % interval of "
        "differences lies wholly on that side");
  CHECK(said(table_of({"soreness.area"}, {option("rest", {{0}}), option("a", {{2}})})) ==
        "soreness.area: no option is better than rest; the nearest is a, 2 h more than rest; its 95 % interval of "
        "differences lies wholly on that side");
}

TEST_CASE("a group of equal sessions says which") {
  CHECK(said(table_of({"soreness.area"}, {option("rest", {{10}}, 0), option("a", {{5}}, 4)}), true)
            .starts_with("soreness.area with 4 sessions: least with a"));
  CHECK(count_of_sessions(1) == "1 session");
}

TEST_CASE("caveats tell what the intervals are not") {
  OptionTable table =
      table_of({"soreness.peak"}, {option("rest", {{5, 4}}, 0), option("a", {{3, 4}}), option("b", {{3, 4}}, 9)});
  table.notes = {"2 of 3 subjects are finished: only they are compared"};
  const std::vector<std::string> lines = caveats(compare(table, false));
  CHECK(lines == std::vector<std::string>{
                     "2 of 3 subjects are finished: only they are compared",
                     "over 2 subjects; parameters at their defaults, or as the study sets them: the uncertainty of the "
                     "model itself is not in these intervals",
                     "intervals over 2 subjects are coarse",
                     "the options have 1 to 9 sessions: --equal-sessions compares those of as many"});
  CHECK(caveats(compare(table, true)).size() == 3);
  CHECK(caveats(compare(table_of({"soreness.peak"}, {option("rest", {std::vector<double>(20, 1)}),
                                                     option("a", {std::vector<double>(20, 1)})}),
                        false))
            .size() == 1);
}

TEST_CASE("points whose references differ are compared apart and told") {
  OptionTable table = table_of({"soreness.peak"}, {option("rest", {{2}}), option("light", {{1}})});
  table.references.push_back(option("rest", {{8}}));
  table.candidates.push_back(option("hard", {{4}}));
  table.candidates[1].against = 1;
  table.axes = {{"contractions", "1"}};
  table.candidates[0].at = table.references[0].at = {{"30", 30}};
  table.candidates[1].at = table.references[1].at = {{"300", 300}};
  const Comparison comparison = compare(table, false);
  CHECK(
      has_line(caveats(comparison), "rest is not alike at all points: the best is looked for among those where it is"));
  REQUIRE(comparison.groups.size() == 2);
  CHECK(comparison.groups[0].title == "contractions=30");
  CHECK(comparison.groups[1].title == "contractions=300");
  CHECK(comparison.groups[0].estimates[0][0].best == 1);
  CHECK(comparison.groups[1].estimates[0][0].best == 1);
  CHECK(comparison.groups[1].reference[0].median == 8);
  CHECK(expectation(comparison, comparison.groups[1], 0)
            .starts_with(
                "soreness.peak with contractions=300: least with hard (best in 100 % of 1 subjects), 50 % less"));
  CHECK(compare(table, true).groups[0].title == "contractions=30, 1 session");
}

TEST_CASE("references that differ by what a run is good to are alike") {
  OptionTable table = table_of({"soreness.peak"}, {option("rest", {{2, 1e-5}}), option("light", {{1, 1e-5}})});
  table.references.push_back(option("rest", {{2.01, 2e-5}}));
  table.candidates.push_back(option("hard", {{1.5, 2e-5}}));
  table.candidates[1].against = 1;
  const Comparison comparison = compare(table, false);
  REQUIRE(comparison.groups.size() == 1);
  CHECK(comparison.groups[0].title.empty());
}

TEST_CASE("only treated against control supports an expectation") {
  std::vector<Measurement> rows{row("A", "eccentric_60_knee", Contrast::none, How::abstract),
                                row("B", "exercise", Contrast::baseline, How::abstract),
                                row("C", "control", Contrast::paired, How::abstract)};
  CHECK(support("soreness", rows) ==
        "no measurement of treated against untreated legs constrains soreness: this is what the model expects of its "
        "assumptions, not what was seen");
  rows.push_back(row("Crane2012", "massage_vs_control", Contrast::paired, How::press));
  CHECK(support("soreness", rows) ==
        "1 measured row of treated against control of soreness: massage_vs_control (Crane2012; known by press)");
  rows.push_back(row("Crane2012", "massage_vs_control", Contrast::paired, How::secondary));
  rows.push_back(row("D", "cold_vs_rest", Contrast::parallel, How::press));
  CHECK(support("soreness", rows) ==
        "3 measured rows of treated against control of soreness: massage_vs_control, cold_vs_rest (Crane2012, D; known "
        "by press, secondary)");
  CHECK(support("force", rows).starts_with("no measurement"));
}

TEST_CASE("the lines go from the whole to each outcome") {
  const Comparison comparison = compare(
      table_of({"soreness.peak", "swelling.peak"}, {option("rest", {{5}, {2}}), option("a", {{3}, {2}})}), false);
  const std::vector<std::string> lines = lines_of(comparison, {});
  REQUIRE(lines.size() == 2 + 4);
  CHECK(lines[2].starts_with("soreness.peak: least with a"));
  CHECK(lines[3].starts_with("no measurement"));
  CHECK(lines[4] == "swelling.peak: no option differs from rest");
}

TEST_CASE("intervals say whether they hold the model's uncertainty") {
  OptionTable table = table_of({"soreness.area"}, {option("rest", {{10, 10}}), option("a", {{9, 9}})});
  const auto first = [&] { return caveats(compare(table, false)).front(); };
  CHECK(first() ==
        "over 2 subjects; parameters at their defaults, or as the study sets them: the uncertainty of the model itself "
        "is not in these intervals");
  table.posteriors = {"calibrated"};
  CHECK(
      first() ==
      "over 2 subjects, each with its own draw of the posterior calibrated: the intervals hold both how people differ "
      "and how uncertain the model is of what its posterior covers");
  table.posteriors = {"calibrated", "none"};
  CHECK(first().starts_with("over 2 subjects; the options differ in their posterior (calibrated, none): "));
}

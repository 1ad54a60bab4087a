#include "sim/comparison/sweep_options.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "constructed_options.hpp"

using namespace knead;
using namespace knead::test;

namespace {

/// Starts of 0 and 2 h, each lived by two lots of two people.
SweepDescription starts(std::vector<std::string> arms) {
  SweepDescription sweep;
  sweep.sweep = "starts";
  sweep.points = {"start=0 h, replicate=1", "start=0 h, replicate=2", "start=2 h, replicate=1",
                  "start=2 h, replicate=2"};
  sweep.columns = {{"start", "h", {"0 h", "0 h", "2 h", "2 h"}, {0, 0, 2, 2}},
                   {"replicate", "1", {"1", "2", "1", "2"}, {1, 2, 1, 2}}};
  sweep.arms = std::move(arms);
  sweep.subjects = {1, 2};
  for (std::size_t i = 0; i < sweep.points.size() * sweep.arms.size(); ++i) {
    sweep.sessions.push_back(sweep.arms[i % sweep.arms.size()] == "rest" ? 0 : 1);
    sweep.treated_min.push_back(10.0 * sweep.sessions.back());
  }
  return sweep;
}

/// Every number tells where it stands: point, subject and arm as its digits.
SweepNumbers numbers_of(const SweepDescription& sweep) {
  SweepNumbers numbers{
      std::vector<bool>(sweep.points.size() * sweep.subjects.size(), true), {outcome("soreness.peak")}, {}};
  for (std::size_t point = 0; point < sweep.points.size(); ++point)
    for (std::size_t subject = 0; subject < sweep.subjects.size(); ++subject)
      for (std::size_t arm = 0; arm < sweep.arms.size(); ++arm)
        numbers.values.push_back(static_cast<double>(100 * point + 10 * subject + arm));
  return numbers;
}

template <class Error>
std::string refusal(const SweepDescription& sweep, const SweepNumbers& numbers, const std::string& against = "") {
  try {
    options_of(sweep, numbers, against, "s.h5");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("each point's arms stand against that point's reference, replicates pooled") {
  const SweepDescription sweep = starts({"rest", "massage"});
  const OptionTable table = options_of(sweep, numbers_of(sweep), "", "s.h5");
  CHECK(table.sweep);
  CHECK(table.axes == std::vector<SweepAxis>{{"start", "h"}});
  CHECK(table.reference == "rest");
  CHECK(table.subjects() == 4);
  REQUIRE(table.candidates.size() == 2);
  CHECK(table.candidates[0].label == "start=0 h");
  CHECK(table.candidates[1].label == "start=2 h");
  CHECK(table.candidates[1].point == 2);
  CHECK(table.candidates[1].arm == "massage");
  CHECK(table.candidates[1].at == std::vector<SweepValue>{{"2 h", 2.0}});
  CHECK(table.candidates[1].dose == Dose{1, 10});
  CHECK(table.candidates[1].values[0] == std::vector<double>{201, 211, 301, 311});
  CHECK(table.references[table.candidates[1].against].values[0] == std::vector<double>{200, 210, 300, 310});
  // Every subject gains -1, in both.
  const Comparison comparison = compare(table, false);
  REQUIRE(comparison.groups.size() == 2);  // these points are hurt differently
  CHECK(comparison.groups[1].title == "start=2 h");
  CHECK(comparison.groups[1].estimates[0][0].n == 4);
  CHECK(comparison.groups[1].estimates[0][0].difference == 1);
}

TEST_CASE("the reference is the one asked for, else the sweep's, else the untreated arm") {
  SweepDescription sweep = starts({"massage", "rest", "cold"});
  CHECK(options_of(sweep, numbers_of(sweep), "", "s.h5").reference == "rest");
  sweep.against = "cold";
  CHECK(options_of(sweep, numbers_of(sweep), "", "s.h5").reference == "cold");
  const OptionTable table = options_of(sweep, numbers_of(sweep), "massage", "s.h5");
  CHECK(table.reference == "massage");
  CHECK(table.candidates[0].label == "start=0 h: rest");
  CHECK(table.candidates[3].label == "start=2 h: cold");
  CHECK(refusal<ConfigError>(sweep, numbers_of(sweep), "masage") ==
        "--against masage: error: not in it; expected one of massage | rest | cold; did you mean 'massage'?");
}

TEST_CASE("with one arm the points stand against a point") {
  const SweepDescription sweep = starts({"massage"});
  OptionTable table = options_of(sweep, numbers_of(sweep), "", "s.h5");
  CHECK(table.reference == "start=0 h");
  REQUIRE(table.candidates.size() == 1);
  CHECK(table.candidates[0].label == "start=2 h");
  table = options_of(sweep, numbers_of(sweep), "start=2 h", "s.h5");
  CHECK(table.references[0].values[0] == std::vector<double>{200, 210, 300, 310});
  CHECK(table.candidates[0].label == "start=0 h");
  CHECK(refusal<ConfigError>(sweep, numbers_of(sweep), "start=3 h") ==
        "--against start=3 h: error: not in it; expected one of start=0 h | start=2 h; did you mean 'start=0 h'?");
}

TEST_CASE("points that lack a subject are left out") {
  const SweepDescription sweep = starts({"rest", "massage"});
  SweepNumbers numbers = numbers_of(sweep);
  numbers.finished[3] = false;  // the second subject of the second lot at 0 h
  const OptionTable table = options_of(sweep, numbers, "", "s.h5");
  REQUIRE(table.candidates.size() == 1);
  CHECK(table.candidates[0].label == "start=2 h");
  CHECK(table.notes == std::vector<std::string>{"1 of 2 points are finished: only they are compared"});
  numbers.finished.assign(8, false);
  CHECK(refusal<ResultsError>(sweep, numbers) ==
        "s.h5: error: no point in it is finished (the sweep goes on with the same command)");
}

TEST_CASE("points of unlike replicates and an only option are refused") {
  SweepDescription sweep = starts({"massage"});
  sweep.columns[1].labels[3] = "3";
  CHECK(
      refusal<ResultsError>(sweep, numbers_of(sweep)) ==
      "s.h5: error: 'start=2 h, replicate=1' has not the replicates of 'start=0 h, replicate=1'; expected the same of "
      "each point");
  sweep = starts({"massage"});
  sweep.columns[0].labels.assign(4, "0 h");
  CHECK(refusal<ResultsError>(sweep, numbers_of(sweep)) ==
        "s.h5: error: one option alone (start=0 h); expected another to compare it with");
}

TEST_CASE("a word on an axis has no number, and a sweep of nothing names its arms") {
  SweepDescription sweep = starts({"rest", "massage"});
  sweep.columns[0] = {"schedule", "", {"once", "once", "daily", "daily"}, {}};
  const OptionTable words = options_of(sweep, numbers_of(sweep), "", "s.h5");
  CHECK(words.candidates[1].label == "schedule=daily");
  CHECK(!words.candidates[1].at[0].number);
  sweep.points = {"base"};
  sweep.columns.clear();
  CHECK(options_of(sweep, numbers_of(sweep), "", "s.h5").candidates[0].label == "massage");
}

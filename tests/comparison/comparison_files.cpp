#include "sim/comparison/comparison_files.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "constructed_options.hpp"
#include "sim/comparison/comparison_text.hpp"
#include "sim/comparison/json_text.hpp"
#include "sim/results/results_file.hpp"

using namespace knead;
using namespace knead::test;

namespace {

/// One point of a sweep: a reference at 4 and 8, a candidate at 3 and none.
Comparison one_point() {
  OptionTable table =
      table_of({"force.days_to(90 %)"}, {option("rest", {{4, 8}}, 0), option("start=0 h, \"once\"", {{3, none}}, 1)});
  table.sweep = true;
  table.axes = {{"start", "h"}, {"schedule", ""}};
  table.references[0].at = table.candidates[0].at = {{"0 h", 0.0}, {"\"once\"", {}}};
  table.candidates[0].arm = "massage";
  return compare(table, false);
}

std::vector<std::string> lines_in(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("CSV has a row an option and outcome") {
  CHECK(lines_in(csv_of(one_point())) ==
        std::vector<std::string>{
            "role,group,point,arm,start,start_value,schedule,schedule_value,sessions,minutes,outcome,unit,n,reached,"
            "median,"
            "difference,low,high,reference_median,best",
            "reference,,1,rest,0 h,0,\"\"\"once\"\"\",,0,0,force.days_to(90 %),d,2,2,6,,,,,0.5",
            "candidate,,1,massage,0 h,0,\"\"\"once\"\"\",,1,10,force.days_to(90 %),d,2,1,3,-1,-1,-1,6,0.5"});
}

TEST_CASE("JSON has the same, nested") {
  const std::string json = json_of(one_point(), {"a \"line\""});
  for (const char* part : {
           R"j("sweep": "legs")j",
           R"j("axes": [{"name": "start", "unit": "h"}, {"name": "schedule", "unit": ""}])j",
           R"j("axes": {"start": {"label": "0 h", "number": 0}, "schedule": {"label": "\"once\"", "number": null}})j",
           R"j("outcome": "force.days_to(90 %)", "unit": "d", "better": "less")j",
           R"j("reference": "rest")j",
           R"j({"n": 2, "reached": 1, "median": 3, "difference": -1, "low": -1, "high": -1, "reference_median": 6, )j"
           R"j("best": 0.5})j",
           R"j({"n": 2, "reached": 2, "median": 6, "difference": null, "low": null, "high": null, )j"
           R"j("reference_median": null, "best": 0.5})j",
           R"j("a \"line\"")j",
       }) {
    INFO(part << " in " << json);
    CHECK(json.find(part) != std::string::npos);
  }
}

TEST_CASE("text in JSON is escaped and made UTF-8") {
  CHECK(json_text("a\"b\\c\n\x01") == R"("a\"b\\c\u000a\u0001")");
  CHECK(json_text("\xC2\xB5m") == "\"\xC2\xB5m\"");
  const std::string unknown = "\xEF\xBF\xBD";
  CHECK(json_text("\xFFz") == "\"" + unknown + "z\"");
  CHECK(json_text("\xC0\xAF") == "\"" + unknown + unknown + "\"");                // said longer than need be
  CHECK(json_text("\xED\xA0\x80") == "\"" + unknown + unknown + unknown + "\"");  // half a pair
  CHECK(json_text("\xE2\x82") == "\"" + unknown + unknown + "\"");                // cut off
  CHECK(json_number(0.1) == "0.1");
  CHECK(json_number(none) == "null");
  CHECK(json_number(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("the text has a block an outcome, its numbers with three digits") {
  const OptionTable table = table_of(
      {"soreness.peak", "force.days_to(90 %)"},
      {option("rest", {{4, 4.5, 6}, {4, none, 1234.5}}, 0), option("early", {{3.004, 4.5, 4.5}, {3, none, 12}}, 4)});
  const std::vector<std::string> lines = lines_in(format(compare(table, false), {}));
  CHECK(lines[0] == "legs: 1 option against rest");
  const auto block = std::find(lines.begin(), lines.end(), "soreness.peak (less is better)");
  REQUIRE(block != lines.end());
  // Differences -0.996, 0, -1.5: a twentieth of the way from the ends.
  CHECK(block[1] == "         sessions  median  difference (95 %)          best");
  CHECK(block[2] == "  rest          0    4.50  reference                  17 %");
  CHECK(block[3] == "  early         4    4.50  -0.996 (-1.47 to -0.0498)  83 %");
  const auto days = std::find(lines.begin(), lines.end(), "force.days_to(90 %) (d; less is better)");
  REQUIRE(days != lines.end());
  CHECK(days[2].ends_with("not within the study in 1 of 3"));
  CHECK(days[2].find(" 619 ") != std::string::npos);
}

TEST_CASE("of many candidates the best ten are shown") {
  std::vector<Option> options{option("rest", {{100}})};
  for (int i = 0; i < 31; ++i) options.push_back(option("option " + std::to_string(i), {{99.0 - i}}));
  const std::vector<std::string> lines = lines_in(format(compare(table_of({"soreness.peak"}, options), false), {}));
  const auto block = std::find(lines.begin(), lines.end(), "soreness.peak (less is better)");
  REQUIRE(lines.end() - block > 13);
  CHECK(block[3].starts_with("  option 30 "));
  CHECK(block[12].starts_with("  option 21 "));
  CHECK(block[13] == "  and 21 more, which --csv and --json have too");
}

// Sensitivities in words and as a table, from numbers made up.

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/sensitivity/sensitivity_text.hpp"

using namespace knead;

namespace {

Sensitivity made_up() {
  Sensitivity made;
  made.study = "small";
  made.arm = "massage";
  made.against = "rest";
  made.parameters = {"a.x", "a.y", "b.z"};
  made.outcomes = {read_outcome("soreness.area", {})};
  made.rows = 64;
  made.points = 320;
  SobolIndices indices;
  indices.first = {{0.2, 0.1, 0.3}, {0.02, -0.01, 0.05}, {0.5, 0.4, 0.6}};
  indices.total = {{0.35, 0.25, 0.45}, {0.06, 0.02, 0.1}, {0.65, 0.5, 0.8}};
  indices.alone = {0.72, 0.6, 0.84};
  indices.mean = 10;
  indices.variance = 4;
  indices.rows = 64;
  made.indices = {indices};
  return made;
}

bool says(const Sensitivity& sensitivity, const std::string& part) {
  const auto lines = words_of(sensitivity, 0);
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("parameters stand by their total index") {
  const std::string text = format(made_up());
  CHECK(text.starts_with("small, massage less rest: which of 3 parameters matter\n"));
  CHECK(text.find("soreness.area: mean 10 h, standard deviation 2 h") != std::string::npos);
  CHECK(text.find("b.z") < text.find("a.x"));
  CHECK(text.find("a.x") < text.find("a.y"));
  CHECK(text.find("0.650 (0.500 to 0.800)") != std::string::npos);
}

TEST_CASE("words say what explains most, and what is not told") {
  CHECK(says(made_up(),
             "b.z, a.x explain at least 90 %, alone and together: the total indices of the others add up to "
             "6.0 %"));
  CHECK(says(made_up(), "72 % (95 %: 60 to 84) of the variance; 28 % is left to what they do with one another"));
  CHECK(says(made_up(), "an interval that reaches 0 tells nothing; of first orders: a.y"));
  CHECK_FALSE(says(made_up(), "left out"));

  Sensitivity poor = made_up();
  poor.indices[0].rows = 20;
  poor.indices[0].alone.high = 1.2;
  poor.indices[0].total[1].value = 0.2;
  CHECK(says(poor, "44 of 64 rows are left out"));
  CHECK(says(poor, "20 rows are too few"));
  CHECK(says(poor, "whether they act on one another these rows do not tell"));
  CHECK(says(poor, "no fewer than all are sure to explain 90 %"));

  Sensitivity loose = made_up();
  loose.indices[0].total[0].low = 0.01;
  CHECK(says(loose, "more are needed (-n); of totals: a.x"));
  CHECK_FALSE(says(made_up(), "of totals"));

  Sensitivity still = made_up();
  still.indices[0].variance = 0;
  CHECK(words_of(still, 0) == std::vector<std::string>{"it does not vary: none of these parameters matters to it"});
}

TEST_CASE("the file has a line for every outcome and parameter, all with as many fields") {
  const std::string text = tsv_of(made_up());
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  const auto tabs = std::count(text.begin(), text.end(), '\t');
  CHECK(tabs == 4 * std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find('\n')), '\t'));
  CHECK(text.find(
            "small\tmassage\trest\tsoreness.area\th\ta.x\t0.2\t0.1\t0.3\t0.35\t0.25\t0.45\t0.72\t0.6\t0.84\t10\t2\t64"
            "\t64\t320\t0\n") != std::string::npos);
}

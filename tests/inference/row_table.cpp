#include "sim/inference/row_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

using namespace knead;

namespace {

RowVerdict row(const std::string& condition, const std::string& observable, Verdict verdict) {
  RowVerdict v;
  v.row.condition = condition;
  v.row.observable = observable;
  v.row.contrast = Contrast::paired;
  v.row.kind = MeasurementKind::ratio;
  v.row.value = 0.33;
  v.row.time_h = 0.45;
  v.row.how = How::press;
  v.verdict = verdict;
  v.contrast_median = 0.525;
  v.contrast_low = 0.4;
  v.contrast_high = 12.34;
  v.share = 0.875;
  v.prior_predictive = 0.305;
  v.why = "no such observable";
  return v;
}

std::vector<std::string> lines_of(const RowTable& table) {
  std::istringstream in(format(table));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("the table says all there is to a row in one line") {
  RowTable table{"crane2012", {row("legs", "p65_nuclear", Verdict::agrees)}, {}, {}};
  table.rows.push_back(row("person", "cortisol", Verdict::not_modelled));
  table.rows.push_back(row("legs", "fak_p", Verdict::by_construction));
  table.rows[1].row.kind = MeasurementKind::sign;
  table.rows[1].row.value = -1;
  table.rows[2].row.kind = MeasurementKind::percent;
  table.rows[2].row.time_h = 96;
  table.rows[2].prior_predictive.reset();
  const std::vector<std::string> expected{
      "crane2012",
      "",
      "                 time  measured      known by  model (95 %)           trials  prior  verdict",
      "legs",
      "  p65_nuclear  0.45 h  ratio 0.33    press     0.53x (0.40 to 12.3)     88 %   30 %  agrees",
      "  fak_p           4 d  percent 0.33  press     0.53 % (0.40 to 12.3)    88 %         by construction",
      "person",
      "  cortisol     0.45 h  sign -1       press     no such observable                    not modelled",
      "",
      "agrees 1, disagrees 0; not counted: by construction 1, not modelled 1",
  };
  const std::vector<std::string> lines = lines_of(table);
  REQUIRE(lines.size() == expected.size());
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i] == expected[i]);
}

TEST_CASE("verdicts at other spreads stand in narrow columns and lines stay within 120") {
  RowTable table{"t", {row("massage_vs_control", "satellite_cells_visible", Verdict::agrees)}, {}, {}};
  table.rows[0].contrast_median = table.rows[0].contrast_low = table.rows[0].contrast_high = -1234;
  table.at_low_spread = {table.rows[0]};
  table.at_high_spread = {table.rows[0]};
  table.at_high_spread[0].verdict = Verdict::disagrees;
  const auto lines = lines_of(table);
  CHECK(lines[2].ends_with("verdict  CV .15  CV .5"));
  CHECK(lines[4].ends_with("agrees   yes     no"));
  for (const std::string& line : lines) CHECK(line.size() <= 120);
}

TEST_CASE("a count of agreements and disagreements closes the table") {
  RowTable table{"t", {}, {}, {}};
  for (const Verdict v : {Verdict::agrees, Verdict::disagrees, Verdict::disagrees})
    table.rows.push_back(row("c", "o", v));
  CHECK(lines_of(table).back() == "agrees 1, disagrees 2");
  table.rows.push_back(row("c", "o", Verdict::no_study));
  CHECK(lines_of(table).back() == "agrees 1, disagrees 2; not counted: no study 1");
}

TEST_CASE("beside a posterior's rows stand what was fitted and the verdicts without their study") {
  RowTable table{"t",
                 {row("legs", "p65_nuclear", Verdict::agrees), row("legs", "fak_p", Verdict::disagrees),
                  row("legs", "cortisol", Verdict::not_modelled)},
                 {},
                 {}};
  for (RowVerdict& v : table.rows) v.row.study = v.row.study_file = "legs2020";
  table.at_low_spread = table.at_high_spread = table.rows;
  table.at_high_spread[0].verdict = Verdict::disagrees;
  table.fitted = {{row_key(table.rows[0].row), true, LeftOut::by_construction},
                  {row_key(table.rows[1].row), false, LeftOut::disagrees}};
  const std::vector<std::string> lines = lines_of(table);
  CHECK(lines[2] ==
        "                 time  measured    model (95 %)          trials  prior  verdict       left out                 "
        "CV .15 .5");
  CHECK(lines[4] ==
        "  p65_nuclear  0.45 h  ratio 0.33  0.53x (0.40 to 12.3)    88 %   30 %  agrees        fitted: by construction  "
        "yes no");
  CHECK(lines[5] ==
        "  fak_p        0.45 h  ratio 0.33  0.53x (0.40 to 12.3)    88 %   30 %  disagrees     not fitted               "
        "no  no");
  CHECK(lines[6] == "  cortisol     0.45 h  ratio 0.33  no such observable                   not modelled");
}

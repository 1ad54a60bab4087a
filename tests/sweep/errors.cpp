// What is wrong with a sweep is said in one line, with its place in the sweep's file. The texts here are the contract.

#include <doctest/doctest.h>

#include "tests/sweep/sweeping.hpp"

namespace {

struct Case {
  std::string text, message;  // the text begins on line 3
};

template <std::size_t n>
void check_all(const Case (&cases)[n]) {
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK(sweep_error(wrong.text) == wrong.message);
  }
}

/// The message of the error in a sweep file of this text.
std::string error_of_file(const std::string& text, const std::vector<std::string>& settings = {}) {
  try {
    read_sweep_text(text, settings);
  } catch (const knead::ConfigError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the sweep that the cases below break is right") { CHECK(sweep_error("replicates: 2") == ""); }

TEST_CASE("keys of a sweep") {
  const Case cases[] = {
      {"oevr: {seed: [1]}",
       "w.yaml:3:1: error: unknown key 'oevr' in sweep (keys: sweep, about, base, over, zip, draw, replicates, skip, "
       "compare); did you mean 'over'?"},
      {"replicates: 0", "w.yaml:3:13: error: replicates is '0'; expected a whole number, 1 to 100000"},
      {"replicates: 1.5", "w.yaml:3:13: error: replicates is '1.5'; expected a whole number, 1 to 100000"},
      {"about: a",
       "w.yaml:1:1: error: nothing is swept; expected one or more of 'over', 'zip', 'draw' and 'replicates'"},
      {"over: {}", "w.yaml:3:7: error: over is an empty map; expected {arms.massage.0.massage.start: [0 h, 1 h, 2 h]}"},
      {"over: [1]",
       "w.yaml:3:7: error: over is a list; expected a map such as {arms.massage.0.massage.start: [0 h, 1 h, 2 h]}"},
      {"over:",
       "w.yaml:3:1: error: over is nothing; expected a map such as {arms.massage.0.massage.start: [0 h, 1 h, 2 h]}"},
      {"zip: {}",
       "w.yaml:3:6: error: zip is an empty map; expected {arms.massage.0.massage.start: [0 h, 1 h], "
       "parameters.massage.duty: [0.3, 0.5]}"},
      {"skip: [{seed: 1}]",
       "w.yaml:1:1: error: nothing is swept; expected one or more of 'over', 'zip', 'draw' and 'replicates'"},
      {"draw: {points: 4}", "w.yaml:3:7: error: missing key 'over' in draw (a distribution a path of the study)"},
      {"draw: {over: {tissue.depth: {uniform: [15 mm, 20 mm]}}}",
       "w.yaml:3:7: error: missing key 'points' in draw (number of points)"},
      {"draw: [1]", "w.yaml:3:7: error: draw is a list; expected a map"},
      {"replicates: 1\nreplicates: 2", "w.yaml:4:1: error: duplicate key 'replicates' (first on line 3, column 1)"},
      {"replicates: 1\ncompare: {against: rets}",
       "w.yaml:4:20: error: unknown arm 'rets' (arms: rest, massage); did you mean 'rest'?"},
      {"replicates: 1\ncompare: {agianst: rest}",
       "w.yaml:4:11: error: unknown key 'agianst' in compare (keys: against, outcomes); did you mean 'against'?"},
      {"replicates: 1\ncompare: {outcomes: soreness.area}",
       "w.yaml:4:21: error: outcomes is 'soreness.area'; expected a list such as [soreness.area, force.at(24 h)]"},
      {"replicates: 1\ncompare: {outcomes: [[soreness.area]]}",
       "w.yaml:4:22: error: an outcome is a list; expected a text"},
      {"replicates: 1\ncompare: rest", "w.yaml:4:10: error: compare is 'rest'; expected a map"},
  };
  check_all(cases);
}

TEST_CASE("files that are no sweep") {
  CHECK(error_of_file("") == "w.yaml: error: empty; expected a YAML map");
  CHECK(error_of_file("[a, b]\n") == "w.yaml:1:1: error: sweep is a list; expected a map");
  CHECK(error_of_file("---\n") == "w.yaml:2:1: error: sweep is nothing; expected a map");
  CHECK(error_of_file("sweep: w\nreplicates: 1\n") ==
        "w.yaml:1:1: error: missing key 'base' in sweep (the study of which each point is a variant: its path from the "
        "folder of this file)");
  CHECK(
      error_of_file("sweep: ../w\nbase: base.yaml\n") ==
      "w.yaml:1:8: error: sweep is '../w'; expected a name of letters, digits, '_' and '-' that begins with a letter");
  CHECK(error_of_file("sweep: w\nbase: bas.yaml\nreplicates: 1\n") ==
        "w.yaml:2:7: error: no study 'bas.yaml' (looked for bas.yaml); expected its path from the folder of this file");
  CHECK(error_of_file("sweep: w\nbase: [base.yaml]\nreplicates: 1\n") ==
        "w.yaml:2:7: error: base is a list; expected a text");
  CHECK(error_of_file("sweep: w\nbase: .\nreplicates: 1\n") ==
        "w.yaml:2:7: error: no study '.' (looked for .); expected its path from the folder of this file");
  CHECK(
      error_of_file("sweep: w\nbase: w.yaml\nreplicates: 1\n") ==
      "w.yaml:1:1: error: unknown key 'sweep' in study (keys: resolved, study, about, seed, subjects, tissue, before, "
      "arms, sample, rows, until, output, coupling, network, stroke_types, posterior, drawn_parameters, parameters); "
      "did you mean 'seed'?");
  CHECK(error_of_file(base_text) ==
        "w.yaml:1:1: error: unknown key 'study' in sweep (keys: sweep, about, base, over, zip, draw, replicates, skip, "
        "compare)");
  CHECK(error_of_file(sweep_with("replicates: 1"), {"sed=3"}) ==
        "--set sed=3: error: unknown key 'sed' in study (keys: resolved, study, about, seed, subjects, tissue, before, "
        "arms, sample, rows, until, output, coupling, network, stroke_types, posterior, drawn_parameters, parameters); "
        "did you mean 'seed'?");
  CHECK_THROWS_WITH_AS(knead::read_sweep("nowhere/w.yaml"), "nowhere/w.yaml: error: no such file", knead::ConfigError);
}

TEST_CASE("how an axis is written") {
  const Case cases[] = {
      {"over: {arms.massage.0.massage.start: []}",
       "w.yaml:3:38: error: start is an empty list; expected [0 h, 1 h, 2 h] or {linear: [0 h, 2 h], points: 3}"},
      {"over: {arms.massage.0.massage.start: 5 h}",
       "w.yaml:3:38: error: start is '5 h'; expected [0 h, 1 h, 2 h] or {linear: [0 h, 2 h], points: 3}"},
      {"over: {arms.massage.0.massage.start: }",
       "w.yaml:3:8: error: start is nothing; expected [0 h, 1 h, 2 h] or {linear: [0 h, 2 h], points: 3}"},
      {"over: {arms.massage.0.massage.start: {}}",
       "w.yaml:3:38: error: start is a map; expected [0 h, 1 h, 2 h] or {linear: [0 h, 2 h], points: 3}"},
      {"over: {arms.massage.0.massage.start: {early: {}}}",
       "w.yaml:3:38: error: start is a map; expected [0 h, 1 h, 2 h] or {linear: [0 h, 2 h], points: 3}"},
      {"over: {arms.massage.0.massage.start: {lgo: [1 h, 2 h], points: 2}}",
       "w.yaml:3:39: error: unknown key 'lgo' in start (keys: linear, log, points); did you mean 'log'?"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, 2 h]}}",
       "w.yaml:3:38: error: missing key 'points' in start (number of values)"},
      {"over: {arms.massage.0.massage.start: {points: 2}}",
       "w.yaml:3:38: error: start has one of 'linear' and 'log', as in {linear: [0 h, 2 h], points: 3}"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, 2 h], log: [1 h, 2 h], points: 2}}",
       "w.yaml:3:38: error: start has one of 'linear' and 'log', as in {linear: [0 h, 2 h], points: 3}"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, 2 h], points: 1}}",
       "w.yaml:3:67: error: points is '1'; expected a whole number, 2 to 100000"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, 2 h], points: 1000000}}",
       "w.yaml:3:67: error: points is '1000000'; expected a whole number, 2 to 100000"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h], points: 2}}",
       "w.yaml:3:47: error: start is a list of 1; expected a pair such as [5 kPa, 60 kPa]"},
      {"over: {arms.massage.0.massage.start: {linear: 1 h, points: 2}}",
       "w.yaml:3:47: error: start is '1 h'; expected a pair such as [5 kPa, 60 kPa]"},
      {"over: {arms.massage.0.massage.start: {linear: {from: 1 h}, points: 2}}",
       "w.yaml:3:47: error: start is a map; expected a pair such as [5 kPa, 60 kPa]"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, [2 h]], points: 2}}",
       "w.yaml:3:53: error: start is a list; expected a quantity"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, ~], points: 2}}",
       "w.yaml:3:53: error: start is nothing; expected a quantity"},
      {"over: {arms.massage.0.massage.start: {linear: [early, 2 h], points: 2}}",
       "w.yaml:3:48: error: start: 'early' is not a number"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, 2 kPa], points: 2}}",
       "w.yaml:3:53: error: start: kPa is not a unit of the same kind as h; expected a quantity in h"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, 2], points: 2}}",
       "w.yaml:3:53: error: start: a number without a unit; expected a quantity in h"},
      {"over: {arms.massage.0.massage.start: {linear: [1 hh, 2 hh], points: 2}}",
       "w.yaml:3:48: error: start: unknown unit 'hh'; did you mean 'h'?"},
      {"over: {arms.massage.0.massage.start: {log: [0 h, 2 h], points: 2}}",
       "w.yaml:3:45: error: start is 0 h (equal ratios from it lead nowhere); expected more than 0"},
      {"over: {arms.massage.0.massage.start: {linear: [1 h, 60 min], points: 2}}",
       "w.yaml:3:47: error: start is [1 h, 60 min]; expected two that differ"},
      {"over: {schedule: {}}",
       "w.yaml:3:18: error: schedule is an empty map; expected {single: {}, daily: {arms.massage.0.massage.every: 24 "
       "h}}"},
      {"over: {schedule: {single: }}",
       "w.yaml:3:19: error: single is nothing; expected a map such as {arms.massage.0.massage.every: 24 h}, or {} for "
       "the base as it is"},
      {"over: {schedule: {single: {}, daily: 24 h}}",
       "w.yaml:3:38: error: daily is '24 h'; expected a map such as {arms.massage.0.massage.every: 24 h}, or {} for "
       "the base as it is"},
      {"over: {schedule: daily}",
       "w.yaml:3:18: error: schedule is 'daily'; expected a list of values, or {single: {}, daily: "
       "{arms.massage.0.massage.every: 24 h}}"},
      {"over: {sched ule: {single: {}}}",
       "w.yaml:3:8: error: the name of an axis is 'sched ule'; expected a name of letters, digits, '_' and '-' that "
       "begins with a letter"},
      {"draw: {points: 2, over: {}}",
       "w.yaml:3:25: error: over is an empty map; expected {arms.massage.0.massage.pressure: {log_uniform: [5 kPa, 60 "
       "kPa]}}"},
      {"draw: {points: 2, over: {tissue.depth: [15 mm, 20 mm]}}",
       "w.yaml:3:40: error: depth is a list; expected a map such as {uniform: [0 h, 72 h]}, {log_uniform: [5 kPa, 60 "
       "kPa]} or {prior: yes}"},
      {"draw: {points: 2, over: {tissue.depth: {uniform: [15 mm]}}}",
       "w.yaml:3:50: error: depth is a list of 1; expected a pair such as [5 kPa, 60 kPa]"},
      {"draw: {points: 2, over: {tissue.depth: {unifrom: [15 mm, 20 mm]}}}",
       "w.yaml:3:41: error: unknown distribution 'unifrom' of depth; expected uniform, log_uniform or prior; did you "
       "mean 'uniform'?"},
      {"draw: {points: 2, over: {tissue.depth: {log_uniform: [-15 mm, 20 mm]}}}",
       "w.yaml:3:55: error: depth is -15 mm (equal ratios from it lead nowhere); expected more than 0"},
      {"draw: {points: 2, over: {tissue.depth: {prior: yes}}}",
       "w.yaml:3:26: error: depth has no prior (it is no parameter); expected {uniform: [a, b]}"},
      {"draw: {points: 2, over: {parameters.massage.dtuy: {prior: yes}}}",
       "w.yaml:3:26: error: unknown parameter 'massage.dtuy' (`knead parameters` lists all); did you mean "
       "'massage.duty'?"},
      {"draw: {points: 2, over: {parameters.massage.duty: {prior: no}}}",
       "w.yaml:3:59: error: prior is 'no'; expected yes"},
      {"draw: {points: 2, over: {parameters.massage.duty: {prior: maybe}}}",
       "w.yaml:3:59: error: prior is 'maybe'; expected yes or no"},
      {"draw: {points: 2, over: {parameters.cytokine.pge2_rest: {prior: yes}}}",
       "w.yaml:3:65: error: the prior of cytokine.pge2_rest is a single value; expected {uniform: [a, b]}"},
      {"draw: {points: 0, over: {parameters.massage.duty: {prior: yes}}}",
       "w.yaml:3:16: error: points is '0'; expected a whole number, 1 to 100000"},
      {"draw: {points: 2, design: sobel, over: {parameters.massage.duty: {prior: yes}}}",
       "w.yaml:3:27: error: design is 'sobel'; expected random or latin_hypercube or sobol; did you mean 'sobol'?"},
  };
  check_all(cases);
}

TEST_CASE("what an axis says of the study") {
  const Case cases[] = {
      {"over: {arms.massage.0.massage.presure: [5 kPa]}",
       "w.yaml:3:8: error: unknown key 'presure' in massage (keys: start, every, times, days, weeks, strokes, "
       "pressure); did you "
       "mean 'pressure'?"},
      {"over: {arms.masage.0.massage.pressure: [5 kPa]}",
       "w.yaml:3:8: error: no list 'masage' in arms (keys there: rest, massage); did you mean 'massage'?"},
      {"over: {arms.massage.1.massage.pressure: [5 kPa]}",
       "w.yaml:3:8: error: '1' is no item of massage; expected a number below 1, its length (the first is 0)"},
      {"over: {seed.x: [5 kPa]}", "w.yaml:3:8: error: seed is '7' (it holds no 'x'); expected a shorter path"},
      {"over: {sed: [1, 2]}",
       "w.yaml:3:8: error: unknown key 'sed' in study (keys: resolved, study, about, seed, subjects, tissue, before, "
       "arms, sample, rows, until, output, coupling, network, stroke_types, posterior, drawn_parameters, parameters); "
       "did you mean 'seed'?"},
      {"over: {arms.massage.0.massage.pressure: [5 kPa, 600 kPa]}",
       "w.yaml:3:49: error: pressure is 600 kPa (out of range); expected 0 Pa to 500 kPa"},
      {"over: {arms.massage.0.massage.pressure: [5 kPa, 5 h]}",
       "w.yaml:3:49: error: pressure: h is not a unit of the same kind as Pa; expected a quantity in Pa"},
      {"over: {arms.massage.0.massage.pressure: [5 kPa, 5]}",
       "w.yaml:3:49: error: pressure: a number without a unit; expected a quantity in Pa"},
      {"over: {arms.massage.0.massage.pressure: [{a: 1}]}",
       "w.yaml:3:42: error: pressure is a map; expected a quantity in Pa"},
      {"over: {arms.massage.0.massage.pressure: [~]}",
       "w.yaml:3:42: error: pressure is nothing; expected a quantity in Pa"},
      {"over: {arms.massage.0.massage.pressure: {log: [5 kPa, 5 MPa], points: 4}}",
       "w.yaml:3:55: error: pressure is 5 MPa (out of range); expected 0 Pa to 500 kPa"},
      {"draw: {points: 4, over: {arms.massage.0.massage.pressure: {uniform: [5 MPa, 6 MPa]}}}",
       "w.yaml:3:69: error: pressure is 5.936358500765783 MPa (out of range); expected 0 Pa to 500 kPa"},
      {"over: {arms.massage.0.massage.start: [1 h, 80 h]}",
       "w.yaml:3:44: error: massage may end at 4802 min (the study ends at 3 d); expected a later 'until' or an "
       "earlier 'start'"},
      {"over: {parameters.massage.dtuy: [0.3]}",
       "w.yaml:3:8: error: unknown parameter 'massage.dtuy' (`knead parameters` lists all); did you mean "
       "'massage.duty'?"},
      {"over: {schedule: {daily: {arms.massage.0.massage.evry: 24 h}}}",
       "w.yaml:3:27: error: unknown key 'evry' in massage (keys: start, every, times, days, weeks, strokes, pressure); "
       "did you mean "
       "'every'?"},
      {"over: {schedule: {daily: {arms.massage.0.massage.every: 24 h}}}",
       "w.yaml:3:57: error: massage has 'every' but comes once; expected 'times'"},
      {"over: {arms.massage: [{massage: {}}]}",
       "w.yaml:3:23: error: massage is a map; expected a list such as [{massage: {start: 10 min, ...}}], or [] for "
       "none"},
  };
  check_all(cases);
}

TEST_CASE("axes that do not go together") {
  const Case cases[] = {
      {"zip: {arms.massage.0.massage.start: [0 h, 1 h], parameters.massage.duty: [0.1]}",
       "w.yaml:3:49: error: start and massage.duty have 2 and 1 values (they advance together); expected as many of "
       "each"},
      {"over: {seed: [1], seed: [2]}", "w.yaml:3:19: error: duplicate key 'seed' (first on line 3, column 8)"},
      {"over: {seed: [1]}\nzip: {seed: [2]}",
       "w.yaml:4:7: error: 'seed' is set by seed and by seed (at w.yaml:3:8); expected one axis to set it"},
      {"over: {seed: [1]}\nreplicates: 2",
       "w.yaml:4:13: error: 'seed' is set by replicate and by seed (at w.yaml:3:8); expected one axis to set it"},
      {"over: {a: {x: {seed: 1}}, b: {x: {}, y: {seed: 2}}}",
       "w.yaml:3:42: error: 'seed' is set by b and by a (at w.yaml:3:8); expected one axis to set it"},
      {"over: {a: {x: {}}}\nzip: {a: {x: {}}}",
       "w.yaml:4:7: error: two axes are named 'a' (the other is at w.yaml:3:8); expected another name"},
      {"over: {seed: {x: {}}}\nzip: {seed: [1]}",
       "w.yaml:4:7: error: two axes are named 'seed' (the other is at w.yaml:3:8); expected another name"},
      {"over: {replicate: {x: {}}}\nreplicates: 2",
       "w.yaml:4:13: error: two axes are named 'replicate' (the other is at w.yaml:3:8); expected another name"},
      {"over: {arms.massage.0.massage.start: [1 h], arms.massage: [[]]}",
       "w.yaml:3:45: error: 'arms.massage' undoes 'arms.massage.0.massage.start', which start has set; expected "
       "massage before it"},
      {"over: {arms.massage: [[{massage: {start: 0 h, strokes: [{effleurage: 1 min}]}}]], "
       "arms.massage.0.massage.start: [1 h]}",
       ""},
      {"over: {tissue.depth: {linear: [15 mm, 20 mm], points: 1000}}\nreplicates: 1001",
       "w.yaml:1:1: error: more than 1000000 points; expected fewer values an axis"},
  };
  check_all(cases);
}

TEST_CASE("what all points share") {
  const Case cases[] = {
      {"over: {until: [3 d, 4 d]}",
       "w.yaml:3:8: error: 'until' cannot be swept (all points share one time axis); expected it in the base study"},
      {"over: {until.x: [72 h]}",
       "w.yaml:3:8: error: 'until' cannot be swept (all points share one time axis); expected it in the base study"},
      {"over: {output.series: [5 min, 1 h]}",
       "w.yaml:3:8: error: 'output.series' cannot be swept (all points share one time axis); expected it in the base "
       "study"},
      {"over: {output: [{series: 1 h}]}",
       "w.yaml:3:26: error: 'output.series' cannot be swept (all points share one time axis); expected it in the base "
       "study"},
      {"over: {subjects.count: [2, 3]}",
       "w.yaml:3:8: error: 'subjects.count' cannot be swept (all points share their subjects); expected it in the base "
       "study"},
      {"over: {subjects: [{count: 3}]}",
       "w.yaml:3:27: error: 'subjects.count' cannot be swept (all points share their subjects); expected it in the "
       "base study"},
      {"over: {tissue.kind: [well_mixed]}",
       "w.yaml:3:8: error: 'tissue.kind' cannot be swept (all points share one kind of tissue); expected it in the "
       "base study"},
      {"over: {tissue: [culture]}",
       "w.yaml:3:17: error: 'tissue.kind' cannot be swept (all points share one kind of tissue); expected it in the "
       "base study"},
      {"over: {kind: {block: {}, dish: {tissue: culture}}}",
       "w.yaml:3:41: error: 'tissue.kind' cannot be swept (all points share one kind of tissue); expected it in the "
       "base study"},
      {"over: {arms.ice: [[]]}",
       "w.yaml:3:8: error: 'arms.ice' cannot be swept (all points share their arms); expected it in the base study"},
      {"over: {arms: [{rest: []}]}",
       "w.yaml:3:15: error: 'arms' cannot be swept (all points share their arms); expected it in the base study"},
      {"over: {arms: [{rest: [], masage: []}]}",
       "w.yaml:3:26: error: 'arms.masage' cannot be swept (all points share their arms); expected it in the base "
       "study"},
      {"over: {study: [a, b]}",
       "w.yaml:3:8: error: 'study' cannot be swept (the results have the name of the sweep); expected it in the base "
       "study"},
      {"over: {rows.control: [[rest]]}",
       "w.yaml:3:8: error: 'rows' cannot be swept (a sweep is not set against measurements); expected it in the base "
       "study"},
      {"over: {output.snapshots.every: [1 h]}",
       "w.yaml:3:8: error: 'output.snapshots' cannot be swept (a sweep keeps none); expected it in the base study"},
  };
  check_all(cases);
}

TEST_CASE("what is skipped") {
  const std::string axes =
      "over:\n  schedule: {single: {}, daily: {arms.massage.0.massage.every: 24 h, arms.massage.0.massage.times: 2}}\n"
      "  arms.massage.0.massage.start: [0 h, 12 h]\n";
  const Case cases[] = {
      {"skip: {schedule: daily}",
       "w.yaml:6:7: error: skip is a map; expected a list such as [{schedule: daily, start: {above: 24 h}}]"},
      {"skip: ",
       "w.yaml:6:1: error: skip is nothing; expected a list such as [{schedule: daily, start: {above: 24 h}}]"},
      {"skip: [schedule]",
       "w.yaml:6:8: error: an item of skip is 'schedule'; expected a map such as {schedule: daily, start: {above: 24 "
       "h}}"},
      {"skip: [{}]",
       "w.yaml:6:8: error: an item of skip is an empty map; expected {schedule: daily, start: {above: 24 h}}"},
      {"skip: [{shedule: daily}]",
       "w.yaml:6:9: error: unknown axis 'shedule' in skip (axes: schedule, start); did you mean 'schedule'?"},
      {"skip: [{schedule: dialy}]",
       "w.yaml:6:19: error: schedule is never 'dialy' (values: single, daily); did you mean 'daily'?"},
      {"skip: [{schedule: [daily]}]",
       "w.yaml:6:19: error: schedule is never a list (values: single, daily); did you mean 'daily'?"},
      {"skip: [{schedule: {above: 3 h}}]",
       "w.yaml:6:19: error: the values of schedule are words (none is above or below another); expected one of them"},
      {"skip: [{schedule: }]", "w.yaml:6:9: error: schedule is never nothing (values: single, daily)"},
      {"skip: [{start: 13 h}]", "w.yaml:6:16: error: start is never '13 h' (values: 0 h, 12 h)"},
      {"skip: [{start: soon}]", "w.yaml:6:16: error: start: 'soon' is not a number"},
      {"skip: [{start: {above: 3}}]", "w.yaml:6:24: error: above: a number without a unit; expected a quantity in h"},
      {"skip: [{start: {above: 3 kPa}}]",
       "w.yaml:6:24: error: above: kPa is not a unit of the same kind as h; expected a quantity in h"},
      {"skip: [{start: {above: 3 h, blow: 4 h}}]",
       "w.yaml:6:29: error: unknown key 'blow' in start (keys: above, below); did you mean 'below'?"},
      {"skip: [{start: {}}]", "w.yaml:6:16: error: start is a map; expected a quantity in h"},
      {"skip: [{start: {above: -1 h}}]", "w.yaml:6:7: error: skip leaves out every point; expected some to be left"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK(sweep_error(axes + wrong.text) == wrong.message);
  }
  CHECK(sweep_error("over: {seed: {linear: [1, 20], points: 20}}\nskip: [{seed: 21}]") ==
        "w.yaml:4:15: error: seed is never '21' (values: 20 of them)");
}

TEST_CASE("values that do not go together are told with their point") {
  const auto base = base_text + "before: [{massage: {strokes: [{effleurage: 2 min}], times: 2, every: 1 h}}]\n";
  CHECK(sweep_error("over: {before.0.massage.strokes.0.effleurage: [2 min, 2 h], seed: [5]}", base) ==
        "base.yaml:9:70: error: massage comes 2 times, every 1 h (it lasts 2 h); expected 'every' of at least that (at "
        "the point effleurage=2 h, seed=5)");
}

TEST_CASE("a mistake in the base is told at its place in the base") {
  CHECK(sweep_error("replicates: 1", base_text + "sed: 3\n").starts_with("base.yaml:9:1: error: unknown key 'sed'"));
  CHECK(sweep_error("over: {until: [3 d]}", "[a]") ==
        "base.yaml:1:1: error: a study is a list; expected a map of its keys");
}

// What is wrong with a study is said in one line, with its place. The texts here are the contract.

#include <doctest/doctest.h>

#include "tests/config/reading.hpp"

namespace {

struct Case {
  const char *text, *message;
};

/// A study that is right, with `more` as its last lines (10 on) in place of or beside its own.
std::string study_with(const std::string& more) {
  return R"(study: small
subjects: {count: 2}
arms:
  rest: []
  massage:
    - massage: {start: 10 min, strokes: [{effleurage: 2 min}]}
until: 3 h
)" + more;
}

/// A study whose arm `other` holds the loads.
std::string arm_with(const std::string& loads) {
  return "study: small\nsubjects: {count: 2}\nuntil: 3 h\narms:\n  other:\n" + loads;
}

}  // namespace

TEST_CASE("the study that the cases below break is right") { CHECK(error_of(study_with("")) == ""); }

TEST_CASE("keys and values") {
  const Case cases[] = {
      {"tisue: {fibres: 61}",
       "s.yaml:8:1: error: unknown key 'tisue' in study (keys: resolved, study, about, seed, subjects, tissue, before, "
       "arms, "
       "sample, rows, until, output, coupling, network, stroke_types, posterior, drawn_parameters, parameters); did "
       "you mean 'tissue'?"},
      {"seed: 1\nseed: 2", "s.yaml:9:1: error: duplicate key 'seed' (first on line 8, column 1)"},
      {"tissue: {voxel: 25}", "s.yaml:8:17: error: voxel: a number without a unit; expected a quantity in um"},
      {"tissue: {voxel: 25 kPa}",
       "s.yaml:8:17: error: voxel: kPa is not a unit of the same kind as um; expected a quantity in um"},
      {"tissue: {voxel: 25 umm}", "s.yaml:8:17: error: voxel: unknown unit 'umm'; did you mean 'um'?"},
      {"tissue: {voxel: fine}", "s.yaml:8:17: error: voxel: 'fine' is not a number"},
      {"tissue: {voxel: [1 um]}", "s.yaml:8:17: error: voxel is a list; expected a quantity in um"},
      {"tissue: {voxel: 5 mm}", "s.yaml:8:17: error: voxel is 5 mm (out of range); expected 2 um to 500 um"},
      {"tissue: {voxel: }", "s.yaml:8:10: error: voxel is nothing; expected a quantity in um"},
      {"tissue: {fibres: 61.5}", "s.yaml:8:18: error: fibres is '61.5'; expected a whole number, 4 to 10000"},
      {"tissue: {fibres: -3}", "s.yaml:8:18: error: fibres is '-3'; expected a whole number, 4 to 10000"},
      {"tissue: {kind: cultur}",
       "s.yaml:8:16: error: kind is 'cultur'; expected block or culture or well_mixed; did you mean 'culture'?"},
      {"tissue: {kind: culture, fibres: 4}",
       "s.yaml:8:25: error: unknown key 'fibres' in tissue (keys: kind, muscle, depth, domains)"},
      {"tissue: wellmixed",
       "s.yaml:8:9: error: kind is 'wellmixed'; expected block or culture or well_mixed; did you mean 'well_mixed'?"},
      {"tissue: [block]", "s.yaml:8:9: error: tissue is a list; expected a map"},
      {"tissue: {kind: well_mixed, voxel: 25 um}",
       "s.yaml:8:28: error: unknown key 'voxel' in tissue (keys: kind, muscle, depth, domains)"},
      {"tissue: {length: 1.05 mm}",
       "s.yaml:8:18: error: length is 1050 um (not a whole number of domains of 100 um); expected 1.1 mm"},
      {"tissue: {depth: 5 mm}", "s.yaml:8:17: error: depth is 5 mm (not in the muscle); expected 5.5 mm to 50.5 mm"},
      {"parameters: {limb.fat_thickness: 2 cm}\ntissue: {depth: 20 mm}",
       "s.yaml:9:17: error: depth is 20 mm (not in the muscle); expected 21.5 mm to 66.5 mm"},
      {"seed: -1", "s.yaml:8:7: error: seed is '-1'; expected a whole number, 0 to 1000000000000000"},
      {"about: [a]", "s.yaml:8:8: error: about is a list; expected a text"},
      {"coupling: {tolerance: 10 s}",
       "s.yaml:8:23: error: tolerance: s is a unit where none belongs; expected a pure number or %"},
      {"parameters: {nfkb.k1: 1 /s, nfkb.kk: 1 /s}",
       "s.yaml:8:29: error: unknown parameter 'nfkb.kk' (`knead parameters` lists all); did you mean 'nfkb.kv'?"},
      {"parameters: {nfkb.k1: -1 /s}", "s.yaml:8:23: error: nfkb.k1 is -1 /s (out of range); expected at least 0 /s"},
      {"parameters: {nfkb.k1: 2.5 uM}",
       "s.yaml:8:23: error: nfkb.k1: uM is not a unit of the same kind as /s; expected a quantity in /s"},
      {"parameters: {cytokine.interstitial_fraction: 1.5}",
       "s.yaml:8:46: error: cytokine.interstitial_fraction is 1.5 (out of range); expected 0 to 1"},
      {"stroke_types: {rub: {contact_radius: 3 cm, pressure_factor: 1}}",
       "s.yaml:8:21: error: missing key 'frequency' in rub (strokes a second)"},
      {"output: {series: 1 s, snapshots: {every: 1 h, subjects: [3]}}",
       "s.yaml:8:57: error: snapshots of subject 3 (there are 2); expected one of them"},
      {"output: {series: 1 C}",
       "s.yaml:8:18: error: series: 'C' is not a unit here (elsewhere it is coulomb); expected degC for a temperature, "
       "K for a "
       "difference"},
      {"output: {snapshots: {every: 1 h}}",
       "s.yaml:8:21: error: snapshots have 'every' but no 'subjects'; expected {every: 1 h, subjects: [1]}"},
      {"output: {snapshots: {subjects: [1]}}",
       "s.yaml:8:21: error: snapshots have 'subjects' but no 'every'; expected {every: 1 h, subjects: [1]}"},
      {"rows: {massage_vs_control: [masage, rest]}",
       "s.yaml:8:28: error: unknown arm 'masage' (arms: rest, massage); did you mean 'massage'?"},
      {"rows: {massage_vs_control: {arm: massage, after: [2]}}",
       "s.yaml:8:28: error: massage_vs_control counts from bout 2 (arm massage has 1); expected at most that"},
      {"rows: {\"a: b\": [rest]}",
       "s.yaml:8:8: error: the name of a condition is 'a: b'; expected a name of letters, digits, '_' and '-' that "
       "begins with "
       "a letter"},
      {"rows: {\"null\": [rest]}",
       "s.yaml:8:8: error: the name of a condition is 'null'; expected a name of letters, digits, '_' and '-' that "
       "begins with "
       "a letter"},
      {"rows: {control: [rest, rest]}",
       "s.yaml:8:17: error: control names 2 arms; expected one, or two that differ: [treated, control]"},
      {"sample: {biopsy: {at: baseline}}",
       "s.yaml:8:23: error: at is 'baseline'; expected a list such as [baseline, 3 h, [150 min, 174 min], {after: "
       "massage, "
       "by: [0 min, 10 min]}]"},
      {"sample: {biopsy: {at: [basline]}}", "s.yaml:8:24: error: a sample's time: 'basline' is not a number"},
      {"sample: {biopsy: {at: [{after: masage}]}}",
       "s.yaml:8:32: error: no arm has a load 'masage'; did you mean 'massage'?"},
      {"sample: {biopsy: {at: [[2 h, 1 h]]}}",
       "s.yaml:8:24: error: a sample's time is a pair whose first is larger than its second; expected [low, high]"},
      {"sample: {biopsy: {at: [4 h]}}",
       "s.yaml:8:24: error: a sample may be taken at 4 h (the study ends at 3 h); expected a later 'until'"},
      {"before: [{exercise: {kind: cycling, stages: [{for: 1 h, total: 2 h, at: 60 %}]}}]",
       "s.yaml:8:46: error: a stage has one of 'for' (its own length) and 'total' (that of the exercise at its end)"},
      {"before: [{exercise: {kind: cycling, stages: [{for: 1 h, at: 60 %}, {total: 30 min, at: exhaustion}]}}]",
       "s.yaml:8:76: error: total is 30 min (the stages before take 1 h); expected more"},
      {"before: [{exercise: {kind: cycling, contractions: 100}}]",
       "s.yaml:8:37: error: unknown key 'contractions' in exercise (keys: kind, start, every, times, days, weeks, "
       "progress, deload_every, deload_to, stages)"},
      {"before: [{exercize: {}}]",
       "s.yaml:8:11: error: unknown load 'exercize' (loads: exercise, massage, prescribed, medium, cold, drug, "
       "ibuprofen); did you mean "
       "'exercise'?"},
      {"before: [exercise]",
       "s.yaml:8:10: error: an item of before is 'exercise'; expected one key as in {massage: {start: 10 min, ...}}"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK(error_of(study_with(wrong.text)) == wrong.message);
  }
}

TEST_CASE("loads on an arm") {
  const Case cases[] = {
      {"    - massage: {start: 10 min, presure: 20 kPa, strokes: [{effleurage: 2 min}]}",
       "s.yaml:6:32: error: unknown key 'presure' in massage (keys: start, every, times, days, weeks, strokes, "
       "pressure, force); "
       "did you "
       "mean "
       "'pressure'?"},
      {"    - massage: {strokes: [{effleurage: 2 min}]}",
       "s.yaml:6:16: error: missing key 'start' in massage (when it begins, after time zero; a pair is a uniform draw "
       "a subject)"},
      {"    - massage: {start: 10 min, strokes: [{efleurage: 2 min}]}",
       "s.yaml:6:43: error: unknown stroke 'efleurage' (strokes: effleurage, petrissage, stripping); did you mean "
       "'effleurage'?"},
      {"    - massage: {start: 10 min, strokes: []}",
       "s.yaml:6:41: error: strokes is an empty list; expected [{effleurage: 2 min}, {petrissage: 3 min}]"},
      {"    - massage: {start: 10 min, strokes: [effleurage]}",
       "s.yaml:6:42: error: an item of strokes is 'effleurage'; expected one key as in {effleurage: 2 min}"},
      {"    - massage: {start: 10 min, pressure: 600 kPa, strokes: [{effleurage: 2 min}]}",
       "s.yaml:6:42: error: pressure is 600 kPa (out of range); expected 0 Pa to 500 kPa"},
      {"    - massage: {start: [1 min, 2 min, 3 min], strokes: [{effleurage: 2 min}]}",
       "s.yaml:6:24: error: start is a list of 3; expected one value or a pair [low, high]"},
      {"    - massage: {start: 4 h, strokes: [{effleurage: 2 min}]}",
       "s.yaml:6:24: error: massage may end at 242 min (the study ends at 3 h); expected a later 'until' or an earlier "
       "'start'"},
      {"    - massage: {start: 1 h, times: 3, every: 1 min, strokes: [{effleurage: 2 min}]}",
       "s.yaml:6:46: error: massage comes 3 times, every 1 min (it lasts 2 min); expected 'every' of at least that"},
      {"    - massage: {start: 1 h, every: 1 min, strokes: [{effleurage: 2 min}]}",
       "s.yaml:6:36: error: massage has 'every' but comes once; expected 'times'"},
      {"    - medium: {start: 1 h, segments: [{for: 1 min, tnf: 1 pM}]}",
       "s.yaml:6:7: error: medium in a block (its fields give the concentrations); expected tissue: {kind: culture}"},
      {"    - prescribed: {start: 1 h, segments: [{for: 1 min, fiber_strain: 0.1}]}",
       "s.yaml:6:56: error: unknown key 'fiber_strain' in a segment (keys: for, metabolic_intensity, active_force, "
       "fibre_strain, frequency, tissue_stress, interstitial_pressure, interstitial_flow, interstitial_clearance, "
       "cut_fraction, temperature_change, perfusion_loss, cox_inhibitor); did you mean 'fibre_strain'?"},
      {"    {start: 1 h}",
       "s.yaml:6:5: error: other is a map; expected a list such as [{massage: {start: 10 min, ...}}], or [] for none"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK(error_of(arm_with(wrong.text)) == wrong.message);
  }
}

TEST_CASE("calendars") {
  const std::string long_enough = "study: small\nsubjects: {count: 2}\nuntil: 30 d\narms:\n  other:\n";
  const auto error = [&](const std::string& timing, const std::string& length = "1 h") {
    return error_of(long_enough + "    - exercise: {kind: run, start: 0 h, stages: [{for: " + length +
                    ", at: 60 %}], " + timing + "}");
  };
  CHECK(error("days: [1, 2, 7], weeks: 4") == "");
  CHECK(error("days: [1], weeks: 4, progress: 2 %, deload_every: 4, deload_to: 60 %") == "");
  CHECK(error("every: 7 d, times: 2, progress: 2 %") == "");
  const auto message = [](const std::string& column, const std::string& what) {
    return "s.yaml:6:" + column + ": error: " + what;
  };
  CHECK(error("days: [0, 2], weeks: 4") == "s.yaml:6:80: error: days is '0'; expected a whole number, 1 to 100000");
  CHECK(error("days: [1, 8], weeks: 4") ==
        message("79", "days are [1, 8] (a week has seven); expected days from 1 to 7 in order, each once"));
  CHECK(error("days: [3, 1], weeks: 4") ==
        message("79", "days are [3, 1] (not in order); expected days from 1 to 7 in order, each once"));
  CHECK(error("days: [1, 1], weeks: 4") ==
        message("79", "days are [1, 1] (not in order); expected days from 1 to 7 in order, each once"));
  CHECK(error("days: [1, 3]") == message("79", "exercise has 'days' but no 'weeks'; expected weeks: 12"));
  CHECK(error("weeks: 3") == message("80", "exercise has 'weeks' but no 'days'; expected days: [1, 3, 5]"));
  CHECK(error("days: [1, 3], weeks: 2, every: 24 h") ==
        message("79", "exercise has 'days' beside 'every'; expected one of them"));
  CHECK(error("days: [1, 3], weeks: 2, times: 2") ==
        message("79", "exercise has 'days' beside 'times'; expected one of them"));
  CHECK(error("days: [1, 2], weeks: 2", "25 h") ==
        message("80", "exercise comes on days [1, 2] (it lasts 25 h); expected days further apart"));
  CHECK(error("days: [1, 7], weeks: 2", "25 h") ==
        message("80", "exercise comes on days [1, 7] (it lasts 25 h); expected days further apart"));
  CHECK(error("progress: 2 %") ==
        message("83", "exercise has 'progress' but comes in one week alone; expected more 'weeks'"));
  CHECK(error("deload_every: 4, days: [1, 3], weeks: 1") ==
        message("87", "exercise has 'deload_every' but comes in one week alone; expected more 'weeks'"));
  CHECK(error("days: [1], weeks: 4, deload_to: 60 %") ==
        message("105", "exercise has 'deload_to' but no 'deload_every'; expected deload_every: 4"));
  CHECK(error("days: [1], weeks: 4, deload_every: 5") ==
        message("108", "deload_every is 5 (there are 4 weeks); expected at most that"));
  const auto contractions = [&](const std::string& progress) {
    return error_of(long_enough +
                    "    - exercise: {kind: eccentric, contractions: 60, days: [1], weeks: 4, start: 0 h, " +
                    "contraction_every: 1.5 s, progress: " + progress + "}");
  };
  CHECK(contractions("10 %") == "");
  CHECK(contractions("20 %") ==
        message("122", "progress comes to a contraction every 0.87 s in week 4; expected 1 s at the least"));
  // Sessions of two loads meet on the one day that both have.
  const auto two = [&](const std::string& days) {
    return error_of(long_enough + "    - exercise: {kind: run, start: 0 h, days: [1, 3], weeks: 4, " +
                    "stages: [{for: 1 h, at: 60 %}]}\n    - massage: {start: 30 min, days: " + days +
                    ", weeks: 4, strokes: [{effleurage: 2 min}]}");
  };
  CHECK(two("[2, 4]") == "");
  CHECK(two("[2, 3]").starts_with("s.yaml:7:7: error: massage may overlap exercise of s.yaml:6:7 on arm other"));
}

TEST_CASE("two loads at once on an arm") {
  const std::string first = "    - massage: {start: [10 min, 20 min], strokes: [{effleurage: 10 min}]}\n";
  const auto second = [&](const std::string& start) {
    return error_of(arm_with(first + "    - exercise: {kind: eccentric, contractions: 10, start: " + start + "}\n"));
  };
  CHECK(second("30 min") == "");
  CHECK(second("9 min") == "");  // ten contractions take a minute
  CHECK(second("29 min") ==
        "s.yaml:7:7: error: exercise may overlap massage of s.yaml:6:7 on arm other (two loads at once in one place); "
        "expected "
        "one after the other");
  CHECK(second("[8 min, 9.5 min]").starts_with("s.yaml:7:7: error: exercise may overlap massage"));
  CHECK(second("5 min, every: 5 min, times: 2").starts_with("s.yaml:7:7: error: exercise may overlap massage"));
  CHECK(second("5 min, every: 40 min, times: 2") == "");

  const std::string culture = "tissue: {kind: culture}\n";
  const std::string medium = "    - medium: {start: 15 min, segments: [{for: 10 min, tnf: 10 pM}]}\n";
  CHECK(error_of(arm_with(first + medium) + culture) == "");
  CHECK(error_of(arm_with(medium + medium) + culture)
            .starts_with("s.yaml:7:7: error: medium may overlap medium of s.yaml:6:7"));
}

TEST_CASE("a drug overlaps anything, and itself") {
  const std::string pills = "    - ibuprofen: {dose: 400 mg, start: 0 h, every: 8 min, times: 3}\n";
  const std::string rub = "    - massage: {start: 10 min, strokes: [{effleurage: 10 min}]}\n";
  const std::string other =
      "    - drug: {start: 16 min, dose: 50 mg, absorption: 1 /h, volume: 20 L, clearance: 6 L/h, molar_mass: 357.8 "
      "g/mol, IC50: 0.6 uM, tissue_time: 30 min}\n";
  CHECK(error_of(arm_with(pills + rub + pills + other)) == "");
  const auto prescribed = [&](const std::string& quantity) {
    return error_of(arm_with(rub + "    - prescribed: {start: 0 h, segments: [{for: 1 h, " + quantity + "}]}\n"));
  };
  CHECK(prescribed("cox_inhibitor: 6") == "");
  CHECK(prescribed("cox_inhibitor: 6, frequency: 1 Hz").starts_with("s.yaml:7:7: error: prescribed may overlap"));
  const Case cases[] = {
      {"    - ibuprofen: {start: 1 h}",
       "s.yaml:6:18: error: missing key 'dose' in ibuprofen (by mouth; its kinetics are "
       "the parameters ibuprofen.*)"},
      {"    - ibuprofen: {start: 1 h, dose: 400}",
       "s.yaml:6:37: error: dose: a number without a unit; expected a quantity in mg"},
      {"    - ibuprofen: {start: 1 h, dose: -1 mg}",
       "s.yaml:6:37: error: dose is -1 mg (out of range); expected 0 mg to 100000 mg"},
      {"    - ibuprofen: {start: 1 h, dose: 400 mg, times: 3}",
       "s.yaml:6:52: error: ibuprofen comes 3 times, all at once; expected 'every', from one to the next"},
      {"    - ibuprofen: {start: 1 h, dose: 400 mg, every: 2 h, times: 3}",
       "s.yaml:6:26: error: ibuprofen may end at 5 h (the study ends at 3 h); expected a later 'until' or an earlier "
       "'start'"},
      {"    - ibuprofen: {start: 1 h, dose: 400 mg, volume: 10 L}",
       "s.yaml:6:45: error: unknown key 'volume' in ibuprofen (keys: start, every, times, days, weeks, dose)"},
      {"    - drug: {start: 1 h, dose: 400 mg, absorption: 3 /h, volume: 0 L, clearance: 4 L/h, molar_mass: 206 g/mol, "
       "IC50: 7 uM, tissue_time: 0 min}",
       "s.yaml:6:66: error: volume is 0 L (out of range); expected 0.1 L to 100000 L"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK(error_of(arm_with(wrong.text)) == wrong.message);
  }
}

TEST_CASE("a sample after a load that stands on several arms") {
  const auto study = [](const std::string& late, const std::string& third = "") {
    return "study: a\nsubjects: {count: 1}\nuntil: 3 h\nsample: {biopsy: {at: [{after: massage}]}}\narms:\n"
           "  early: [{massage: {start: 1 h, strokes: [{effleurage: 2 min}]}}]\n"
           "  late: [{massage: {start: " +
           late + ", strokes: [{effleurage: 2 min}]}}]\n" + third;
  };
  const std::string rest = "  rest: []\n";
  CHECK(error_of(study("60 min", rest)) == "");
  CHECK(error_of(study("2 h")) == "");  // each arm after its own
  CHECK(error_of(study("2 h", rest)) ==
        "s.yaml:4:24: error: several loads named massage end at different times (it is unclear which counts on arm "
        "rest, which has none); expected a time");
  CHECK(error_of(study("178 min").replace(study("178 min").find("after: massage"), 14, "after: massage, by: 1 min")) ==
        "s.yaml:4:24: error: a sample may be taken at 181 min (the study ends at 3 h); expected a later 'until'");
}

TEST_CASE("kinds of exercise") {
  const Case cases[] = {
      {"    - exercise: {start: 0 h, kind: intervals}",
       "s.yaml:6:36: error: kind is 'intervals'; expected cycling or eccentric or stimulated or resistance or run"},
      {"    - exercise: {start: 0 h, kind: resistance, sets: 3}",
       "s.yaml:6:17: error: missing key 'repetitions' in exercise (of lifting and lowering, in a set)"},
      {"    - exercise: {start: 0 h, kind: resistance, sets: 3, repetitions: 10, load: 160 %}",
       "s.yaml:6:80: error: load is 160 % (out of range); expected 0 to 1.5"},
      {"    - exercise: {start: 0 h, kind: resistance, sets: 3, repetitions: 10, rest: 1}",
       "s.yaml:6:80: error: rest: a number without a unit; expected a quantity in s"},
      {"    - exercise: {start: 0 h, kind: stimulated, contractions: 40, sets: 4}",
       "s.yaml:6:66: error: unknown key 'sets' in exercise (keys: kind, start, every, times, days, weeks, progress, "
       "deload_every, deload_to, contractions, contraction_every)"},
      {"    - exercise: {start: 0 h, kind: run, contractions: 40}",
       "s.yaml:6:41: error: unknown key 'contractions' in exercise (keys: kind, start, every, times, days, weeks, "
       "progress, deload_every, deload_to, stages)"},
      {"    - prescribed: {start: 0 h, segments: [{for: 10 s, cut_fraction: 101 %}]}",
       "s.yaml:6:69: error: cut_fraction is 101 % (out of range); expected 0 to 1"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK(error_of(arm_with(wrong.text)) == wrong.message);
  }
  CHECK(error_of(arm_with("    - prescribed: {start: 0 h, segments: [{for: 10 s, cut_fraction: 100 %}]}")) == "");
}

TEST_CASE("traits of an arm") {
  const std::string load = "    - massage: {start: 10 min, strokes: [{effleurage: 2 min}]}";
  const Case cases[] = {
      {"    - traits: {nfkb.kk: 1 /s}",
       "s.yaml:6:16: error: unknown parameter 'nfkb.kk' (`knead parameters` lists all); did you mean 'nfkb.kv'?"},
      {"    - traits: {nfkb.k1: 1}", "s.yaml:6:25: error: nfkb.k1: a number without a unit; expected a quantity in /s"},
      {"    - traits: {nfkb.k1: -1 /s}", "s.yaml:6:25: error: nfkb.k1 is -1 /s (out of range); expected at least 0 /s"},
      {"    - traits: {}", "s.yaml:6:15: error: traits is an empty map; expected {nfkb.k1: 2.5e-3 /s}"},
      {"    - trait: {nfkb.k1: 1 /s}",
       "s.yaml:6:7: error: unknown load 'trait' (loads: exercise, massage, prescribed, medium, cold, drug, ibuprofen); "
       "did you mean "
       "'traits'?"},
      {"    - traits: 5", "s.yaml:6:15: error: traits is '5'; expected a map such as {nfkb.k1: 2.5e-3 /s}"},
      {"    - traits: {nfkb.k1: 1 /s}\n    - traits: {nfkb.k1: 1 /s}",
       "s.yaml:7:7: error: traits after another item (they hold for the whole arm); expected them first, and once"},
      {"    - {traits: {nfkb.k1: 1 /s}, massage: {}}",
       "s.yaml:6:7: error: an item of other is a map of 2 keys; expected one key as in {massage: {start: 10 min, "
       "...}}"},
      {"    - traits: {tissue.fibre_area: 4000 um^2}",
       "s.yaml:6:35: error: tissue.fibre_area cannot be a trait (arms of a subject share their geometry, limb and "
       "laboratory); expected it under 'parameters'"},
      {"    - traits: {limb.muscle_modulus: 4 kPa}",
       "s.yaml:6:37: error: limb.muscle_modulus cannot be a trait (arms of a subject share their geometry, limb and "
       "laboratory); expected it under 'parameters'"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK(error_of(arm_with(wrong.text)) == wrong.message);
  }
  CHECK(error_of(arm_with(load + "\n    - traits: {nfkb.k1: 1 /s}")) ==
        "s.yaml:7:7: error: traits after another item (they hold for the whole arm); expected them first, and once");
  // A load after traits keeps its place in the list.
  CHECK(error_of(arm_with("    - traits: {nfkb.k1: 1 /s}\n    - massage: {start: 4 h, strokes: [{effleurage: 2 min}]}"))
            .starts_with("s.yaml:7:24: error: massage may end at"));
  CHECK(error_of(study_with("before: [{traits: {nfkb.k1: 1 /s}}]")).starts_with("s.yaml:8:11: error: unknown load"));
}

TEST_CASE("wounds are yes or no") {
  CHECK(error_of(study_with("sample: {biopsy: {at: [baseline], wounds: yes}}")) == "");
  CHECK(error_of(study_with("sample: {biopsy: {wounds: maybe}}")) ==
        "s.yaml:8:27: error: wounds is 'maybe'; expected yes or no");
  CHECK(error_of(study_with("sample: {biopsy: {wounds: [yes]}}")) ==
        "s.yaml:8:27: error: wounds is a list; expected yes or no");
}

TEST_CASE("a medium needs a culture") {
  const std::string medium = "    - medium: {start: 1 h, segments: [{for: 1 min, tnf: 1 pM}]}\n";
  CHECK(error_of(arm_with(medium) + "tissue: culture\n") == "");
  CHECK(error_of(arm_with(medium) + "tissue: well_mixed\n") ==
        "s.yaml:6:7: error: medium in a well-mixed tissue (its fields give the concentrations); expected tissue: "
        "{kind: culture}");
}

TEST_CASE("snapshots need a block") {
  const std::string asked = "output: {snapshots: {every: 1 h, subjects: [1]}}\n";
  CHECK(error_of(study_with(asked)) == "");
  CHECK(error_of(study_with(asked + "tissue: culture\n")) ==
        "s.yaml:8:21: error: snapshots of a culture (nothing has a place in it); expected no 'snapshots', or tissue: "
        "{kind: block}");
  CHECK(error_of(study_with(asked + "tissue: well_mixed\n")) ==
        "s.yaml:8:21: error: snapshots of a well-mixed tissue (nothing has a place in it); expected no 'snapshots', or "
        "tissue: {kind: block}");
  CHECK(error_of(study_with("output: {snapshots: {}}\ntissue: well_mixed\n")) == "");
}

TEST_CASE("what a study lacks") {
  CHECK(error_of("study: a\nsubjects: {count: 1}\narms: {rest: []}") ==
        "s.yaml:1:1: error: missing key 'until' in study (how long it is followed after time zero)");
  CHECK(error_of("study: a\nsubjects: {}\narms: {rest: []}\nuntil: 1 h") ==
        "s.yaml:2:11: error: missing key 'count' in subjects (number of subjects, each drawn from the population)");
  CHECK(error_of("study: a\nsubjects: {count: 1}\narms: {}\nuntil: 1 h") ==
        "s.yaml:3:7: error: no arms; expected {rest: [], massage: [{massage: {start: 10 min, ...}}]}");
  CHECK(
      error_of("study: ../a\nsubjects: {count: 1}\narms: {rest: []}\nuntil: 1 h") ==
      "s.yaml:1:8: error: study is '../a'; expected a name of letters, digits, '_' and '-' that begins with a letter");
}

TEST_CASE("a voxel too large names the largest that would do") {
  const auto study = read_text(study_with("tissue: {voxel: 80 um}"));
  CHECK_NOTHROW(knead::check_voxel(study, 80, "tnf"));
  CHECK_THROWS_WITH_AS(
      knead::check_voxel(study, 53.27, "tnf"),
      "s.yaml:8:17: error: voxel is 80 um (more than half the decay length of tnf); expected at most 53.2 um",
      knead::ConfigError);
  // A voxel that nobody wrote is told at the start of the study.
  CHECK_THROWS_WITH_AS(
      knead::check_voxel(read_text(study_with("")), 10, "tnf"),
      "s.yaml:1:1: error: voxel is 25 um (more than half the decay length of tnf); expected at most 10 um",
      knead::ConfigError);
}

// What a value is when several layers set it, and that a resolved study is the study.

#include <doctest/doctest.h>

#include "sim/config/study_writer.hpp"
#include "tests/config/reading.hpp"

namespace {

const std::string small = R"(study: small
subjects: {body: BODY, count: 2}
arms:
  rest: []
  massage:
    - massage: {start: 10 min, strokes: [{effleurage: 2 min}]}
until: 3 h
)";

std::string with_body(const std::string& name) {
  std::string text = small;
  return text.replace(text.find("BODY"), 4, name);
}

knead::Study read(const Folder& folder, const std::string& text, const std::vector<std::string>& settings = {}) {
  folder.write("s.yaml", text);
  return knead::read_study("s.yaml", settings);
}

std::string error_with(const std::string& setting) { return error_of(with_body("young_man"), {setting}); }

}  // namespace

TEST_CASE("a setting overrides the study, the study its body, the body the default") {
  const Folder folder;
  folder.write("old_man.yaml", "body: old_man\nparameters: {nfkb.k1: 1e-3 /s, nfkb.k2: 0.3 /uM/s, nfkb.k3: 1e-4 /s}\n");
  const auto study = read(folder, with_body("old_man") + "parameters: {nfkb.k2: 0.4 /uM/s, nfkb.k3: 2e-4 /s}\n",
                          {"parameters.nfkb.k3=1.08 /h"});
  const knead::ParameterSet standard;
  CHECK(study.parameters["nfkb.i1"] == standard["nfkb.i1"]);
  CHECK(study.parameters["nfkb.k1"] == 1e-3);
  CHECK(study.parameters["nfkb.k2"] == 0.4);
  CHECK(study.parameters["nfkb.k3"] == doctest::Approx(3e-4).epsilon(1e-14));

  CHECK(!study.origins.contains("parameters.nfkb.i1"));
  CHECK(study.origins.at("parameters.nfkb.k1").layer == knead::Layer::body);
  CHECK(study.origins.at("parameters.nfkb.k1").place() == "old_man.yaml:2:23");
  CHECK(study.origins.at("parameters.nfkb.k2").place() == "s.yaml:8:23");
  CHECK(study.origins.at("parameters.nfkb.k3").place() == "--set parameters.nfkb.k3=1.08 /h");
}

TEST_CASE("a body beside the study comes before the installed one of its name") {
  const Folder folder;
  folder.write("young_man.yaml", "body: young_man\nparameters: {nfkb.k1: 1e-3 /s}\n");
  CHECK(read(folder, with_body("young_man")).parameters["nfkb.k1"] == 1e-3);
}

TEST_CASE("an unknown body is told with the places looked in") {
  const auto message = error_of(with_body("yung_man"));
  CHECK(message.starts_with("s.yaml:2:18: error: no body 'yung_man' (looked for yung_man.yaml and "));
  CHECK(message.ends_with("; did you mean 'young_man'?"));
}

TEST_CASE("a mistake in a body is told where it stands") {
  const Folder folder;
  folder.write("odd.yaml", "body: odd\nparameter: {}\n");
  CHECK_THROWS_WITH_AS(
      read(folder, with_body("odd")),
      "odd.yaml:2:1: error: unknown key 'parameter' in body (keys: body, about, muscle, parameters); did you "
      "mean 'parameters'?",
      knead::ConfigError);
}

TEST_CASE("KNEAD_CONFIGS names where bodies and strokes are looked up") {
  const Folder folder;
  folder.write("s.yaml", with_body("young_man"));
  setenv("KNEAD_CONFIGS", "/nowhere", 1);
  CHECK_THROWS_WITH_AS(knead::read_study("s.yaml"), "KNEAD_CONFIGS=/nowhere: error: no such folder",
                       knead::ConfigError);
  std::filesystem::create_directory("bodies");
  folder.write("bodies/young_man.yaml", "body: young_man\nparameters: {nfkb.k1: 2e-3 /s}\n");
  folder.write("massage_strokes.yaml",
               "stroke_types: {effleurage: {contact_radius: 20 mm, pressure_factor: 1, frequency: 1 Hz}}\n");
  setenv("KNEAD_CONFIGS", ".", 1);
  const auto study = knead::read_study("s.yaml");
  unsetenv("KNEAD_CONFIGS");
  CHECK(study.parameters["nfkb.k1"] == 2e-3);
  CHECK(study.stroke_types.at("effleurage").contact_radius_mm == 20);
}

TEST_CASE("a study may change a stroke and add its own") {
  const auto study =
      read_text(with_body("young_man") +
                "stroke_types: {effleurage: {contact_radius: 1 cm, pressure_factor: 50 %, frequency: 2 Hz, duty: 1}}");
  CHECK(study.stroke_types.size() == 1);
  CHECK(study.stroke_types.at("effleurage").contact_radius_mm == 10);
  CHECK(study.stroke_types.at("effleurage").duty == 1.0);
  CHECK(!read_text(with_body("young_man")).stroke_types.at("effleurage").duty);
}

TEST_CASE("settings reach into lists and maps that are there or not") {
  const auto study =
      read_text(with_body("young_man"), {"arms.massage.0.massage.start=[1 h, 2 h]", "coupling.tolerance=1e-5",
                                         "tissue={fibres: 37}", "tissue.voxel=20 um", "arms.late=[]"});
  CHECK(knead::timing_of(study.arms[1].loads[0]).start_s == knead::Drawn{3600, 7200});
  CHECK(study.coupling.tolerance == 1e-5);
  CHECK(study.tissue.fibres == 37);
  CHECK(study.tissue.voxel_um == 20);
  CHECK(study.arms[2].name == "late");
}

TEST_CASE("mistakes in settings name the setting") {
  CHECK(
      error_with("arms.massage.0.massage.strat=1 h") ==
      "--set arms.massage.0.massage.strat=1 h: error: unknown key 'strat' in massage (keys: start, every, times, days, "
      "weeks, strokes, "
      "pressure, force); did you mean 'start'?");
  CHECK(error_with("arms.masage.0.massage.start=1 h") ==
        "--set arms.masage.0.massage.start=1 h: error: no list 'masage' in arms (keys there: rest, massage); did you "
        "mean "
        "'massage'?");
  CHECK(error_with("arms.massage.1.massage.start=1 h") ==
        "--set arms.massage.1.massage.start=1 h: error: '1' is no item of massage; expected a number below 1, its "
        "length (the "
        "first is 0)");
  CHECK(error_with("until.x=3") == "--set until.x=3: error: until is '3 h' (it holds no 'x'); expected a shorter path");
  CHECK(error_with("until=3") == "--set until=3: error: until: a number without a unit; expected a quantity in s");
  CHECK(error_with("until") == "--set until: error: no value; expected path.to.key=value");
  CHECK(error_with("=3") == "--set =3: error: no value; expected path.to.key=value");
  CHECK(error_with("until=") == "--set until=: error: empty; expected a YAML map");
  CHECK(error_with("until=a: [1") == "--set until=a: [1: error: not valid YAML (end of sequence flow not found)");
  CHECK(error_with("until=1 h\nseed: 2").starts_with("--set until=1 h seed: 2: error: not valid YAML"));
}

TEST_CASE("a resolved study reads back as the same study whatever the configs") {
  const std::string texts[] = {
      with_body("young_man"),
      with_body("young_man") + "about: \"quotes \\\" and \\\\ and\\nlines\"\nparameters: {nfkb.k1: 0.1 /h}\nseed: 7\n" +
          "before:\n- exercise: {kind: eccentric, contractions: 100, contraction_every: 7 s}\n"
          "- exercise: {kind: cycling, start: [1 min, 2 min], stages: [{for: 1 h, at: 60 %}, {total: 70 min, at: "
          "exhaustion}]}\n"
          "sample: {biopsy: {at: [baseline, 1 h, [1.5 h, 2 h], {after: massage, by: 10 min}]}}\n"
          "rows: {a: [massage, rest], b: {arm: rest, after: [1]}}\n"
          "output: {snapshots: {every: 1 h, subjects: [1, 2]}}\n",
      "study: dish\nsubjects: {count: 1}\ntissue: {kind: culture, domains: 3}\nuntil: 100 h\narms:\n  a:\n"
      "  - medium: {start: 1 s, every: 20 h, times: 3, segments: [{for: 0.1 h, tnf: 0.3 pM}, {for: 1 h, lactate: 1 "
      "mmol/L}]}\n"
      "  - prescribed: {start: 1 h, segments: [{for: 7 s, fibre_strain: 5 %, frequency: 30 /min, tissue_stress: 1.1 "
      "kPa}]}\n",
      "study: people\nsubjects: {count: 2}\ntissue: well_mixed\nuntil: 100 h\narms:\n"
      "  a: [{traits: {nfkb.k2: 0.2 /uM/s, nfkb.k1: 10 /h}}, {exercise: {kind: resistance, start: 1 h, sets: 3, "
      "repetitions: 10, rest: 90 s, load: 70 %}}]\n"
      "  b: [{exercise: {kind: stimulated, start: 0 h, contractions: 40, contraction_every: 40 s}}]\n"
      "  c: [{exercise: {kind: run, start: 0 h, every: 24 h, times: 3, stages: [{for: 3.2 h, at: 70 %}]}},\n"
      "      {prescribed: {start: 10 h, segments: [{for: 10 s, cut_fraction: 12.5 %}]}}]\n"
      "  d: [{traits: {nfkb.k1: 10 /h}}, {exercise: {kind: eccentric, start: 2 h, contractions: 60}}]\n"
      "sample: {biopsy: {at: [baseline, {after: exercise, by: 1 h}], wounds: yes}}\n"
      "rows: {x: {arm: c, after: [2, 3]}}\n",
  };
  for (const auto& text : texts) {
    const auto study = read_text(text);
    const auto resolved = knead::resolved_yaml(study);
    setenv("KNEAD_CONFIGS", "/nowhere", 1);
    const auto again = read_text(resolved);
    unsetenv("KNEAD_CONFIGS");
    CHECK(again == study);
    CHECK(knead::resolved_yaml(again) == resolved);
    CHECK(read_text(knead::resolved_yaml_with_origins(study), {}) == study);
  }
  // Equality is not blind.
  CHECK(!(read_text(texts[0]) == read_text(texts[0], {"seed=3"})));
  CHECK(!(read_text(texts[2]) == read_text(texts[2], {"arms.a.1.prescribed.segments.0.fibre_strain=6 %"})));
  CHECK(!(read_text(texts[2]) == read_text(texts[2], {"arms.a.0.medium.segments.0.tnf=6 pM"})));
  CHECK(!(read_text(texts[3]) == read_text(texts[3], {"arms.a.0.traits.nfkb.k1=11 /h"})));
  CHECK(!(read_text(texts[3]) == read_text(texts[3], {"arms.a.1.exercise.rest=80 s"})));
  CHECK(!(read_text(texts[3]) == read_text(texts[3], {"sample.biopsy.wounds=no"})));
}

TEST_CASE("a resolved study tells where each value came from") {
  const auto yaml = knead::resolved_yaml_with_origins(read_text(with_body("young_man"), {"seed=3"}));
  const auto says = [&](const std::string& value, const std::string& origin) {
    const auto at = yaml.find(value);
    REQUIRE(at != std::string::npos);
    const auto line = yaml.substr(at, yaml.find('\n', at) - at);
    CHECK(line.substr(line.find('#') + 2) == origin);
  };
  says("seed: 3", "--set seed=3");
  says("until: 3 h", "s.yaml:7:8");
  says("fibres: 61", "default");
  says("start: 10 min", "s.yaml:6:24");
  says("- {effleurage: 2 min}", "s.yaml:6:43");
}

TEST_CASE("a tissue may be said in a word, by a setting too") {
  using Kind = knead::Tissue::Kind;
  const std::string mixed = with_body("young_man") + "tissue: well_mixed\n";
  CHECK(read_text(mixed).tissue.kind == Kind::well_mixed);
  CHECK(read_text(mixed).tissue.domains == 8);
  CHECK(read_text(mixed) == read_text(with_body("young_man") + "tissue: {kind: well_mixed}\n"));
  CHECK(read_text(mixed, {"tissue.domains=4"}).tissue.domains == 4);
  CHECK(read_text(with_body("young_man"), {"tissue=culture"}).tissue.kind == Kind::culture);
}

TEST_CASE("traits are told where they came from") {
  const auto study = read_text(
      "study: a\nsubjects: {count: 1}\nuntil: 3 h\narms:\n  slow:\n  - traits: {nfkb.k1: 1e-3 /s}\n"
      "  - massage: {start: 1 h, strokes: [{effleurage: 2 min}]}\n",
      {"arms.slow.0.traits.nfkb.k2=0.3 /uM/s"});
  CHECK(study.arms[0].traits.size() == 2);
  CHECK(study.arms[0].traits.at(*knead::find_parameter("nfkb.k1")) == 1e-3);
  const auto yaml = knead::resolved_yaml_with_origins(study);
  const auto line_with = [&](const std::string& value) {
    const auto at = yaml.find(value);
    REQUIRE(at != std::string::npos);
    return yaml.substr(at, yaml.find('\n', at) - at);
  };
  CHECK(line_with("nfkb.k1: 0.001 /s").ends_with("# s.yaml:6:23"));
  CHECK(line_with("nfkb.k2: 0.3 /uM/s").ends_with("# --set arms.slow.0.traits.nfkb.k2=0.3 /uM/s"));
  CHECK(line_with("start: 1 h").ends_with("# s.yaml:7:22"));
}

TEST_CASE("the last key of a path is a parameter's whole name") {
  CHECK(knead::last_key("until") == "until");
  CHECK(knead::last_key("arms.massage.0.massage.start") == "start");
  CHECK(knead::last_key("parameters.nfkb.k1") == "nfkb.k1");
  CHECK(knead::last_key("arms.slow.0.traits.nfkb.k1") == "nfkb.k1");
  CHECK(knead::last_key("arms.massage.0") == "arms.massage.0");
}

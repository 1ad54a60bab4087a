// Which points each form of a sweep makes, in which order, and that a point is the study with its settings.

#include <doctest/doctest.h>

#include "sim/config/study_writer.hpp"
#include "tests/sweep/sweeping.hpp"

using Labels = std::vector<std::string>;

TEST_CASE("a grid is every combination with the first axis the slowest") {
  const auto sweep = read_sweep_text(sweep_with(
      "over:\n  arms.massage.0.massage.start: [0 h, 120 min]\n  parameters.massage.duty: [0.1, 30 %, 0.5]\n"));
  CHECK(sweep.name == "w");
  CHECK(sweep.axes == std::vector<knead::SweepAxis>{{"start", "h"}, {"massage.duty", "1"}});
  CHECK(labels_of(sweep) == Labels{"start=0 h, massage.duty=0.1", "start=0 h, massage.duty=30 %",
                                   "start=0 h, massage.duty=0.5", "start=120 min, massage.duty=0.1",
                                   "start=120 min, massage.duty=30 %", "start=120 min, massage.duty=0.5"});
  CHECK(sweep.points[4].at == std::vector<knead::SweepValue>{{"120 min", 2.0}, {"30 %", 0.3}});
  CHECK(sweep.points[4].settings[0].origin.place() == "w.yaml:4:3");
  CHECK(sweep.points[4].settings[0].value.origin.place() == "w.yaml:4:39");
}

TEST_CASE("ends of a range stay as written and values between have the unit of the first") {
  const auto log =
      read_sweep_text(sweep_with("over: {arms.massage.0.massage.pressure: {log: [5 kPa, 80000 Pa], points: 5}}"));
  CHECK(labels_of(log) ==
        Labels{"pressure=5 kPa", "pressure=10 kPa", "pressure=20 kPa", "pressure=40 kPa", "pressure=80000 Pa"});
  CHECK(log.points[4].at[0].number == 80.0);
  CHECK(labels_of("over: {arms.massage.0.massage.pressure: {log: [5 kPa, 60 kPa], points: 3}}") ==
        Labels{"pressure=5 kPa", "pressure=17.32 kPa", "pressure=60 kPa"});
  CHECK(labels_of("over: {arms.massage.0.massage.start: {linear: [2 h, 0.0 h], points: 5}}") ==
        Labels{"start=2 h", "start=1.5 h", "start=1 h", "start=0.5 h", "start=0.0 h"});
  CHECK(labels_of("over: {seed: {linear: [1, 3], points: 3}}") == Labels{"seed=1", "seed=2", "seed=3"});
}

TEST_CASE("a value may be a whole list") {
  const auto sweep = read_sweep_text(
      sweep_with("over:\n  arms.massage: [[], [{massage: {strokes: [{effleurage: 1 min}], start: 1 h}}]]\n"
                 "  arms.rest:\n    - - exercise: {kind: eccentric, start: 0 h, contractions: 60}\n"));
  CHECK(sweep.axes == std::vector<knead::SweepAxis>{{"massage", ""}, {"rest", ""}});
  CHECK(sweep.points[1].at[0].label == "[{massage: {start: 1 h, strokes: [{effleurage: 1 min}]}}]");
  CHECK(!sweep.points[1].at[0].number);
  with_sweep("over: {arms.massage.0.massage.start: [[10 min, 1 h], 2 h]}", [](const knead::Sweep& pairs) {
    CHECK(labels_of(pairs) == Labels{"start=[10 min, 1 h]", "start=2 h"});
    CHECK(pairs.axes[0].unit.empty());
    CHECK(std::get<knead::MassageEvent>(pairs.study_of(pairs.points[0]).arms[1].loads[0]).timing.start_s ==
          knead::Drawn{600, 3600});
  });
}

TEST_CASE("an axis with a name of its own sets several values at once") {
  const std::string text =
      "over:\n  schedule:\n    single: {}\n"
      "    daily: {arms.massage.0.massage.every: 24 h, arms.massage.0.massage.times: 3}\n";
  with_sweep(text, [](const knead::Sweep& sweep) {
    CHECK(sweep.axes == std::vector<knead::SweepAxis>{{"schedule", ""}});
    CHECK(labels_of(sweep) == Labels{"schedule=single", "schedule=daily"});
    CHECK(sweep.points[0].settings.empty());
    CHECK(std::get<knead::MassageEvent>(sweep.study_of(sweep.points[1]).arms[1].loads[0]).timing.times == 3);
  });
  const auto numbered = read_sweep_text(sweep_with(
      "over: {each: {24 h: {arms.massage.0.massage.start: 1 h}, 2 d: {arms.massage.0.massage.start: 2 h}}}"));
  CHECK(numbered.axes == std::vector<knead::SweepAxis>{{"each", "h"}});
  CHECK(numbered.points[1].at[0] == knead::SweepValue{"2 d", 48.0});
}

TEST_CASE("zipped axes advance together and are crossed with the others") {
  CHECK(labels_of("zip:\n  arms.massage.0.massage.start: [0 h, 1 h]\n  parameters.massage.duty: [0.1, 0.2]\n"
                  "over: {tissue.fibres: [10, 20]}\n") ==
        Labels{"fibres=10, start=0 h, massage.duty=0.1", "fibres=10, start=1 h, massage.duty=0.2",
               "fibres=20, start=0 h, massage.duty=0.1", "fibres=20, start=1 h, massage.duty=0.2"});
}

TEST_CASE("replicates are the last axis and count the base's seed on") {
  with_sweep("replicates: 3\nover: {tissue.fibres: [10, 20]}\n", [](const knead::Sweep& sweep) {
    CHECK(sweep.axes == std::vector<knead::SweepAxis>{{"fibres", "1"}, {"replicate", "1"}});
    REQUIRE(sweep.points.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(sweep.study_of(sweep.points[i]).seed == 7 + i % 3);
      CHECK(sweep.points[i].at[1] == knead::SweepValue{std::to_string(i % 3 + 1), double(i % 3 + 1)});
    }
  });
  const auto later = read_sweep_text(sweep_with("replicates: 2"), {"seed=100"});
  CHECK(labels_of(later) == Labels{"replicate=1", "replicate=2"});
  CHECK(later.points[1].settings[0].value.text == "101");
}

TEST_CASE("axes that would share a name have their whole path for one") {
  const auto sweep =
      read_sweep_text(sweep_with("over:\n  arms.massage.0.massage.start: [0 h]\n  start: {early: {}}\n"
                                 "  tissue.fibres: [10]\n  arms.massage.0.massage.strokes.0: [{effleurage: 1 min}]\n"));
  CHECK(sweep.axes == std::vector<knead::SweepAxis>{{"arms.massage.0.massage.start", "h"},
                                                    {"start", ""},
                                                    {"fibres", "1"},
                                                    {"arms.massage.0.massage.strokes.0", ""}});
}

TEST_CASE("labels that are not all of one kind are words") {
  CHECK(read_sweep_text(sweep_with("over: {a: {1 h: {}, 2 kPa: {}}}")).axes[0].unit.empty());
  CHECK(read_sweep_text(sweep_with("over: {a: {2 x: {}, 3 x: {}}}")).axes[0].unit.empty());
  CHECK(read_sweep_text(sweep_with("over: {a: {1: {}, 50 %: {}}}")).points[1].at[0].number == 0.5);
}

TEST_CASE("a label is one line and different values have different ones") {
  const auto label = [](const std::string& value) {
    return read_sweep_text(sweep_with("over: {about: [" + value + "]}")).points[0].at[0].label;
  };
  CHECK(label("two words") == "two words");
  CHECK(label("\"a\\nb\"") == "\"a\\nb\"");
  CHECK(label("\"a; b=c\"") == "\"a; b=c\"");
  CHECK(label("\"\"") == "\"\"");
}

TEST_CASE("a point is the study with its settings") {
  const auto same = [](const std::string& more, std::size_t i, const std::vector<std::string>& settings) {
    with_sweep(more, [&](const knead::Sweep& sweep) {
      CHECK(sweep.study_of(sweep.points[i]) == knead::read_study("base.yaml", settings));
    });
  };
  same("over: {arms.massage.0.massage.start: [0 h, 5 h], seed: [3, 4]}", 3,
       {"arms.massage.0.massage.start=5 h", "seed=4"});
  same("over: {arms.massage.0.massage.strokes: [[{petrissage: 1 min}]]}", 0,
       {"arms.massage.0.massage.strokes=[{petrissage: 1 min}]"});
  same("over: {arms.massage.0.massage.start: {linear: [0 h, 1 h], points: 4}}", 1,
       {"arms.massage.0.massage.start=0.3333333333333333 h"});
  same("over: {tissue: [{fibres: 10, length: 1 mm}]}", 0, {"tissue={fibres: 10, length: 1 mm}"});
}

TEST_CASE("a sweep keeps no snapshots") {
  const auto base = base_text + "output: {snapshots: {every: 1 h, subjects: [1]}}\n";
  const Folder folder;
  folder.write("base.yaml", base);
  folder.write("w.yaml", sweep_with("replicates: 1"));
  const auto sweep = knead::read_sweep("w.yaml");
  const auto study = sweep.study_of(sweep.points[0]);
  CHECK(study.output.snapshot_every_s == 0);
  CHECK(study.output.snapshot_subjects.empty());
}

TEST_CASE("what is compared is kept as written with its place") {
  const auto sweep = read_sweep_text(
      sweep_with("replicates: 1\ncompare: {against: rest, outcomes: [soreness.area, force.at(24 h)]}\n"));
  CHECK(sweep.against == "rest");
  REQUIRE(sweep.outcomes.size() == 2);
  CHECK(sweep.outcomes[1].text == "force.at(24 h)");
  CHECK(sweep.outcomes[1].origin.place() == "w.yaml:4:52");
}

TEST_CASE("a point that meets all of an item of skip is left out") {
  const std::string axes =
      "over:\n  schedule: {single: {}, daily: {arms.massage.0.massage.every: 24 h, arms.massage.0.massage.times: 2}}\n"
      "  arms.massage.0.massage.start: [0 h, 12 h, 24 h, 36 h]\n";
  CHECK(labels_of(axes + "skip: [{schedule: daily, start: {above: 12 h}}]") ==
        Labels{"schedule=single, start=0 h", "schedule=single, start=12 h", "schedule=single, start=24 h",
               "schedule=single, start=36 h", "schedule=daily, start=0 h", "schedule=daily, start=12 h"});
  CHECK(labels_of(axes + "skip: [{schedule: single}, {start: {above: 0 h, below: 1.5 d}}]") ==
        Labels{"schedule=daily, start=0 h", "schedule=daily, start=36 h"});
  CHECK(labels_of(axes + "skip: [{schedule: single}, {arms.massage.0.massage.start: 0.5 d}]").size() == 3);
  CHECK(labels_of(axes + "skip: []").size() == 8);
  // What is left out is never read.
  CHECK(labels_of("over: {arms.massage.0.massage.start: [0 h, 90 h]}\nskip: [{start: 90 h}]") == Labels{"start=0 h"});
}

TEST_CASE("the resolved text changes with every number and with nothing else") {
  const auto resolved = [](const std::string& more, const std::string& base = base_text) {
    const Folder folder;
    folder.write("base.yaml", base);
    folder.write("old_man.yaml", "body: old_man\nparameters: {nfkb.k1: 1e-3 /s}\n");
    folder.write("w.yaml", sweep_with(more));
    return knead::read_sweep("w.yaml").resolved();
  };
  const std::string over = "over:\n  arms.massage.0.massage.start: [0 h, 1 h]\n";
  const auto text = resolved(over + "replicates: 2\n");
  CHECK(text.starts_with("resolved: yes\nstudy: small\n"));
  CHECK(
      text.ends_with("arms.massage.0.massage.start=0 h; seed=7\narms.massage.0.massage.start=0 h; seed=8\n"
                     "arms.massage.0.massage.start=1 h; seed=7\narms.massage.0.massage.start=1 h; seed=8\n"));
  CHECK(resolved("# a comment\nreplicates: 2\n" + over, "# another\n" + base_text) == text);
  CHECK(resolved(over + "replicates: 3\n") != text);
  CHECK(resolved("over:\n  arms.massage.0.massage.start: [0 h, 2 h]\nreplicates: 2\n") != text);
  CHECK(resolved(over + "replicates: 2\n", base_text + "coupling: {tolerance: 1e-3}\n") != text);

  const std::string loads = "over: {arms.massage: [[{massage: {start: 1 h, strokes: [{effleurage: 2 min}]}}]]}";
  CHECK(resolved(loads) ==
        resolved("over: {arms.massage: [[{massage: {strokes: [{effleurage: 2 min}], start: 1 h}}]]}"));
}

TEST_CASE("the resolved text holds what points alone look up") {
  const auto resolved = [](const std::string& k1, const std::string& frequency) {
    const Folder folder;
    folder.write("base.yaml", base_text);
    folder.write("old_man.yaml", "body: old_man\nparameters: {nfkb.k1: " + k1 + "}\n");
    std::filesystem::create_directories("configs/bodies");
    folder.write("configs/bodies/young_man.yaml", "body: young_man\n");
    folder.write("configs/massage_strokes.yaml",
                 "stroke_types:\n"
                 "  effleurage: {contact_radius: 30 mm, pressure_factor: 0.5, frequency: 0.25 Hz}\n"
                 "  rub: {contact_radius: 30 mm, pressure_factor: 0.5, frequency: " +
                     frequency + "}\n");
    folder.write("w.yaml", sweep_with("over:\n  subjects.body: [young_man, old_man]\n"
                                      "  arms.massage.0.massage.strokes: [[{effleurage: 1 min}], [{rub: 1 min}]]\n"));
    setenv("KNEAD_CONFIGS", "configs", 1);
    const auto text = knead::read_sweep("w.yaml").resolved();
    unsetenv("KNEAD_CONFIGS");
    return text;
  };
  const auto text = resolved("1e-3 /s", "1 Hz");
  CHECK(resolved("1e-3 /s", "1 Hz") == text);
  CHECK(resolved("2e-3 /s", "1 Hz") != text);
  CHECK(resolved("1e-3 /s", "2 Hz") != text);
}

TEST_CASE("the base is looked up beside the sweep") {
  const Folder folder;
  std::filesystem::create_directories("studies");
  std::filesystem::create_directories("sweeps");
  folder.write("studies/base.yaml", base_text);
  folder.write("sweeps/w.yaml", "sweep: w\nbase: ../studies/base.yaml\nreplicates: 1\n");
  CHECK(knead::read_sweep("sweeps/w.yaml").base_path == "sweeps/../studies/base.yaml");
}

// The studies that come with knead are read as what they say.

#include <doctest/doctest.h>

#include "sim/config/moments.hpp"
#include "sim/config/read_study.hpp"

using namespace knead;

TEST_CASE("Crane 2012 is read as the paper describes it") {
  const Study study = read_study(KNEAD_SOURCE_DIR "/configs/studies/crane2012.yaml");
  CHECK(study.subjects.count == 11);
  REQUIRE(study.before.size() == 1);
  const auto& ride = std::get<ExerciseEvent>(study.before[0]);
  REQUIRE(ride.stages.size() == 3);
  CHECK(ride.stages[0] == Stage{1800, 0.60});
  CHECK(ride.stages[1] == Stage{300, 0.65});
  CHECK(ride.stages[2] == Stage{2100, std::nullopt});
  CHECK(duration_s(study.before[0]) == 70 * 60);

  REQUIRE(study.arms.size() == 2);
  CHECK(study.arms[0].name == "rest");
  CHECK(study.arms[0].loads.empty());
  const auto& massage = std::get<MassageEvent>(study.arms[1].loads.at(0));
  CHECK(massage.timing.start_s == Drawn{600, 900});
  CHECK(!massage.pressure_Pa);  // not reported: the parameter massage.pressure
  CHECK(duration_s(study.arms[1].loads[0]) == 600);
  CHECK(massage.strokes[2].type == "stripping");

  const auto& biopsies = study.sampling.biopsies;
  REQUIRE(biopsies.size() == 3);
  CHECK(biopsies[0].when == BiopsyTime::When::baseline);
  CHECK(biopsies[1].when == BiopsyTime::When::after);
  const LoadPlace place = load_before_sample(study, biopsies[1], study.arms[0]);
  CHECK(place.arm->name == "massage");
  CHECK(place.event == 0);
  CHECK(biopsies[1].time_s == Drawn{0, 600});
  CHECK(biopsies[2].time_s == Drawn{9000, 10440});
  CHECK(study.until_s == 86400);
  CHECK(study.rows.size() == 3);
}

TEST_CASE("the example of a culture holds doses in time") {
  const Study study = read_study(KNEAD_SOURCE_DIR "/configs/studies/culture_example.yaml");
  CHECK(study.tissue.kind == Tissue::Kind::culture);
  const auto& pulse = std::get<MediumEvent>(study.arms.at(1).loads.at(0));
  const auto tnf = static_cast<std::size_t>(Species::tnf), il6 = static_cast<std::size_t>(Species::il6);
  CHECK(pulse.segments.at(0).concentration[tnf] == 500.0);
  CHECK(!pulse.segments.at(0).concentration[il6]);
  CHECK(pulse.segments.at(0).duration_s == 900);
  CHECK(std::get<PrescribedEvent>(study.arms.at(3).loads.at(0)).segments.at(0).load.frequency == 0.5);
}

TEST_CASE("a load that comes again spans all its occurrences") {
  MassageEvent massage;
  massage.timing = {{0, 0}, 86400, 3};
  massage.strokes = {{"effleurage", 120}, {"stripping", 60}};
  const LoadEvent load = massage;
  CHECK(duration_s(load) == 180);
  CHECK(span_s(load) == 2 * 86400 + 180);
}

TEST_CASE("a drawn value lies between its ends") {
  const Drawn drawn{600, 900};
  CHECK(drawn.at(0) == 600);
  CHECK(drawn.at(0.5) == 750);
  CHECK(drawn.at(0.999999) < 900);
  CHECK((Drawn{7, 7}).at(0.3) == 7);
}

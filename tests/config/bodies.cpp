// The bodies that come with knead, and the muscle that a body is of.

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/config/study_writer.hpp"
#include "tests/config/reading.hpp"

using namespace knead;

namespace {

std::vector<std::string> installed_bodies() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(KNEAD_SOURCE_DIR "/configs/bodies"))
    names.push_back(file.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// The middle of the muscle, whatever the limb.
std::string study_of(const std::string& body, const std::string& depth, const std::string& muscle = "") {
  return "study: small\nsubjects: {body: " + body + ", count: 1}\ntissue: {" + muscle + "depth: " + depth +
         "}\narms: {rest: []}\nuntil: 1 h\n";
}

std::string middle_of(const std::string& body) {
  return body == "rabbit_tibialis" ? "6 mm" : body == "mouse_tibialis" ? "1.6 mm" : "20 mm";
}

}  // namespace

TEST_CASE("there are a young and an older man, a rabbit and a mouse") {
  CHECK(installed_bodies() == std::vector<std::string>{"mouse_tibialis", "older_man", "rabbit_tibialis", "young_man"});
}

TEST_CASE("every body is read and is of its muscle and says in what it differs from the young man") {
  const ParameterSet declared;
  for (const std::string& body : installed_bodies()) {
    CAPTURE(body);
    const Study study = read_text(study_of(body, middle_of(body)));
    const bool shin = body.ends_with("_tibialis");
    CHECK(study.tissue.muscle == (shin ? Tissue::Muscle::tibialis_anterior : Tissue::Muscle::vastus_lateralis));
    CHECK((study.parameters == declared) == (body == "young_man"));
    for (std::size_t i = 0; i < declared.values.size(); ++i) {
      const Range range = all_parameters()[i].range;
      CHECK(study.parameters.values[i] >= range.low);
      CHECK(study.parameters.values[i] <= range.high);
    }
    const auto muscle_ends_mm = study.parameters["limb.skin_thickness"] + study.parameters["limb.fat_thickness"] +
                                study.parameters["limb.muscle_thickness"];
    CHECK(study.tissue.depth_mm < muscle_ends_mm);
  }
}

TEST_CASE("a study printed with its body's values is read as the same study without the body") {
  for (const std::string& body : installed_bodies()) {
    const Study study = read_text(study_of(body, middle_of(body)));
    Study again = read_text(resolved_yaml(study));
    again.origins = study.origins;
    CHECK(again == study);
  }
}

TEST_CASE("a body is of one muscle") {
  const std::string vastus = "muscle: vastus_lateralis, ", shin = "muscle: tibialis_anterior, ";
  CHECK(error_of(study_of("rabbit_tibialis", "6 mm", shin)) == "");
  CHECK(error_of(study_of("rabbit_tibialis", "6 mm", vastus)) ==
        "s.yaml:3:18: error: muscle is the vastus lateralis (the body rabbit_tibialis is of the tibialis anterior); "
        "expected no 'muscle', or another body");
  CHECK(error_of(study_of("older_man", "20 mm", shin)) ==
        "s.yaml:3:18: error: muscle is the tibialis anterior (the body older_man is of the vastus lateralis); expected "
        "no 'muscle', or another body");
  CHECK(error_of(study_of("older_man", "20 mm", "muscle: soleus, ")) ==
        "s.yaml:3:18: error: muscle is 'soleus'; expected vastus_lateralis or tibialis_anterior");
}

TEST_CASE("the depth of a man is not in the muscle of a rabbit") {
  CHECK(error_of(study_of("rabbit_tibialis", "20 mm")) ==
        "s.yaml:3:17: error: depth is 20 mm (not in the muscle); expected 1.2 mm to 11.2 mm");
}

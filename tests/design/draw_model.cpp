// What one draw answers, where a question asks for a limb far from those of the draws.

#include "sim/design/draw_model.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/design/small_design.hpp"

using namespace knead;

TEST_CASE("a share may ask for a limb that no draw has") {
  const std::string questions =
      "questions:\n  stiff: {outcome: soreness.at(5 h), arm: massage, parameters: {limb.muscle_modulus: 200 kPa}}\n";
  const std::string candidates = "candidates:\n  ck: {observable: ck_plasma, arm: rest, at: 6 h, people: 8}\n";
  const test::SmallDesign file(1, questions, candidates);
  const MeasurementDesign design = read_design(file.file());
  const DrawAnswer answer = DrawModel(design).answer(design.posterior.values.front());
  CHECK(std::isfinite(answer.questions.at(0).at(0)));
}

#include "models/loads/drug.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/loads/ibuprofen.hpp"
#include "models/parameters.hpp"

namespace knead {
namespace {

const OralDrug pill{3, 10, 4, 30, 200, 7};
constexpr double dose_mg = 400, hour_s = 3600;
constexpr double first_level = dose_mg / 10 / 200 * 1000 / 7;  // all of it in plasma, over the IC50

/// Area under a course.
double area_s(const TimeCourse& course) {
  double sum = 0;
  for (const Segment& each : course) sum += each.load.cox_inhibitor * (each.end_s - each.begin_s);
  return sum;
}

double bateman(double ka_per_h, double ke_per_h, double t_h) {
  return ka_per_h / (ka_per_h - ke_per_h) * (std::exp(-ke_per_h * t_h) - std::exp(-ka_per_h * t_h));
}

TEST_CASE("plasma follows the formula of Bateman") {
  for (const double t_h : {0.01, 0.3, 1.0, 4.0, 10.0, 24.0})
    CHECK(levels_after(pill, dose_mg, t_h * hour_s).plasma ==
          doctest::Approx(first_level * bateman(3, 0.4, t_h)).epsilon(1e-11));
}

TEST_CASE("levels obey their differential equations") {
  const double dt_s = 1;
  for (const double t_s : {60.0, 1800.0, 2e4}) {
    const DrugLevels x = levels_after(pill, dose_mg, t_s), before = levels_after(pill, dose_mg, t_s - dt_s),
                     after = levels_after(pill, dose_mg, t_s + dt_s);
    const auto rate = [&](double DrugLevels::*level) { return (after.*level - before.*level) / (2 * dt_s); };
    CHECK(rate(&DrugLevels::gut) == doctest::Approx(-3 / hour_s * x.gut).epsilon(2e-4));
    CHECK(rate(&DrugLevels::plasma) == doctest::Approx((3 * x.gut - 0.4 * x.plasma) / hour_s).epsilon(2e-4));
    CHECK(rate(&DrugLevels::tissue) == doctest::Approx((x.plasma - x.tissue) / 1800).epsilon(2e-4));
    CHECK(rate(&DrugLevels::exposure_s) == doctest::Approx(x.tissue).epsilon(2e-4));
  }
}

TEST_CASE("exposure comes to the dose over clearance, whatever else") {
  const double expected_s = dose_mg / 4 * hour_s / 200 * 1000 / 7;
  for (const double absorption : {0.2, 0.4, 5.0})
    for (const double tissue_min : {0.0, 5.0, 150.0}) {
      const OralDrug drug{absorption, 10, 4, tissue_min, 200, 7};
      CHECK(levels_after(drug, dose_mg, 500 * hour_s).exposure_s == doctest::Approx(expected_s).epsilon(1e-9));
    }
}

TEST_CASE("equal rates are a limit like any other") {
  const double rate = 0.4;
  const OralDrug equal{rate, 10, 4, 60 / rate, 200, 7}, nearly{rate * 1.000001, 10, 4, 60 / rate, 200, 7};
  for (const double t_h : {0.5, 3.0, 12.0}) {
    const DrugLevels x = levels_after(equal, dose_mg, t_h * hour_s);
    const double kt = rate * t_h;
    CHECK(x.plasma == doctest::Approx(first_level * kt * std::exp(-kt)).epsilon(1e-11));
    CHECK(x.tissue == doctest::Approx(first_level * kt * kt / 2 * std::exp(-kt)).epsilon(1e-11));
    CHECK(levels_after(nearly, dose_mg, t_h * hour_s).tissue == doctest::Approx(x.tissue).epsilon(1e-5));
  }
}

TEST_CASE("levels are in proportion to the dose and to 1 / IC50") {
  OralDrug strong = pill;
  strong.IC50_uM /= 4;
  const DrugLevels x = levels_after(pill, dose_mg, 5000);
  CHECK(levels_after(pill, 3 * dose_mg, 5000).tissue == doctest::Approx(3 * x.tissue));
  CHECK(levels_after(strong, dose_mg, 5000).tissue == doctest::Approx(4 * x.tissue));
}

TEST_CASE("a course keeps the exposure and is never far from the level") {
  for (const double dose : {10.0, dose_mg, 2400.0}) {
    const TimeCourse course = inhibitor_course(pill, dose, -600);
    REQUIRE(!course.empty());
    CHECK(course.front().begin_s == -600);
    CHECK(course.size() < 120);
    const DrugLevels end = levels_after(pill, dose, course.back().end_s + 600);
    CHECK(area_s(course) == doctest::Approx(end.exposure_s).epsilon(1e-7));
    CHECK(end.gut + std::max(end.plasma, end.tissue) <= 0.01);
    double fastest = 0;  // change of ln(1 + x) in the minute after which a segment may end
    for (double t = 0; t + 60 < course.back().end_s + 600; t += 60)
      fastest = std::max(fastest, std::abs(std::log1p(levels_after(pill, dose, t + 60).tissue) -
                                           std::log1p(levels_after(pill, dose, t).tissue)));
    for (std::size_t i = 0; i < course.size(); ++i) {
      CAPTURE(i);
      if (i > 0) CHECK(course[i].begin_s == course[i - 1].end_s);
      // Up and down again within a tenth of where it began, and what a minute adds.
      for (double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const double t = course[i].begin_s + 600 + share * (course[i].end_s - course[i].begin_s);
        const double off = std::log1p(course[i].load.cox_inhibitor) - std::log1p(levels_after(pill, dose, t).tissue);
        CHECK(std::abs(off) < 0.2 + fastest);
      }
    }
  }
}

TEST_CASE("no dose, or one that inhibits nothing, is no load") {
  CHECK(inhibitor_course(pill, 0, 0).empty());
  CHECK(inhibitor_course(pill, 0.01 * 7 * 200 * 10 / 1000 * 0.99, 0).empty());
}

TEST_CASE("a drug that hardly leaves ends within a year") {
  const OralDrug slow{0.1, 1e4, 1e-3, 60, 200, 1e-3};
  const TimeCourse course = inhibitor_course(slow, dose_mg, 0);
  CHECK(course.back().end_s <= year_s);
  CHECK(course.size() < 200);
}

// Lotsch 2001, table 1: both enantiomers together. One compartment cannot have the largest concentration, the area and
// the last slope at once; it has the last two.
TEST_CASE("ibuprofen in plasma is as measured after 400 mg") {
  const OralDrug drug = ibuprofen(values_of<IbuprofenParameters>({}));
  const auto mg_L = [&](double t_h) {
    return levels_after(drug, 400, t_h * hour_s).plasma * drug.IC50_uM * drug.molar_mass_g_per_mol / 1000;
  };
  double area = 0, moment = 0, peak = 0, peak_h = 0;
  for (double t_h = 0.005; t_h < 60; t_h += 0.01) {
    area += mg_L(t_h) * 0.01;
    moment += t_h * mg_L(t_h) * 0.01;
    if (mg_L(t_h) > peak) peak = mg_L(t_h), peak_h = t_h;
  }
  CHECK(std::abs(area - (39.7 + 67.5)) < 1.96 * std::hypot(6.6, 14.9) / std::sqrt(12));
  CHECK(std::abs(peak_h - 0.85) < 0.2);
  CHECK(peak / 38.1 > 0.7);
  CHECK(peak / 38.1 < 1);
  CHECK(std::log(mg_L(8) / mg_L(10)) / 2 == doctest::Approx(0.35).epsilon(0.06));  // 0.33 and 0.37
  const double mean_h = moment / area;  // of R 2.6 to 2.7 and S 3.6, by their areas
  CHECK(std::abs(mean_h - (39.7 * 2.7 + 67.5 * 3.62) / 107.2) < 0.3);
}

TEST_CASE("a subject who clears ibuprofen half as fast has twice the exposure") {
  ParameterSet usual, slow;
  slow["ibuprofen.clearance"] /= 2;
  const std::map<std::string, StrokeType> strokes;
  IbuprofenEvent event;
  event.dose_mg = 400;
  const double area = area_s(event.course(0, {usual, strokes, {}}));
  CHECK(area_s(event.course(0, {slow, strokes, {}})) == doctest::Approx(2 * area).epsilon(2e-3));
}

TEST_CASE("a subject who clears any drug half as fast has twice the exposure") {
  ParameterSet usual, slow;
  slow["drug.clearance_fold"] = 0.5;
  const std::map<std::string, StrokeType> strokes;
  const OralDrug kinetics = ibuprofen(values_of<IbuprofenParameters>({}));
  DrugEvent drug;
  drug.dose_mg = 400;
  drug.drug = kinetics;
  const TimeCourse course = drug.course(0, {usual, strokes, {}});
  CHECK(area_s(drug.course(0, {slow, strokes, {}})) == doctest::Approx(2 * area_s(course)).epsilon(2e-3));
  for (const char* fold : {"drug.absorption_fold", "drug.volume_fold", "drug.clearance_fold"})
    CHECK(all_parameters()[*find_parameter(fold)].varies.by == Varies::By::subject);
  CHECK(area_s(course) == area_s(inhibitor_course(kinetics, 400, 0)));
}

TEST_CASE("a drug is not handling") {
  Quantities load{};
  load.cox_inhibitor = 3;
  CHECK(acts(load));
  CHECK(!handled(load));
  load.active_force = 0.1;
  CHECK(handled(load));
}

}  // namespace
}  // namespace knead

#include "models/loads/drug.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <unsupported/Eigen/MatrixFunctions>

#include "models/parameters.hpp"

namespace knead {

namespace {

constexpr double look_s = 60, smallest_change = 0.1, negligible = 0.01;

using Levels = Eigen::Vector4d;  // as in DrugLevels
using Propagator = Eigen::Matrix4d;
enum { gut, plasma, tissue, exposure };

Levels at_first(const OralDrug& drug, double dose_mg) {
  const double uM = dose_mg / drug.volume_L / drug.molar_mass_g_per_mol * 1000;
  return {uM / drug.IC50_uM, 0, 0, 0};
}

/// Takes levels on by a time: exp(A t) with A the rates of gut to plasma, out of plasma, and plasma to tissue.
Propagator over(const OralDrug& drug, double time_s) {
  const double absorbed = drug.absorption_per_h / 3600;
  const double eliminated = drug.clearance_L_per_h / drug.volume_L / 3600;
  const double followed = 1 / std::max(1.0, drug.tissue_time_min * 60);
  Propagator rates = Propagator::Zero();
  rates(gut, gut) = -absorbed;
  rates(plasma, gut) = absorbed;
  rates(plasma, plasma) = -eliminated;
  rates(tissue, plasma) = followed;
  rates(tissue, tissue) = -followed;
  rates(exposure, tissue) = 1;
  return (rates * time_s).exp();
}

/// The most that the tissue can still come to.
double to_come(const Levels& x) { return x[gut] + std::max(x[plasma], x[tissue]); }

}  // namespace

DrugLevels levels_after(const OralDrug& drug, double dose_mg, double time_s) {
  const Levels x = over(drug, time_s) * at_first(drug, dose_mg);
  return {x[gut], x[plasma], x[tissue], x[exposure]};
}

TimeCourse inhibitor_course(const OralDrug& drug, double dose_mg, double begin_s) {
  TimeCourse course;
  const Propagator onward = over(drug, look_s);
  Levels now = at_first(drug, dose_mg), from = now;
  double from_s = 0;
  for (int look = 1; to_come(now) > negligible && look * look_s < year_s; ++look) {
    now = onward * now;
    const double change = std::abs(std::log1p(now[tissue]) - std::log1p(from[tissue]));
    if (change < smallest_change && to_come(now) > negligible) continue;
    Segment segment{begin_s + from_s, begin_s + look * look_s, {}};
    segment.load.cox_inhibitor = (now[exposure] - from[exposure]) / (look * look_s - from_s);
    course.push_back(segment);
    from = now;
    from_s = look * look_s;
  }
  return course;
}

TimeCourse DrugEvent::course(double begin_s, const LoadedPerson& person) const {
  const auto p = values_of<DrugParameters>(person.parameters);
  OralDrug in_person = drug;
  in_person.absorption_per_h *= p.absorption_fold;
  in_person.volume_L *= p.volume_fold;
  in_person.clearance_L_per_h *= p.clearance_fold;
  return inhibitor_course(in_person, dose_mg, begin_s);
}

}  // namespace knead

// What training must show without being told: the directions in which published studies agree, in the well-mixed tissue
// of the median subject.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "models/fibre/fibre_type.hpp"
#include "sim/experiment/run_study.hpp"

using namespace knead;

namespace {

constexpr double hour = 3600;

Study trained(ExerciseEvent exercise, std::vector<int> days, int weeks, int weeks_after) {
  exercise.timing.days = std::move(days);
  exercise.timing.weeks = weeks;
  Study study;
  study.name = "training";
  study.tissue.kind = Tissue::Kind::well_mixed;
  study.tissue.domains = 4;
  study.arms = {{"trained", {exercise}}};
  study.until_s = (weeks + weeks_after) * week_s;
  study.output.series_s = hour;
  study.coupling.max_step_s = 4 * hour;
  return study;
}

ExerciseEvent hour_of_riding() {
  ExerciseEvent exercise;
  exercise.stages = {{hour, 0.72}};
  return exercise;
}

ExerciseEvent lifting() {
  ExerciseEvent exercise;
  exercise.kind = ExerciseEvent::Kind::resistance;
  exercise.sets = 6;
  exercise.repetitions = 10;
  exercise.load = 0.75;
  return exercise;
}

/// Observables of the median subject by the hour.
class Course {
 public:
  explicit Course(const Study& study) {
    run_study(study, {.subject_cv = 0.0, .record = [this](int, const SubjectRecord& record) { record_ = record; }});
  }
  const std::vector<double>& of(std::string_view id) const {
    return record_.series[static_cast<std::size_t>(find_observable(id) - observables().data())];
  }
  double at(std::string_view id, double days) const { return of(id)[static_cast<std::size_t>(days * 24)]; }
  double peak(std::string_view id, double from_days, double to_days) const {
    const std::vector<double>& x = of(id);
    return *std::max_element(x.begin() + static_cast<int>(from_days * 24), x.begin() + static_cast<int>(to_days * 24));
  }
  /// Days from the last bout's end on.
  double half_time(std::string_view id, double from_days) const {
    std::vector<double> times;
    for (std::size_t i = 0; i < of(id).size(); ++i) times.push_back(static_cast<double>(i) * hour);
    return half_time_d(of(id), times, from_days * day_s);
  }

 private:
  SubjectRecord record_;
};

}  // namespace

TEST_CASE("riding for weeks grows mitochondria, and function goes sooner than volume once it stops") {
  const Course x(trained(hour_of_riding(), {1, 2, 3, 4, 5}, 6, 5));
  const double end = 5 * 7 + 4 + 1.0 / 24;  // of the last bout
  for (const char* id : {"mitochondrial_function", "mitochondrial_volume_density"}) {
    CAPTURE(id);
    CHECK(x.at(id, 42) > 1.1 * x.at(id, 0));
    CHECK(x.at(id, 42) > x.at(id, 21));
    CHECK(x.at(id, 77) < x.at(id, 42));
  }
  // Ryan 2013: half of the gain in function is lost in 7.7 days, to within a factor of 1.5.
  CHECK(x.half_time("mitochondrial_function", end) > 7.7 / 1.5);
  CHECK(x.half_time("mitochondrial_function", end) < 7.7 * 1.5);
  const auto kept = [&](const char* id) { return (x.at(id, 70) - x.at(id, 0)) / (x.at(id, 42) - x.at(id, 0)); };
  CHECK(kept("mitochondrial_function") < 0.5);
  CHECK(kept("mitochondrial_volume_density") > 0.5);
}

TEST_CASE("a later bout raises PGC-1a mRNA less than the first") {
  const Course x(trained(hour_of_riding(), {1, 2, 3, 4, 5, 6, 7}, 2, 0));
  const double first = x.peak("pgc1a_mrna", 0, 1), later = x.peak("pgc1a_mrna", 9, 10);
  CHECK(first > 3);
  CHECK(later < 0.8 * first);  // Stepto 2012: 11 to 4 fold after ten days
  CHECK(later > 1.5);
}

TEST_CASE("oxygen extraction follows function and saturates") {
  const Course x(trained(hour_of_riding(), {1, 2, 3, 4, 5}, 6, 2));
  const double before = x.at("oxygen_extraction", 0), after = x.at("oxygen_extraction", 42);
  CHECK(before == doctest::Approx(ParameterSet()["biogenesis.E0"]));
  CHECK(after > before);
  CHECK(after < 1);
  CHECK(after / before < x.at("mitochondrial_function", 42) / x.at("mitochondrial_function", 0));
  CHECK(x.at("oxygen_extraction", 56) < after);
  // What a unit of function adds falls.
  BiogenesisState<double> fibre = nominal_rest<BiogenesisState>();
  const auto p = values_of<BiogenesisParameters>(ParameterSet());
  double last = 0, gain = 1;
  for (const double function : {0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0}) {
    fibre.mitochondrial_function = function;
    const double extracted = oxygen_extraction(fibre, p);
    if (function > 0) {
      CHECK(extracted - last > 0);
      CHECK(extracted - last < gain);
      gain = extracted - last;
    }
    last = extracted;
  }
  CHECK(last > 0.95);
}

TEST_CASE("lifting for weeks protects, and adds contractile protein that is lost again") {
  const Course x(trained(lifting(), {1, 3, 5}, 8, 8));
  CHECK(x.at("contractile_protein", 56) > 1.01);
  CHECK(x.at("contractile_protein", 112) < x.at("contractile_protein", 59));
  CHECK(x.at("protection", 56) > x.at("protection", 7));
  // What one session of the last week adds to damage, against the first session.
  const auto added = [&](double day) {
    return x.peak("structural_damage", day, day + 0.5) - x.at("structural_damage", day);
  };
  CHECK(added(0) > 0);
  CHECK(added(53) < 0.8 * added(0));
}

TEST_CASE("a fibre type that an intensity does not recruit stays passive") {
  Study study = trained(hour_of_riding(), {1}, 1, 0);
  study.tissue.kind = Tissue::Kind::block;
  study.tissue.fibres = 20;
  study.tissue.length_um = 100;
  study.arms[0].loads.clear();
  study.parameters["fibre_type.recruited_from_IIx"] = 0.75;
  const TissueModel model = set_up_subject(study, 1, nullptr, 0.0).model_of(0);
  const Observer observer(model);
  const auto o = static_cast<std::size_t>(find_observable("glycogen") - observables().data());
  const auto used = [&](double intensity) {
    TissueState state = baseline_state(model, 0);
    const auto before = observer.domains(state)[o];
    const auto p = values_of<ExerciseParameters>(model.parameters());
    const Segment ride = cycling({{hour, intensity}}, 0, p).front();
    model.restart_steps(state);
    model.advance(state, {.load = ride.load, .held = {}, .segment_s = 0}, hour);
    const auto after = observer.domains(state)[o];
    std::map<FibreType, double> of_type;
    for (std::size_t d = 0; d < after.size(); ++d)
      of_type[model.geometry().fibres[d / model.geometry().domains_per_fibre].type] = before[d] - after[d];
    return of_type;
  };
  const auto easy = used(0.6), hard = used(0.8);
  REQUIRE(easy.size() == 3);
  // Vollestad 1984: type I and IIA are emptied alike, IIB is not.
  CHECK(easy.at(FibreType::I) > 10);
  CHECK(easy.at(FibreType::IIa) == doctest::Approx(easy.at(FibreType::I)).epsilon(0.1));
  CHECK(std::abs(easy.at(FibreType::IIx)) < 0.1);
  CHECK(hard.at(FibreType::IIx) == doctest::Approx(hard.at(FibreType::IIa)).epsilon(0.1));
}

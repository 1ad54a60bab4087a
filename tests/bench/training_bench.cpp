// What months of training cost: 500 domains with all cells, five sessions a week, for 8 and for 16 weeks, on one
// thread. Well mixed with expected cells, and in a block with mobile ones.

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <cstdio>
#include <cstring>

#include "sim/experiment/run_study.hpp"
#include "tests/bench/processor_time.hpp"

using namespace knead;

namespace {

/// An hour of cycling, a little harder every week, every fourth week an easy one.
Study training(Tissue::Kind kind, int weeks) {
  ExerciseEvent ride;
  ride.timing.days = {1, 2, 4, 5, 6};
  ride.timing.weeks = weeks;
  ride.progress = 0.01;
  ride.deload_every = 4;
  ride.stages = {{3600, 0.72}};
  Study study;
  study.name = "training";
  study.tissue.kind = kind;
  study.tissue.domains = 500;
  study.tissue.fibres = 50;
  study.tissue.length_um = 1000;
  study.arms = {{"trained", {ride}}};
  study.until_s = weeks * week_s;
  study.output.series_s = 43200;
  study.coupling.max_step_s = 4 * 3600.0;
  return study;
}

double seconds_of_training(Tissue::Kind kind, int weeks) {
  const Study study = training(kind, weeks);
  StepCount steps;
  const double seconds = seconds_of([&] { run_study(study, {.subject_cv = 0.0, .steps = &steps}); });
  fmt::print("{:<11} {:2} weeks {:7.1f} core-s; {}\n", kind == Tissue::Kind::block ? "block" : "well mixed", weeks,
             seconds, written(steps));
  return seconds;
}

void grows(Tissue::Kind kind, int weeks) {
  const double half = seconds_of_training(kind, weeks / 2), whole = seconds_of_training(kind, weeks);
  fmt::print("{:<11} {:.2f} times for twice the weeks\n", "", whole / half);
}

}  // namespace

/// training_bench [well_mixed|block]
int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  const bool all = argc < 2;
  if (all || std::strcmp(argv[1], "well_mixed") == 0) grows(Tissue::Kind::well_mixed, 16);
  if (all || std::strcmp(argv[1], "block") == 0) grows(Tissue::Kind::block, 16);
}

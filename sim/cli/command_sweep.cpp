// knead sweep: all points of a sweep, on this machine, under mpirun, or as one of many jobs.

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>

#include <algorithm>
#include <memory>

#include "sim/cli/commands.hpp"
#include "sim/cli/interruption.hpp"
#include "sim/config/study_posterior.hpp"
#include "sim/experiment/field_check.hpp"
#include "sim/experiment/progress.hpp"
#include "sim/experiment/subject_record.hpp"
#include "sim/parallel/ranks.hpp"
#include "sim/results/sweep_folder.hpp"
#include "sim/sweep/describe_sweep.hpp"
#include "sim/sweep/forecast.hpp"
#include "sim/sweep/run_sweep.hpp"
#include "sim/sweep/shards.hpp"

namespace knead {
namespace {

struct SweepCommand {
  std::string file, folder = ".";
  StudyOptions study;
  std::string shard;
  int threads = 0;
  bool dry_run = false, summary_only = false, anew = false;
};

/// "3/100": the third of a hundred.
struct Part {
  int part = 1, parts = 1;
};

Part part_of(const std::string& text) {
  if (text.empty()) return {};
  Part part;
  char slash = 0, more = 0;
  if (std::sscanf(text.c_str(), "%d%c%d%c", &part.part, &slash, &part.parts, &more) == 3 && slash == '/' &&
      part.part >= 1 && part.part <= part.parts)
    return part;
  throw CLI::ValidationError("--shard", fmt::format("'{}' is no part of a whole; expected K/N with K from 1 to N, as "
                                                    "in 3/100",
                                                    text));
}

/// Whether every point can be simulated. What a neighbour has settled is not asked again.
void check_tissues(const Sweep& sweep, LimbCache& limbs) {
  std::optional<Study> before;
  for (const SweepPoint& point : sweep.points) {
    const Study study = sweep.study_of(point);
    const bool same_tissue = before && before->tissue == study.tissue && before->seed == study.seed &&
                             before->parameters == study.parameters && before->posterior == study.posterior;
    if (!same_tissue) check_geometry(study);
    if (study.tissue.kind == Tissue::Kind::block) check_fields(study, field_lengths(study, limbs.of(study).get()));
    before = study;
  }
}

/// "40 s", "3.5 min", "12 h".
std::string about(double s) {
  if (s < 90) return fmt::format("{:.2g} s", s);
  return s < 5400 ? fmt::format("{:.2g} min", s / 60) : fmt::format("{:.3g} h", s / 3600);
}

void print_forecast(SweepJob& job, const std::vector<Shard>& shards, int threads) {
  const SweepDescription& sweep = job.description;
  for (std::size_t point = 0; point < sweep.points.size(); ++point)
    fmt::print("{:5}  {}\n", point + 1, sweep.points[point]);
  const Forecast expected = forecast(job, shards);
  fmt::print("\nWhat subject {} shares, from baseline on:\n{}", sweep.subjects.front(), expected.tree);
  const auto& [branched_s, separate_s] = expected.simulated;
  fmt::print("\nsimulated: {:.0f} h, {:.0f} % less than the {:.0f} h of every arm of every point by itself\n",
             branched_s / 3600, 100 * (1 - branched_s / separate_s), separate_s / 3600);
  fmt::print("time: about {} on {} threads\n", about(expected.core_s / threads), threads);
  fmt::print("disk: {:.1f} MB in {} shards\n", static_cast<double>(expected.disk_bytes) / 1e6, shards.size());
}

std::string summary_of(const SweepDescription& sweep) {
  return fmt::format("{}: {} points x {} subjects x {} arms, to {:g} h", sweep.sweep, sweep.points.size(),
                     sweep.subjects.size(), sweep.arms.size(), sweep.time_h.back());
}

/// A sweep's files, its cut, and who works on it.
struct Work {
  SweepJob& job;
  const SweepFolder files;
  const std::vector<Shard> shards;
  Ranks& ranks;

  std::size_t all() const { return job.description.points.size() * job.description.subjects.size(); }
  std::size_t finished() const { return count_finished(files.shards(), job.description, shards); }
};

/// Makes the folder this sweep's; on rank 0.
void begin(const Work& work, bool anew) {
  if (anew) {
    const auto nobody_else = ShardClaim::take_all(work.files.shards());
    work.files.remove();
  }
  work.files.begin(work.job.description);
  if (const std::size_t before = work.finished(); before > 0)
    fmt::print(stderr, "  {} of {} runs are there already; going on from there\n", before, work.all());
}

/// Seconds that all arms of what a list of shards lacks are to be simulated.
double left_s(const Work& work, const std::vector<int>& todo) {
  const std::vector<double>& time_h = work.job.description.time_h;
  double records = 0;
  for (const int shard : todo) {
    const auto finished = finished_records(work.files.shards(), work.job.description, work.shards[shard]);
    records += static_cast<double>(std::count(finished.begin(), finished.end(), false));
  }
  return records * static_cast<double>(work.job.description.arms.size()) * (time_h.back() - time_h.front()) * 3600;
}

/// Simulates what is left of a part, with the other ranks; tells and returns how many runs failed here.
std::size_t simulate(Work& work, Part part, int threads) {
  const bool first = work.ranks.rank() == 0;
  const auto& description = work.job.description;
  const std::vector<int> todo =
      first ? unfinished(work.files.shards(), description, work.shards, part.part, part.parts) : std::vector<int>{};
  // True when every shard is finished or nobody's: then a rank that has not come back never will.
  const auto quiet = [&] {
    const auto left = unfinished(work.files.shards(), description, work.shards, part.part, part.parts);
    return std::all_of(left.begin(), left.end(), [&](int shard) {
      return ShardClaim::take(work.files.shards(), work.shards[shard]).has_value();
    });
  };
  ProgressLine line("simulating");
  Progress progress(
      left_s(work, todo) / work.ranks.size(), first ? reporting(line) : [](double) { give_up_if_asked(); });
  SweepProgress done;
  try {
    work.ranks.share(
        todo,
        [&](const NextShard& next) {
          done = run_shards(work.job, work.files.shards(), work.shards, next, threads,
                            [&](double simulated_s) { progress.add(simulated_s); });
        },
        quiet);
  } catch (const Interrupted&) {
    throw Interrupted(fmt::format("interrupted: {} of {} runs are kept in {}; the same command goes on from there",
                                  work.finished(), work.all(), work.files.shards().string()));
  }
  if (first) line.done();
  std::sort(done.failures.begin(), done.failures.end());
  for (const std::string& failure : done.failures) fmt::print(stderr, "knead: error: {}\n", failure);
  if (done.shards_left_to_others > 0)
    fmt::print(stderr, "  {} shards are being worked on by another process\n", done.shards_left_to_others);
  return done.failures.size();
}

/// Makes one file of all shards once they are complete; on rank 0.
void end(const Work& work) {
  const std::size_t finished = work.finished();
  if (finished == work.all()) {
    work.files.merge(work.job.description, work.shards);
    fmt::print("{}\n", work.files.file().string());
  } else {
    fmt::print("{} of {} runs are finished in {}; `knead merge` makes one file of them\n", finished, work.all(),
               work.files.shards().string());
  }
}

void sweep(const SweepCommand& command) {
  const Part part = part_of(command.shard);
  if (command.anew && part.parts > 1)
    throw CLI::ValidationError("--anew",
                               "would throw away what the other jobs of --shard have done; expected one of them");
  expect_ranks_to_meet("sweep", ", or --shard K/N");
  const Sweep sweep = read_sweep(command.file, command.study.settings, posterior_setting(command.study.posterior));
  const int threads = command.threads > 0 ? command.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  const std::vector<Outcome> outcomes = outcomes_of(sweep);
  const SweepDescription description = describe_sweep(sweep, outcomes, command.summary_only);
  SweepJob job{sweep, description, outcomes, series_of(sweep.study_of(sweep.points.front()))};
  check_tissues(sweep, job.limbs);

  Ranks ranks;  // joined when nothing can be wrong with the sweep any more
  const bool first = ranks.rank() == 0;
  Work work{job, SweepFolder(command.folder, sweep.name),
            shards_of(static_cast<int>(description.points.size()), static_cast<int>(description.subjects.size())),
            ranks};
  if (first) {
    const Study base = sweep.study_of({});
    fmt::print(stderr, "{}{}\n", summary_of(description),
               base.posterior ? ", posterior " + base.posterior.of->name : "");
  }
  if (command.dry_run) {
    if (first) print_forecast(job, work.shards, threads * ranks.size());
    return;
  }
  stop_when_asked();
  ranks.on_first([&] { begin(work, command.anew); });
  const std::size_t failed = simulate(work, part, threads);
  if (first) end(work);
  if (failed > 0) throw std::runtime_error(fmt::format("{} runs failed", failed));
}

}  // namespace

void add_sweep(CLI::App& program) {
  auto options = std::make_shared<SweepCommand>();
  auto* command = program.add_subcommand("sweep", "Run a study at many points; what they share is simulated once");
  command->add_option("SWEEP", options->file, "the sweep, a YAML file")->required();
  command->add_option("-o,--output", options->folder,
                      "folder for the results NAME.h5 and their parts NAME.shards (default: here)");
  command->add_option("--threads", options->threads, "threads to use (default: all); the results are the same bits")
      ->check(CLI::PositiveNumber);
  command->add_option("--shard", options->shard, "do the K-th of N parts, for a job array: K/N");
  command->add_flag("--dry-run", options->dry_run,
                    "print the points, what they share, and about how long it will take");
  command->add_flag("--summary-only", options->summary_only, "keep outcomes and no courses in time");
  command->add_flag("--anew", options->anew, "throw away what an earlier run of this name has left, and begin again");
  add_study_options(*command, options->study);
  command->footer(R"(
Examples:
  knead sweep configs/sweeps/timing.yaml -o results --dry-run
  knead sweep configs/sweeps/timing.yaml -o results
  mpirun -n 64 knead sweep configs/sweeps/timing.yaml -o results
  knead sweep configs/sweeps/timing.yaml -o results --shard 3/100    one job of an array; see configs/cluster

Killed or interrupted, the same command goes on from there.)");
  command->callback([options] { sweep(*options); });
}

}  // namespace knead

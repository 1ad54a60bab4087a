// knead calibrate: from measurement tables to a posterior file and its report.

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "sim/calibration/calibrate.hpp"
#include "sim/calibration/calibration_text.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/interruption.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/numerics/fnv1a.hpp"
#include "sim/parallel/interrupted.hpp"
#include "sim/results/output_folder.hpp"
#include "sim/results/text_files.hpp"

namespace knead {
namespace {

namespace fs = std::filesystem;

struct CalibrateCommand {
  std::string file, folder = ".";
  int threads = 0;
};

/// One line for each stage, on rank 0.
class Stages {
 public:
  explicit Stages(bool shown) : shown_(shown) {}

  void show(const std::string& stage, double share) {
    give_up_if_asked();
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    if (stage != stage_) {
      line_.emplace(stage);
      stage_ = stage;
    }
    line_->show(share);
    if (share < 1) return;
    line_->done();
    line_.reset();
    stage_.clear();
  }

  void say(const std::string& words) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    line_.reset();
    stage_.clear();
    fmt::print(stderr, "  {}\n", words);
  }

 private:
  bool shown_;
  std::mutex mutex_;
  std::string stage_;
  std::optional<ProgressLine> line_;
};

void write(const fs::path& folder, CalibratedPosterior& fitted, const CalibrateCommand& command,
           const Problem& problem) {
  Posterior& posterior = fitted.posterior;
  if (posterior.draws() == 0) return;
  posterior.facts = {{"command", "knead calibrate " + command.file},
                     {"version", KNEAD_VERSION},
                     {"seed", std::to_string(problem.settings.seed)},
                     {"ancestors", fmt::format("{} of {}", fitted.ancestors, fitted.began)}};
  for (const Study& study : problem.studies)
    posterior.facts["study " + study.name] = fmt::format("{:016x}", fnv1a(resolved_yaml(study)));
  const fs::path path = folder / (posterior.name + ".tsv");
  write_files({{path, text_of(posterior)}});
  fmt::print("{}\n", path.string());
}

void calibrate(const CalibrateCommand& command) {
  expect_ranks_to_meet("calibrate");
  const Problem problem = read_problem(command.file);
  const int threads = command.threads > 0 ? command.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  Ranks ranks;
  const bool first = ranks.rank() == 0;
  stop_when_asked();
  ranks.on_first([&] {
    make_output_folder(command.folder);
    fmt::print(stderr, "{}: {} rows of {} studies, {} free parameters, {} carried along\n", problem.settings.name,
               problem.rows.size(), problem.studies.size(), problem.free, problem.coordinates.size() - problem.free);
  });
  Stages stages(first);
  const FitReport report{[&](const std::string& stage, double share) { stages.show(stage, share); },
                         [&](const std::string& line) { stages.say(line); }};
  CalibrationResult result;
  try {
    result = calibrate(problem, command.folder, ranks, report, give_up_if_asked);
  } catch (const Interrupted&) {
    throw Interrupted(
        fmt::format("interrupted: what was simulated is kept in {}/{}.*.part; the same command goes on from "
                    "there",
                    command.folder, problem.settings.name));
  }
  if (!first) return;
  write(command.folder, result.all, command, problem);
  write(command.folder, result.exercise_only, command, problem);
  const fs::path path = fs::path(command.folder) / (problem.settings.name + ".report.md");
  write_files({{path, report_of(problem, result)}});
  fmt::print("{}\n", path.string());
  remove_ledgers(problem, command.folder);
}

}  // namespace

void add_calibrate(CLI::App& program) {
  auto options = std::make_shared<CalibrateCommand>();
  auto* command = program.add_subcommand("calibrate", "Fit the model to tables of measurements; write a posterior");
  command->add_option("CALIBRATION", options->file, "the calibration, a YAML file")->required();
  command->add_option("-o,--output", options->folder,
                      "folder for the posterior NAME.tsv and its report (default: here)");
  command->add_option("--threads", options->threads, "threads to use (default: all); the results are the same bits")
      ->check(CLI::PositiveNumber);
  command->footer(R"(
Examples:
  knead calibrate configs/calibration/acute.yaml -o configs/posterior
  mpirun -n 16 knead calibrate configs/calibration/acute.yaml -o posterior

Killed or interrupted, the same command goes on from there.)");
  command->callback([options] { calibrate(*options); });
}

}  // namespace knead

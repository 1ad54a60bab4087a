// knead run: a study from its file to its results file, and the table of how it stands against what was measured.

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "sim/cli/commands.hpp"
#include "sim/cli/interruption.hpp"
#include "sim/config/configs_folder.hpp"
#include "sim/config/read_study.hpp"
#include "sim/experiment/attribution.hpp"
#include "sim/experiment/field_check.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/inference/study_verdicts.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {
namespace {

struct RunCommand {
  std::string file, folder = ".";
  StudyOptions study;
  int threads = 0;
  std::optional<int> prior_draws;
  bool no_table = false, attribute = false;
};

std::string date_now() {
  const std::time_t now = std::time(nullptr);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  return text;
}

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

void run(const RunCommand& command) {
  const Study study = study_of(command.file, command.study);
  const int threads = command.threads > 0 ? command.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  const std::optional<LimbResponses> responses = limb_responses(study);
  check_fields(study, field_lengths(study, responses ? &*responses : nullptr));
  check_geometry(study);
  const bool judged = !command.no_table && !study.rows.empty();
  std::vector<Measurement> measurements;  // read first, so that their mistakes are told before the work
  if (judged) measurements = read_measurements(configs_folder() + "/data/measurements.tsv");
  stop_when_asked();

  const std::filesystem::path path = std::filesystem::path(command.folder) / (study.name + ".h5");
  fmt::print(stderr, "{}\n", summary_of(study));
  const auto begun = std::chrono::steady_clock::now();
  const ResultsWriter results(path, describe_run(study));
  const auto& before = results.finished_before();
  if (const auto kept = std::count(before.begin(), before.end(), true))
    fmt::print(stderr, "  {} subjects are in {} already; going on from there\n", kept, results.part().string());
  StepCount steps;
  ProgressLine line("simulating");
  const auto simulate = [&] {
    try {
      return run_study(study, {.responses = responses ? &*responses : nullptr,
                               .results = &results,
                               .steps = repeats_bouts(study) ? &steps : nullptr,
                               .progress = reporting(line)});
    } catch (const Interrupted&) {
      const std::vector<bool> finished = ResultsReader(results.part()).finished();
      throw Interrupted(
          fmt::format("interrupted: {} of {} subjects are kept in {}; the same command goes on from there",
                      std::count(finished.begin(), finished.end(), true), finished.size(), results.part().string()));
    }
  };
  const TrueSamples truth = simulate();
  line.done();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
  results.finish({wall.count(), threads, host_name(), std::filesystem::absolute(path).string(), date_now()});

  if (judged) {
    ProgressLine prior_line("verdicts");
    const RowTable table = study_verdicts(
        study, truth,
        {.measurements = measurements, .prior_draws = command.prior_draws, .progress = reporting(prior_line)});
    prior_line.done();
    if (!table.rows.empty()) fmt::print("\n{}\n", format(table));
  }
  if (command.attribute) {
    ProgressLine parts_line("parts of loads");
    const std::vector<Attribution> attributions =
        attribute(study, responses ? &*responses : nullptr, reporting(parts_line));
    parts_line.done();
    fmt::print("\n{}\n", format(attributions, sample_names(study)));
  }
  if (const std::string taken = written(steps); !taken.empty()) fmt::print("{}\n", taken);
  fmt::print("{}\n", path.string());
}

}  // namespace

void add_run(CLI::App& program) {
  auto options = std::make_shared<RunCommand>();
  auto* command =
      program.add_subcommand("run", "Run a study; write its results file; print how it stands against data");
  command->add_option("STUDY", options->file, "the study, a YAML file")->required();
  command->add_option("-o,--output", options->folder, "folder for the results file NAME.h5 (default: here)");
  command->add_option("--threads", options->threads, "threads to use (default: all); the results are the same bits")
      ->check(CLI::PositiveNumber);
  command
      ->add_option(
          "--prior-draws", options->prior_draws,
          "draws behind the table's prior-predictive column (default: 200, or 40 where the last sample is after 6 h)")
      ->check(CLI::NonNegativeNumber);
  command->add_flag("--no-table", options->no_table, "do not judge the study against the measurement table");
  command->add_flag("--attribute", options->attribute,
                    "run treated arms again with strain alone and clearance alone; print the share of each");
  add_study_options(*command, options->study);
  command->footer(R"(
Examples:
  knead run configs/studies/crane2012.yaml -o results
  knead run configs/studies/crane2012.yaml --set seed=7 --set subjects.count=4 --threads 1
  knead run my_study.yaml --set "arms.massage.0.massage.start=2 h")");
  command->callback([options] { run(*options); });
}

}  // namespace knead

// knead validate: a posterior against every row of a measurement table, the calibration's own or anybody's.

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "sim/calibration/validation_text.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/interruption.hpp"
#include "sim/config/configs_folder.hpp"
#include "sim/config/read_study.hpp"
#include "sim/parallel/interrupted.hpp"
#include "sim/results/output_folder.hpp"
#include "sim/results/text_files.hpp"

namespace knead {
namespace {

namespace fs = std::filesystem;

struct ValidateCommand {
  std::string table, posterior = "calibrated", folder = ".";
  std::vector<std::string> studies;
  int people = 4, threads = 0;
};

std::string own_table() { return configs_folder() + "/data/measurements.tsv"; }

/// A file, or a name beside the table or in configs/posterior.
Posterior posterior_of(const ValidateCommand& command) {
  const std::string& name = command.posterior;
  if (name.ends_with(".tsv")) return read_posterior(name);
  return read_posterior(find_named(posterior_file, name, command.table, {Layer::set, "--posterior " + name, 0, 0}));
}

/// The one of exercise alone that was made with it, beside it.
std::optional<Posterior> exercise_only_of(const Posterior& posterior) {
  const fs::path path = fs::path(posterior.path).parent_path() / (posterior.name + "_exercise_only.tsv");
  return fs::is_regular_file(path) ? std::optional(read_posterior(path.string())) : std::nullopt;
}

/// The studies given, then for every other study file of the table NAME.yaml beside the table or in configs/studies.
std::vector<Study> studies_of(const ValidateCommand& command, const std::vector<Measurement>& rows) {
  std::vector<Study> studies;
  const auto known = [&](const std::string& name) {
    return std::any_of(studies.begin(), studies.end(), [&](const Study& study) { return study.name == name; });
  };
  for (const std::string& path : command.studies) {
    Study study = read_study(path);
    if (known(study.name))
      throw ConfigError({Layer::set, "--study " + path, 0, 0},
                        fmt::format("a second study '{}'; expected each once", study.name));
    studies.push_back(std::move(study));
  }
  for (const Measurement& row : rows) {
    if (known(row.study_file)) continue;
    for (const fs::path& folder : {fs::path(command.table).parent_path(), fs::path(configs_folder()) / "studies"})
      if (const fs::path path = folder / (row.study_file + ".yaml");
          !known(row.study_file) && fs::is_regular_file(path))
        studies.push_back(read_study(path.string()));
  }
  return studies;
}

void validate(ValidateCommand command) {
  expect_ranks_to_meet("validate");
  if (command.table.empty()) command.table = own_table();
  ValidationQuestion question;
  question.rows = read_measurements(command.table);
  question.people = command.people;
  question.posterior = posterior_of(command);
  question.exercise_only = exercise_only_of(question.posterior);
  question.studies = studies_of(command, question.rows);

  const int threads = command.threads > 0 ? command.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  Ranks ranks;
  const bool first = ranks.rank() == 0;
  ranks.on_first([&] {
    make_output_folder(command.folder);
    fmt::print(stderr, "{}: {} rows, {} draws of {}\n", command.table, question.rows.size(), question.posterior.draws(),
               question.posterior.name);
    if (question.posterior.fitted_rows.empty())
      fmt::print(stderr, "{} does not say which rows it was fitted to: none is left out\n", question.posterior.path);
  });
  stop_when_asked();
  ProgressLine line("simulating");
  std::vector<ValidatedRow> validated;
  try {
    validated = validate(
        question, command.folder, ranks, first ? reporting(line) : [](double) { give_up_if_asked(); },
        give_up_if_asked);
  } catch (const Interrupted&) {
    throw Interrupted(
        fmt::format("interrupted: what was simulated is kept in {}/*.validate.part; the same command goes on "
                    "from there",
                    command.folder));
  }
  if (!first) return;
  line.done();
  const fs::path file = fs::path(command.folder) / (question.posterior.name + ".rows.tsv");
  write_files({{file, tsv_of(validated)}});
  remove_validation_ledgers(question, command.folder);
  const std::string title = fmt::format("{} against {}", question.posterior.name, command.table);
  fmt::print("{}\n{}\n", format(validated, title), file.string());
}

}  // namespace

void add_validate(CLI::App& program) {
  auto options = std::make_shared<ValidateCommand>();
  auto* command = program.add_subcommand(
      "validate", "Hold a posterior against every row of a table: as fitted, and with each row's study left out");
  command->add_option("TABLE", options->table,
                      "measurements in the format of configs/data/README.md (default: configs/data/measurements.tsv)");
  command
      ->add_option("--study", options->studies,
                   "a study that rows of the table name; others are looked for beside the table, then in "
                   "configs/studies; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      ->add_option("--posterior", options->posterior,
                   "a posterior: a file NAME.tsv, or a name beside the table or in configs/posterior "
                   "(default: calibrated)")
      ->type_name("NAME");
  command->add_option("--people", options->people, "people simulated of a study and draw (default: 4)")
      ->check(CLI::Range(2, 1000));
  command->add_option("-o,--output", options->folder, "folder for POSTERIOR.rows.tsv (default: here)");
  command->add_option("--threads", options->threads, "threads to use (default: all); the results are the same bits")
      ->check(CLI::PositiveNumber);
  command->footer(R"(
Examples:
  knead validate -o results
  knead validate my_measurements.tsv --study my_study.yaml -o results

A study is left out by plain importance weights of the draws; below 10 effective draws its rows are `unknown`. The rows
of treated legs are predicted from exercise alone, too, where POSTERIOR_exercise_only.tsv stands beside the posterior.
`knead run` judges a sign by trials of one study as it was run, `validate` by trials that each have a draw of the
posterior: their verdicts can differ.

Killed or interrupted, the same command goes on from there.)");
  command->callback([options] { validate(*options); });
}

}  // namespace knead

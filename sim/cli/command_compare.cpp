// knead compare: which arm of a study, or which point of a sweep, is best for what, and how far that can be believed.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "sim/cli/commands.hpp"
#include "sim/comparison/comparison_files.hpp"
#include "sim/comparison/comparison_text.hpp"
#include "sim/comparison/evidence.hpp"
#include "sim/comparison/gather_runs.hpp"
#include "sim/comparison/gather_sweep.hpp"
#include "sim/config/configs_folder.hpp"
#include "sim/results/sweep_reader.hpp"
#include "sim/results/text_files.hpp"

namespace knead {
namespace {

struct CompareCommand {
  std::vector<std::filesystem::path> files;
  Question question;
  bool equal_sessions = false;
  std::string csv, json;
};

OptionTable gather(const CompareCommand& command) {
  const auto sweep = std::find_if(command.files.begin(), command.files.end(), is_sweep);
  if (sweep == command.files.end()) return gather_runs(command.files, command.question);
  if (command.files.size() > 1)
    throw ResultsError(
        fmt::format("{}: error: a sweep among {} files; expected it alone", sweep->string(), command.files.size()));
  return gather_sweep(*sweep, command.question);
}

void compare(const CompareCommand& command) {
  const Comparison comparison = compare(gather(command), command.equal_sessions);
  const std::vector<Measurement> measurements = read_measurements(configs_folder() + "/data/measurements.tsv");
  std::vector<std::pair<std::filesystem::path, std::string>> texts;
  if (!command.csv.empty()) texts.emplace_back(command.csv, csv_of(comparison));
  if (!command.json.empty()) texts.emplace_back(command.json, json_of(comparison, lines_of(comparison, measurements)));
  write_files(texts);
  fmt::print("{}", format(comparison, measurements));
}

}  // namespace

void add_compare(CLI::App& program) {
  auto options = std::make_shared<CompareCommand>();
  auto* command = program.add_subcommand(
      "compare", "Say which arm of a study or point of a sweep is best for what, and how far that can be believed");
  command->add_option("RESULT", options->files, "results files of one study, or one of a sweep")->required();
  command
      ->add_option("--against", options->question.against,
                   "what the others are compared with: an arm, or a point of a sweep of one arm")
      ->type_name("NAME");
  command
      ->add_option("--outcome", options->question.outcomes,
                   "what is compared: at(24 h), peak, minimum, area, end or days_to(90 %) of an observable; may be "
                   "repeated")
      ->type_name("ID.REDUCER")
      ->allow_extra_args(false);
  command->add_flag("--equal-sessions", options->equal_sessions, "look for the best among those of as many sessions");
  command->add_option("--csv", options->csv, "write a row for each option and outcome")->type_name("FILE");
  command->add_option("--json", options->json, "write the same with the lines in words")->type_name("FILE");
  command->footer(R"text(
Examples:
  knead compare results/crane2012.h5
  knead compare results/timing.h5 --outcome soreness.area --outcome "force.days_to(90 %)" --csv timing.csv
  knead compare early/crane2012.h5 late/crane2012.h5 --against rest
  knead compare results/timing.h5 --equal-sessions --json timing.json)text");
  command->callback([options] { compare(*options); });
}

}  // namespace knead

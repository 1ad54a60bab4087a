// knead sensitivity: which parameters an outcome of a study owes its uncertainty to.

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>

#include <filesystem>
#include <memory>

#include "sim/cli/commands.hpp"
#include "sim/cli/interruption.hpp"
#include "sim/config/configs_folder.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/experiment/field_check.hpp"
#include "sim/experiment/subject_setup.hpp"
#include "sim/parallel/ranks.hpp"
#include "sim/results/text_files.hpp"
#include "sim/sampling/sobol_indices.hpp"
#include "sim/sensitivity/evaluate_design.hpp"
#include "sim/sensitivity/sensitivity_text.hpp"

namespace knead {
namespace {

struct SensitivityCommand {
  std::string file, fidelity = "mixed";
  std::filesystem::path folder = ".";
  std::vector<std::string> settings;
  SensitivityWords words;
  int threads = 0;
};

/// Whether the study can be simulated at all where its own tissue is asked for.
void check_tissue(const Study& study) {
  const std::optional<LimbResponses> responses = limb_responses(study);
  check_fields(study, field_lengths(study, responses ? &*responses : nullptr));
  check_geometry(study);
}

void sensitivity(SensitivityCommand command) {
  expect_ranks_to_meet("sensitivity");
  const Study study = study_of(command.file, {command.settings, "none"});  // priors are varied, not draws
  command.words.study_tissue = command.fidelity == "study";
  const SensitivityQuestion question =
      read_question(study, command.words, configs_folder() + "/calibration/parameters.tsv");
  const int threads = command.threads > 0 ? command.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  if (question.study_tissue) check_tissue(study);
  const StudyVariants variants(study, question);

  Ranks ranks;  // joined when nothing can be wrong with the question any more
  const bool first = ranks.rank() == 0;
  const std::filesystem::path file = command.folder / (study.name + ".sensitivity.tsv");
  DesignWork work;
  work.part = command.folder / (study.name + ".sensitivity.part");
  work.identity = resolved_yaml(study) + text_of(question);
  work.threads = threads;
  work.going_on = [&](std::size_t kept) {
    fmt::print(stderr, "  {} of {} simulations are in {} already; going on from there\n", kept, question.points(),
               work.part.string());
  };
  stop_when_asked();
  if (first)
    fmt::print(stderr, "{}: {} parameters, {} simulations\n", study.name, question.parameters.chosen.size(),
               question.points());
  ProgressLine line("simulating");
  work.progress = first ? reporting(line) : [](double) { give_up_if_asked(); };
  const auto points = saltelli_points(question.parameters.chosen.size(), question.rows, question.seed);
  const auto outputs = evaluate_design(ranks, variants, points, 1 + question.outcomes.size(), work);
  if (!first) return;
  line.done();
  Sensitivity found = sensitivity_of(study, question, outputs);
  found.pressure_freed = variants.pressure_freed();
  found.well_mixed = variants.base().tissue.kind == Tissue::Kind::well_mixed;
  write_files({{file, tsv_of(found)}});
  std::filesystem::remove(work.part);
  fmt::print("{}\n{}\n", format(found), file.string());
}

}  // namespace

void add_sensitivity(CLI::App& program) {
  auto options = std::make_shared<SensitivityCommand>();
  auto* command = program.add_subcommand(
      "sensitivity", "Say which parameters an outcome owes its uncertainty to: Sobol indices over the priors");
  command->add_option("STUDY", options->file, "the study, a YAML file or a results file")->required();
  command->add_option("-o,--output", options->folder, "folder for the numbers, STUDY.sensitivity.tsv (default: here)");
  command->add_option("--arm", options->words.arm, "the arm that is looked at (default: the only one)")
      ->type_name("NAME");
  command->add_option("--against", options->words.against, "look at the difference from this arm")->type_name("NAME");
  command
      ->add_option("--outcome", options->words.outcomes,
                   "at(24 h), peak, minimum, area, end or days_to(90 %) of an observable; may be repeated (default: "
                   "the usual ones)")
      ->type_name("ID.REDUCER")
      ->allow_extra_args(false);
  command
      ->add_option("--parameter", options->words.parameters,
                   "what is varied: module.symbol, a module, or all; may be repeated (default: what "
                   "configs/calibration/parameters.tsv estimates)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      ->add_option("-n,--rows", options->words.rows,
                   "rows of the design (default: 128): each takes a simulation for every parameter, and two more")
      ->check(CLI::Range(2, 1 << 20));
  command->add_option("--seed", options->words.seed, "seed of the design (default: the study's)")
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--fidelity", options->fidelity,
                   "mixed: blocks as well-mixed tissue (default); study: the study's own tissue, far slower")
      ->check(CLI::IsMember({"mixed", "study"}));
  command->add_option("--threads", options->threads, "threads to use (default: all); the results are the same bits")
      ->check(CLI::PositiveNumber);
  add_set_option(*command, options->settings);
  command->footer(R"text(
Examples:
  knead sensitivity configs/studies/eccentric_knee.yaml --arm ecc_100 --outcome soreness.area --parameter damage --parameter soreness -o results
  knead sensitivity configs/studies/massage_after_eccentric.yaml --arm massage --against rest --outcome soreness.area --parameter massage.pressure --parameter damage.kLr -n 64
  mpirun -n 64 knead sensitivity configs/studies/crane2012.yaml --arm massage --against rest --parameter all -n 1024

Killed or interrupted, the same command goes on from there.)text");
  command->callback([options] { sensitivity(*options); });
}

}  // namespace knead

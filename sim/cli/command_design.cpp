// knead design: what to measure next, to know an answer better.

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "sim/cli/commands.hpp"
#include "sim/cli/interruption.hpp"
#include "sim/design/design_text.hpp"
#include "sim/parallel/interrupted.hpp"
#include "sim/results/output_folder.hpp"
#include "sim/results/text_files.hpp"

namespace knead {
namespace {

struct DesignCommand {
  std::string file, posterior;
  std::filesystem::path folder = ".";
  int threads = 0;
};

void design(const DesignCommand& command) {
  expect_ranks_to_meet("design");
  const MeasurementDesign asked = read_design(command.file, command.posterior);
  const int threads = command.threads > 0 ? command.threads : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  Ranks ranks;  // joined when nothing can be wrong with the design any more
  const bool first = ranks.rank() == 0;
  stop_when_asked();
  ranks.on_first([&] { make_output_folder(command.folder); });
  DesignDraws draws(asked, command.folder, ranks, give_up_if_asked);
  if (first)
    fmt::print(stderr, "{}: {} questions, {} candidates, {} draws of {}\n", asked.name, asked.questions.size(),
               asked.candidates.size(), asked.posterior.draws(), asked.posterior.name);
  if (first && draws.known() > 0)
    fmt::print(stderr, "  {} of {} draws are there already; going on from there\n", draws.known(),
               asked.posterior.draws());
  ProgressLine line("simulating");
  std::vector<DrawAnswer> answers;
  try {
    answers = draws.answers(first ? reporting(line) : [](double) { give_up_if_asked(); });
  } catch (const Interrupted&) {
    throw Interrupted(fmt::format("interrupted: {} of {} draws are kept in {}; the same command goes on from there",
                                  draws.known(), asked.posterior.draws(),
                                  (command.folder / (asked.name + ".design.part")).string()));
  }
  if (!first) return;
  line.done();
  const std::vector<QuestionResult> results = rank_candidates(asked, answers);
  const std::filesystem::path file = command.folder / (asked.name + ".design.tsv");
  write_files({{file, tsv_of(asked, results)}});
  draws.remove();
  fmt::print("{}{}\n", format(asked, results), file.string());
}

}  // namespace

void add_design(CLI::App& program) {
  auto options = std::make_shared<DesignCommand>();
  auto* command = program.add_subcommand("design", "Say what to measure next: what would tell most about an answer");
  command->add_option("DESIGN", options->file, "questions and candidate measurements, a YAML file")->required();
  command->add_option("-o,--output", options->folder, "folder for the numbers, NAME.design.tsv (default: here)");
  command->add_option("--posterior", options->posterior, "draws of configs/posterior/NAME.tsv, whatever the file says")
      ->type_name("NAME");
  command->add_option("--threads", options->threads, "threads to use (default: all); the results are the same bits")
      ->check(CLI::PositiveNumber);
  command->footer(R"text(
Examples:
  knead design configs/designs/what_next.yaml -o results
  mpirun -n 64 knead design configs/designs/what_next.yaml -o results --posterior exercise_only

Killed or interrupted, the same command goes on from there.)text");
  command->callback([options] { design(*options); });
}

}  // namespace knead

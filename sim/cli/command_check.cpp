// knead check: whether a study is right, what it is filled up with, and whether its grid is fine enough.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "sim/cli/commands.hpp"
#include "sim/config/key_table.hpp"
#include "sim/config/read_study.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/experiment/field_check.hpp"
#include "sim/experiment/loop_gain.hpp"
#include "sim/experiment/subject_setup.hpp"

namespace knead {
namespace {

struct CheckOptions {
  std::string file;
  StudyOptions study;
  bool verbose = false, keys = false;
};

/// As comments, so that all that is printed is a study.
void print_field_lengths(const std::vector<FieldLength>& lengths) {
  fmt::print("# Decay length of each field where it is shortest; a voxel is at most half of it.\n");
  for (const auto& [species, decay_length_um] : lengths) {
    fmt::print("#   {:<10}{:.0f} um\n", species, decay_length_um);
  }
}

/// With a posterior of the first few subjects' draws.
void print_loop_gain(const Study& study) {
  constexpr int most_draws = 8;
  const int draws = study.posterior ? std::min(study.subjects.count, most_draws) : 1;
  std::vector<double> gains;
  for (int subject = 1; subject <= draws; ++subject) gains.push_back(loop_gain(person_parameters(study, subject)));
  const auto [least, most] = std::minmax_element(gains.begin(), gains.end());
  const std::string who = draws > 1 ? fmt::format("each of {} draws of the posterior", draws) : "the median subject";
  const std::string gain = draws > 1 ? fmt::format("{:.2g} to {:.2g}", *least, *most) : fmt::format("{:.2g}", *most);
  fmt::print("# Gain of the loop of leak, leucocytes and oxidants in {} after 300 contractions: {} ({})\n", who, gain,
             *most < 1 ? "below 1: it dies out" : "1 or more: it runs away");
}

void check(const CheckOptions& options) {
  if (options.keys) {
    fmt::print("{}", key_table());
    if (options.file.empty()) return;
  }
  if (options.file.empty()) throw CLI::RequiredError("FILE");
  const Study study = study_of(options.file, options.study);
  const std::optional<LimbResponses> responses = limb_responses(study);
  const std::vector<FieldLength> lengths = field_lengths(study, responses ? &*responses : nullptr);
  check_fields(study, lengths);
  if (options.verbose) {
    fmt::print("{}\n", resolved_yaml_with_origins(study));
    if (study.tissue.kind == Tissue::Kind::block) print_field_lengths(lengths);
    if (study.tissue.kind != Tissue::Kind::culture) print_loop_gain(study);
  }
  fmt::print("{}{}\n", options.verbose ? "# " : "", summary_of(study));
}

}  // namespace

void add_check(CLI::App& program) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = program.add_subcommand("check", "Say whether a study is right; write nothing");
  command->add_option("FILE", options->file, "the study, a YAML file");
  command->add_flag(
      "-v,--verbose", options->verbose,
      "print the study with every default and the origin of each value, the decay length of each field, and "
      "the gain of the loop by which inflammation could feed itself");
  command->add_flag("--keys", options->keys, "list every key that a study may have");
  add_study_options(*command, options->study);
  command->footer(R"(
Examples:
  knead check configs/studies/crane2012.yaml
  knead check -v configs/studies/crane2012.yaml > resolved.yaml    (which `knead run` accepts)
  knead check configs/studies/crane2012.yaml --set "arms.massage.0.massage.start=1 h"
  knead check --keys

Ends with 0 if the study is right, with 2 and one line that says where and why if it is not.)");
  command->callback([options] { check(*options); });
}

}  // namespace knead

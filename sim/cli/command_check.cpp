// knead check: whether a study is right, what it is filled up with, and whether its grid is fine enough.

#include <fmt/format.h>

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
  std::vector<std::string> settings;
  bool verbose = false, keys = false;
};

/// As comments, so that all that is printed is a study.
void print_field_lengths(const std::vector<FieldLength>& lengths) {
  fmt::print("# Decay length of each field where it is shortest; a voxel is at most half of it.\n");
  for (const auto& [species, decay_length_um] : lengths) {
    fmt::print("#   {:<10}{:.0f} um\n", species, decay_length_um);
  }
}

void print_loop_gain(const Study& study) {
  const double gain = loop_gain(study.parameters);
  fmt::print(
      "# Gain of the loop of leak, leucocytes and oxidants in the median subject after 300 contractions: {:.2g} ({})\n",
      gain, gain < 1 ? "below 1: it dies out" : "1 or more: it runs away");
}

void check(const CheckOptions& options) {
  if (options.keys) {
    fmt::print("{}", key_table());
    if (options.file.empty()) return;
  }
  if (options.file.empty()) throw CLI::RequiredError("FILE");
  const Study study = study_of(options.file, options.settings);
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
  add_set_option(*command, options->settings);
  command->footer(R"(
Examples:
  knead check configs/studies/crane2012.yaml
  knead check -v configs/studies/crane2012.yaml > resolved.yaml    (which `knead run` accepts)
  knead check configs/studies/crane2012.yaml --set "arms.massage.0.massage.start=1 h"
  knead check --keys

Ends with 0 if the study is right, with 2 and one line that says where and why if it is not.)");
  command->callback([options] { check(*options); });
}

void add_set_option(CLI::App& command, std::vector<std::string>& settings) {
  command
      .add_option("--set", settings,
                  "change one value: path.to.key=value; items of lists are counted from 0; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

}  // namespace knead

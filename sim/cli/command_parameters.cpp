// knead parameters: every parameter of the model, with how well it is known.

#include <fmt/format.h>

#include <memory>

#include "models/parameters.hpp"
#include "sim/cli/commands.hpp"
#include "sim/config/schema.hpp"
#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

struct ParameterOptions {
  std::string word;
  bool markdown = false;
};

std::string prior_text(const Parameter& parameter) {
  if (parameter.prior.shape == Prior::Shape::fixed) return "fixed";
  const auto range = fmt::format("{:g} to {:g}", parameter.prior.low, parameter.prior.high);
  return parameter.prior.shape == Prior::Shape::log_uniform ? range + ", log" : range;
}

void list_parameters(const ParameterOptions& options) {
  if (options.markdown) {
    fmt::print("{}", parameters_markdown());
    return;
  }
  bool any = false;
  for (const auto& parameter : all_parameters()) {
    const auto name = full_name(parameter);
    if (name.find(options.word) == std::string::npos) continue;
    any = true;
    fmt::print("{:<36} {:<16} [{}]  {}: {}\n", name, written(parameter.value, std::string(parameter.unit)),
               prior_text(parameter), name_of(parameter.how), parameter.source);
  }
  if (!any) throw CLI::ValidationError("WORD", fmt::format("no parameter's name holds '{}'", options.word));
}

}  // namespace

void add_parameters(CLI::App& program) {
  auto options = std::make_shared<ParameterOptions>();
  auto* command =
      program.add_subcommand("parameters", "List the model's parameters: default [prior] how it is known: source");
  command->add_option("WORD", options->word, "only those whose name holds this word");
  command->add_flag("--markdown", options->markdown, "all of them as the tables of models/README.md");
  command->footer(R"(
Examples:
  knead parameters
  knead parameters nfkb
  knead parameters --markdown

A study changes one under `parameters:`, as in  parameters: {nfkb.k1: 2.5e-3 /s}.)");
  command->callback([options] { list_parameters(*options); });
}

}  // namespace knead

// knead version: what a bug report or a paper has to name.

#include <fmt/format.h>

#include "sim/cli/commands.hpp"

namespace knead {

#ifdef __clang__
static constexpr const char* compiler = "clang " __clang_version__;
#else
static constexpr const char* compiler = "g++ " __VERSION__;
#endif

void add_version(CLI::App& program) {
  auto* command = program.add_subcommand("version", "Print the version and the compiler");
  command->footer("\nExample:\n  knead version");
  command->callback([] { fmt::print("knead {}\ncompiled with {}\n", KNEAD_VERSION, compiler); });
}

}  // namespace knead

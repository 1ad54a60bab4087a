#include "sim/cli/outside_program.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <filesystem>

#include "sim/config/origin.hpp"

namespace knead {

int run_outside_program(char** argv, const std::vector<std::string>& commands) {
  const std::string name = argv[1], program = "knead-" + name;
  // A name with a slash would run a program of some other folder.
  if (name.find('/') == std::string::npos) {
    std::error_code unknown;
    const auto beside = std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path() / program;
    std::string first = program;
    std::vector<char*> arguments{first.data()};
    for (char** argument = argv + 2; *argument; ++argument) arguments.push_back(*argument);
    arguments.push_back(nullptr);
    if (!unknown) execv(beside.c_str(), arguments.data());
    execvp(program.c_str(), arguments.data());  // returns only if there is none
  }
  if (name == "paraview") {
    fmt::print(
        stderr,
        "knead: error: no program knead-paraview (knead was built without VTK); expected the package libvtk9-dev "
        "and a new build\n");
  } else {
    auto known = commands;
    known.insert(known.end(), {"figure", "paraview"});
    fmt::print(stderr, "knead: error: no command '{}' and no program {} (commands: {}){}\n", name, program,
               fmt::join(known, ", "), did_you_mean(name, known));
  }
  return 2;
}

}  // namespace knead

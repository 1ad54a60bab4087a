// knead: reads the command line, runs one command, and turns what it throws into one line and an exit code: 2 for a
// mistake in what the user wrote, 1 for a failure of the program.

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "sim/cli/commands.hpp"
#include "sim/cli/outside_program.hpp"
#include "sim/config/origin.hpp"
#include "sim/parallel/interrupted.hpp"
#include "sim/parallel/ranks.hpp"
#include "sim/results/results_file.hpp"

namespace knead {
namespace {

constexpr const char* about = "knead simulates human muscle after damaging exercise, and what massage does to it.";
constexpr const char* examples = R"(
Examples:
  knead check configs/studies/crane2012.yaml    is it right? what does it say?
  knead run configs/studies/crane2012.yaml      results in crane2012.h5
  knead compare crane2012.h5                    which arm is best for what?
  knead sweep configs/sweeps/timing.yaml        a study at many points
  knead figure timing.h5 -o figures             what they differ in, drawn
  knead sensitivity STUDY --parameter damage    which parameters matter to it?
  knead paraview crane2012.h5 -o scene          a scene to open in ParaView
  knead COMMAND --help                          more of each

Another NAME runs the program knead-NAME, beside this one or on the path.)";

int run_command(int argc, char** argv) {
  CLI::App program(about, "knead");
  program.footer(examples);
  program.require_subcommand(1);
  program.set_version_flag("--version", "knead " KNEAD_VERSION);
  add_run(program);
  add_sweep(program);
  add_merge(program);
  add_check(program);
  add_compare(program);
  add_sensitivity(program);
  add_design(program);
  add_parameters(program);
  add_calibrate(program);
  add_validate(program);
  add_version(program);

  std::vector<std::string> commands;
  for (const auto* command : program.get_subcommands([](const CLI::App*) { return true; }))
    commands.push_back(command->get_name());
  const bool names_one = argc > 1 && argv[1][0] != '-';
  if (names_one && std::find(commands.begin(), commands.end(), argv[1]) == commands.end()) {
    return run_outside_program(argv, commands);
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return program.exit(help);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "knead: error: {} (`knead --help` tells more)\n", error.what());
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) {
  try {
    return knead::run_command(argc, argv);
  } catch (const knead::ConfigError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  } catch (const knead::ResultsError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  } catch (const knead::Interrupted& stop) {
    fmt::print(stderr, "{}\n", stop.what());
    return 130;
  } catch (const knead::AnotherRankFailed&) {
    return 0;  // mpirun ends with the code of the one that failed
  } catch (const std::exception& error) {
    fmt::print(stderr, "knead: error: {}\n", error.what());
    return 1;
  }
}

// knead-paraview: the snapshots of a results file as files for ParaView.

#include <fmt/format.h>
#include <vtkObject.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <filesystem>
#include <string>

#include "viz/paraview/scene_folder.hpp"

namespace {

constexpr const char* kExamples = R"(
Writes, for every subject and arm with snapshots:
  DIR/subject_N/ARM/domains.pvd     fibre domains as prisms, with their states (time steps in hours, lengths in um)
  DIR/subject_N/ARM/pericytes.pvd   pericytes as points
  DIR/subject_N/ARM/cells.pvd       mobile cells as points, with their kind, name, direction and quantities
  DIR/subject_N/ARM/fields.pvd      concentrations on the voxels
  DIR/subject_N/capillaries.vtp     capillaries as lines
  DIR/scene.py                      draws the arms side by side
  DIR/film.py                       films them over all times

Examples:
  knead paraview results/crane2012.h5 -o scene
  paraview scene/subject_1/massage/domains.pvd
  pvpython scene/scene.py -o picture.png --time 2.5 --colour p65_nuclear
  pvpython scene/film.py -o film.avi)";

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Turns the snapshots of a results file into files for ParaView.", "knead paraview");
  std::string results, folder;
  app.add_option("RESULT.h5", results, "results file of `knead run`")->required();
  app.add_option("-o,--output", folder, "folder to write; an earlier scene in it is replaced")
      ->required()
      ->type_name("DIR");
  app.footer(kExamples);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "knead paraview: error: {}; expected RESULT.h5 -o DIR (more with --help)\n", error.what());
    return 2;
  }

  vtkObject::GlobalWarningDisplayOff();  // failures come back as error codes and are told in one line
  try {
    const knead::SceneSize size = knead::write_scene_folder(results, folder);
    const std::filesystem::path at(folder);
    fmt::print("subjects {}, arms {}, snapshots {}\n", size.subjects, size.arms, size.snapshots);
    fmt::print("open in ParaView   {}\n", (at / "subject_N/ARM/domains.pvd").string());
    fmt::print("draw all           pvpython {} -o picture.png\n", (at / "scene.py").string());
    fmt::print("film all times     pvpython {} -o film.avi\n", (at / "film.py").string());
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
  return 0;
}

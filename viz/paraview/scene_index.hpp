#pragma once
// scene.json: what a scene holds, for the script that draws it.

#include <string>
#include <vector>

#include "sim/results/snapshots.hpp"

namespace knead {

struct SceneIndex {
  struct Subject {
    int number = 0;
    std::vector<std::string> arms;  ///< those with snapshots, in the study's order
  };
  std::string study;
  std::vector<Subject> subjects;
  SnapshotContents contents;
};

/// The index as JSON: study, subjects (number, arms), cell_kinds (in the order of their codes), and under domains,
/// pericytes, cells and fields each quantity's id, unit, name and the name of its array in the files.
std::string scene_json(const SceneIndex& index);

}  // namespace knead

#pragma once
// A results file's snapshots as a folder that ParaView opens.

#include <filesystem>

namespace knead {

/// How much a scene holds.
struct SceneSize {
  int subjects = 0, arms = 0, snapshots = 0;  ///< arms and snapshots over all subjects
};

/// Writes the snapshots of a results file to `folder`:
///   scene.py, film.py, drawing/                         draw a picture and a film of all times; what they share
///   scene.json                                          what there is to draw
///   subject_N/capillaries.vtp
///   subject_N/ARM/{domains,pericytes,cells,fields}.pvd  with one file a snapshot in folders of the same names
/// All goes to `folder`.part first and is moved when complete; an earlier scene in `folder` is replaced, other files in
/// it are left alone. Throws ResultsError if the results file cannot be read or holds no snapshots, and
/// std::runtime_error if the folder cannot be written or holds something other than a scene.
SceneSize write_scene_folder(const std::filesystem::path& results, const std::filesystem::path& folder);

}  // namespace knead

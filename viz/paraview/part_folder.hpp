#pragma once
// A folder that appears only when it is complete.

#include <filesystem>

namespace knead {

/// `FOLDER.part` while a scene is being written; gone again if it never is. Throws std::runtime_error with one line for
/// the user.
class PartFolder {
 public:
  /// Makes `FOLDER.part`, replacing one that a killed program left. Refuses a `folder` that holds other things than a
  /// scene.
  explicit PartFolder(const std::filesystem::path& folder);
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;
  ~PartFolder();

  const std::filesystem::path& path() const { return part_; }

  /// Moves the contents into the folder, in place of an earlier scene's. Pictures and other files there stay.
  void move_in();

 private:
  std::filesystem::path folder_, part_;
};

}  // namespace knead

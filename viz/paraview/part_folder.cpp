#include "viz/paraview/part_folder.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <system_error>

namespace knead {
namespace {

namespace fs = std::filesystem;

bool belongs_to_scene(const std::string& name) {
  return name == "scene.json" || name == "scene.py" || name == "film.py" || name == "drawing" ||
         name.starts_with("subject_");
}

}  // namespace

PartFolder::PartFolder(const fs::path& folder) : folder_(fs::absolute(folder).lexically_normal()) {
  if (!folder_.has_filename()) folder_ = folder_.parent_path();
  part_ = folder_;
  part_ += ".part";
  const auto refuse = [&](const std::string& problem, const std::string& why) {
    throw std::runtime_error(fmt::format("{}: error: {} ({}); expected a new folder or one with an earlier scene",
                                         folder.string(), problem, why));
  };
  try {
    if (fs::exists(folder_) && !fs::is_directory(folder_)) refuse("cannot write a scene there", "it is a file");
    if (fs::exists(folder_) && !fs::is_empty(folder_) && !fs::exists(folder_ / "scene.json")) {
      refuse("the folder is in use", "it has files but no scene.json");
    }
    fs::remove_all(part_);
    fs::create_directories(part_);
  } catch (const fs::filesystem_error& error) {
    refuse("cannot make the folder", error.code().message());
  }
}

PartFolder::~PartFolder() {
  std::error_code ignored;
  fs::remove_all(part_, ignored);
}

void PartFolder::move_in() {
  if (!fs::exists(folder_)) {
    fs::rename(part_, folder_);
    return;
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
    if (belongs_to_scene(entry.path().filename())) fs::remove_all(entry.path());
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(part_)) {
    fs::rename(entry.path(), folder_ / entry.path().filename());
  }
}

}  // namespace knead

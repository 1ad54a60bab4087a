#pragma once
// Studies written by tests: small texts in a folder of their own, read back, and the messages of those that are wrong.

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/config/read_study.hpp"

/// A folder that exists for the length of a test and is the working folder meanwhile, so that places in messages are
/// short names.
class Folder {
 public:
  Folder() : before_(std::filesystem::current_path()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "knead_XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    std::filesystem::current_path(path_);
  }
  ~Folder() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  std::filesystem::path before_, path_;
};

/// The study written as s.yaml.
inline knead::Study read_text(const std::string& text, const std::vector<std::string>& settings = {}) {
  const Folder folder;
  folder.write("s.yaml", text);
  return knead::read_study("s.yaml", settings);
}

/// The message of the error in it; empty if there is none.
inline std::string error_of(const std::string& text, const std::vector<std::string>& settings = {}) {
  try {
    read_text(text, settings);
  } catch (const knead::ConfigError& error) {
    return error.what();
  }
  return "";
}

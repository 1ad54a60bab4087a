#pragma once
// A file that this process works on, and no other on this file system.

#include <filesystem>
#include <optional>

namespace knead {

class FileLock {
 public:
  /// Opens or makes the file. Nothing if somebody has it; where the file system knows no locks nobody ever has. Throws
  /// ResultsError if it cannot be written.
  static std::optional<FileLock> take(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

  /// The file, open for reading and writing.
  int descriptor() const { return descriptor_; }
  /// Whether the file is still the one of this path: it may have been removed.
  bool is_at(const std::filesystem::path& path) const;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace knead

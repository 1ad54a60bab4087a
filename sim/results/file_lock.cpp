#include "sim/results/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/results/results_file.hpp"

namespace knead {

std::optional<FileLock> FileLock::take(const std::filesystem::path& path) {
  const auto refuse = [&](const char* what) {
    return ResultsError(fmt::format("{}: error: {} ({})", path.string(), what, std::strerror(errno)));
  };
  for (;;) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) throw refuse("cannot be written");
    FileLock lock(descriptor);
    const bool locked =
        ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno == ENOLCK || errno == ENOTSUP || errno == ENOSYS;
    if (!locked && errno != EWOULDBLOCK) throw refuse("cannot be locked");
    if (!locked) return std::nullopt;
    if (lock.is_at(path)) return lock;  // else it was removed meanwhile, by the one who had it
  }
}

bool FileLock::is_at(const std::filesystem::path& path) const {
  struct stat own, there;
  return ::fstat(descriptor_, &own) == 0 && ::stat(path.c_str(), &there) == 0 && own.st_dev == there.st_dev &&
         own.st_ino == there.st_ino;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);  // which gives the lock back
}

}  // namespace knead

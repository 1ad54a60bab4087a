#pragma once
// An HDF5 object that is closed when its owner goes, HDF5's failures as exceptions, and the lock under which the
// library is used.

#include <hdf5.h>

#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/results/results_file.hpp"

namespace knead {

/// A failed HDF5 call, not yet said of any file: `problem (HDF5's reason)`. `using_file` makes it a ResultsError.
struct Hdf5Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws Hdf5Error with HDF5's innermost reason if a call returned a negative status. `problem` as in "cannot open
/// it".
void check(herr_t status, const std::string& problem);

/// Owns an HDF5 identifier.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  /// Throws Hdf5Error if the identifier is that of a failed call.
  Handle(hid_t id, Close closer, const std::string& problem) : id_(id), close_(closer) {
    check(id < 0 ? -1 : 0, problem);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }

  operator hid_t() const { return id_; }

  /// Closes the object now. Throws Hdf5Error if that fails, as it does when the disk is full.
  void close(const std::string& problem) {
    if (const hid_t id = std::exchange(id_, H5I_INVALID_HID); id >= 0) check(close_(id), problem);
  }

 private:
  hid_t id_ = H5I_INVALID_HID;
  Close close_ = nullptr;
};

/// Held while HDF5 is in use: the library must not be entered by two threads at once. Keeps it from printing, too.
class Hdf5Lock {
 public:
  Hdf5Lock();

 private:
  std::scoped_lock<std::mutex> lock_;
};

/// Runs `work` under the lock and says its failures of `path`: `path: error: problem (reason)`.
template <class Work>
decltype(auto) using_file(const std::filesystem::path& path, Work&& work) {
  Hdf5Lock lock;
  try {
    return work();
  } catch (const Hdf5Error& error) {
    throw ResultsError(path.string() + ": error: " + error.what());
  }
}

}  // namespace knead

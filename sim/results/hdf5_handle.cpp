#include "sim/results/hdf5_handle.hpp"

namespace knead {
namespace {

std::mutex& hdf5_mutex() {
  static std::mutex mutex;
  return mutex;
}

herr_t keep_first(unsigned, const H5E_error2_t* error, void* reason) {
  *static_cast<std::string*>(reason) = error->desc != nullptr ? error->desc : "";
  return 1;  // stops the walk
}

/// Of a failed read or write HDF5 tells more than one line; the system's own words in it are what helps.
std::string in_a_line(const std::string& reason) {
  const std::string words = "error message = '";
  const auto begin = reason.find(words);
  if (begin == std::string::npos) return reason.substr(0, reason.find('\n'));
  const auto from = begin + words.size();
  return reason.substr(from, reason.find('\'', from) - from);
}

}  // namespace

void check(herr_t status, const std::string& problem) {
  if (status >= 0) return;
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Hdf5Error(reason.empty() ? problem : problem + " (" + in_a_line(reason) + ")");
}

Hdf5Lock::Hdf5Lock() : lock_(hdf5_mutex()) { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

}  // namespace knead

#include "sim/results/hdf5_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "sim/results/hdf5_type.hpp"

namespace knead {
namespace {

/// Without locks: someone who looks at the file of a run under way must not stop the run, nor the run them.
Handle without_locks() {
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "cannot make properties");
#if H5_VERSION_GE(1, 10, 7)
  check(H5Pset_file_locking(access, false, true), "cannot turn locks off");
#endif
  // An object that is still open makes closing its file fail, in place of leaving what was written unsynced.
  check(H5Pset_fclose_degree(access, H5F_CLOSE_SEMI), "cannot set how files close");
  return access;
}

}  // namespace

Handle create_file(const std::filesystem::path& path) {
  const Handle creation = creation_properties(H5P_FILE_CREATE), access = without_locks();
  check(H5Pset_link_creation_order(creation, kOfMaking), "cannot keep the objects' order");
  return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "cannot create it");
}

Handle open_file(const std::filesystem::path& path, Open mode) {
  const Handle access = without_locks();
  return Handle(H5Fopen(path.c_str(), mode == Open::to_write ? H5F_ACC_RDWR : H5F_ACC_RDONLY, access), H5Fclose,
                "cannot open it");
}

void sync(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw Hdf5Error(std::string("cannot bring it to disk (") + std::strerror(error) + ")");
}

void close_synced(Handle file, const std::filesystem::path& path) {
  file.close("cannot write it");
  sync(path);
}

void rename_synced(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code failure;
  std::filesystem::rename(from, to, failure);
  if (failure) throw Hdf5Error("cannot rename " + from.filename().string() + " to it (" + failure.message() + ")");
  sync(to.has_parent_path() ? to.parent_path() : std::filesystem::path("."));
}

Handle create_group(hid_t parent, const std::string& name) {
  const Handle creation = creation_properties(H5P_GROUP_CREATE);
  check(H5Pset_link_creation_order(creation, kOfMaking), "cannot keep the objects' order");
  return Handle(H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, creation, H5P_DEFAULT), H5Gclose,
                "cannot make the group '" + name + "'");
}

Handle open_group(hid_t parent, const std::string& name) {
  return Handle(H5Gopen2(parent, name.c_str(), H5P_DEFAULT), H5Gclose, "cannot find the group '" + name + "'");
}

bool has(hid_t parent, const std::string& name) { return H5Lexists(parent, name.c_str(), H5P_DEFAULT) > 0; }

bool is_dataset(hid_t parent, const std::string& name) {
  H5O_info_t info;
  check(H5Oget_info_by_name2(parent, name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT),
        "cannot look at '" + name + "'");
  return info.type == H5O_TYPE_DATASET;
}

std::vector<std::string> names_in(hid_t group) {
  std::vector<std::string> names;
  const auto add = [](hid_t, const char* name, const H5L_info_t*, void* to) -> herr_t {
    static_cast<std::vector<std::string>*>(to)->emplace_back(name);
    return 0;
  };
  check(H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add, &names), "cannot list a group");
  return names;
}

}  // namespace knead

#pragma once
// Files and groups. Callers hold the lock (using_file). Nothing that is written depends on the time or the machine.

#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/hdf5_handle.hpp"

namespace knead {

enum class Open { to_read, to_write };

/// Creates a file, replacing any.
Handle create_file(const std::filesystem::path& path);
Handle open_file(const std::filesystem::path& path, Open mode);

/// Returns when a file's or a directory's bytes are on disk.
void sync(const std::filesystem::path& path);

/// Closes a file and returns when its bytes are on disk.
void close_synced(Handle file, const std::filesystem::path& path);

/// Gives a file that is on disk another name, that of a file it may replace, and returns when the name is on disk.
void rename_synced(const std::filesystem::path& from, const std::filesystem::path& to);

Handle create_group(hid_t parent, const std::string& name);
Handle open_group(hid_t parent, const std::string& name);

/// True if the group has a link of this name.
bool has(hid_t parent, const std::string& name);

/// True if the object of this name is a dataset.
bool is_dataset(hid_t parent, const std::string& name);

/// Names in a group, in the order of their making.
std::vector<std::string> names_in(hid_t group);

}  // namespace knead

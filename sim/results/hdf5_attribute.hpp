#pragma once
// Attributes of one value. Callers hold the lock (using_file).

#include <string>

#include "sim/results/hdf5_handle.hpp"

namespace knead {

void write_attribute(hid_t object, const std::string& name, const std::string& value);
/// T is double, std::int64_t or std::uint64_t.
template <class T>
void write_attribute(hid_t object, const std::string& name, T value);

/// Throws Hdf5Error if there is no such attribute or it holds something else.
std::string read_text_attribute(hid_t object, const std::string& name);
template <class T>
T read_attribute(hid_t object, const std::string& name);

}  // namespace knead

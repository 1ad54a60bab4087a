#pragma once
// Datasets. T is one of double, float, std::int64_t, std::int32_t, std::uint64_t, std::uint8_t; arrays are flat, the
// last dimension fastest. Callers hold the lock (using_file).

#include <string>
#include <vector>

#include "sim/results/hdf5_handle.hpp"

namespace knead {

using Dims = std::vector<hsize_t>;

/// How a dataset lies in the file.
enum class Storage {
  in_place,  ///< allocated in full at once: later writes overwrite numbers and never the file's structure
  packed,    ///< shuffled and deflated, if it is large enough to gain by it
  by_slab,   ///< the same one slab of the first dimension at a time, growing along it
  by_rows,   ///< the same, for slabs so small that a chunk holds many
};

/// A dataset of NaN, or of 0 if T is an integer.
template <class T>
Handle create_dataset(hid_t parent, const std::string& name, const Dims& dims, Storage storage);

/// A dataset of the values.
template <class T>
Handle create_dataset(hid_t parent, const std::string& name, const Dims& dims, Storage storage,
                      const std::vector<T>& values);

/// A dataset of one dimension of strings.
Handle create_dataset(hid_t parent, const std::string& name, const std::vector<std::string>& values);

/// A block of a dataset, by its first place and its size along each dimension.
struct Block {
  Dims begin, count;
};

/// A block of a virtual dataset, and the block of another file's dataset that fills it: as many values, in the same
/// order.
struct VirtualBlock {
  Block block;
  std::string file, dataset;  ///< the file relative to the folder of the virtual dataset's own
  Dims source_dims;
  Block source;
};

/// A dataset whose values lie in other files; where there are none it is NaN, or 0 if T is an integer.
template <class T>
Handle create_virtual(hid_t parent, const std::string& name, const Dims& dims, const std::vector<VirtualBlock>& blocks);

Handle open_dataset(hid_t parent, const std::string& name);
Dims dims_of(hid_t dataset);

/// Overwrites slab `index` of the first dimension, or appends it if the dataset ends there.
template <class T>
void write_slab(hid_t dataset, hsize_t index, const std::vector<T>& values);

template <class T>
std::vector<T> read_slab(hid_t dataset, hsize_t index);

/// Writes slabs from `begin` on, and makes the dataset end after them.
template <class T>
void write_last_rows(hid_t dataset, hsize_t begin, const std::vector<T>& values);

/// Slabs from `begin` to before `end`.
template <class T>
std::vector<T> read_rows(hid_t dataset, hsize_t begin, hsize_t end);

template <class T>
void write_values(hid_t dataset, const std::vector<T>& values);

template <class T>
std::vector<T> read_values(hid_t dataset);

std::vector<std::string> read_strings(hid_t dataset);

/// Makes a dataset the scale of a dimension called `name`.
void make_scale(hid_t dataset, const std::string& name);

/// Attaches a scale to each dimension, in order.
void attach_scales(hid_t dataset, const std::vector<const Handle*>& scales);

}  // namespace knead

#include "sim/results/hdf5_dataset.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "sim/results/hdf5_type.hpp"

namespace knead {
namespace {

constexpr hsize_t kChunkValues = 1 << 16;  // 0.5 MB of doubles: well inside HDF5's chunk cache of 1 MB
constexpr hsize_t kChunkRows = 1 << 12;    // mobile cells of a few snapshots
constexpr hsize_t kWorthPacking = 1 << 10;
constexpr unsigned kDeflateLevel = 4;

void chunk_and_deflate(hid_t properties, const Dims& chunk) {
  check(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "cannot set the chunk");
  check(H5Pset_shuffle(properties), "cannot shuffle");
  check(H5Pset_deflate(properties, kDeflateLevel), "cannot deflate");
}

hsize_t product(const Dims& dims, std::size_t from = 0) {
  hsize_t n = 1;
  for (std::size_t i = from; i < dims.size(); ++i) n *= dims[i];
  return n;
}

Handle space_of(hid_t dataset) { return Handle(H5Dget_space(dataset), H5Sclose, "cannot read a dataset's shape"); }

void expect_size(std::size_t have, hsize_t want) {
  if (have != want) {
    throw std::invalid_argument("a dataset of " + std::to_string(want) + " values was given " + std::to_string(have));
  }
}

/// The file's and the memory's space of slabs of the first dimension.
std::pair<Handle, Handle> select_rows(hid_t dataset, hsize_t begin, hsize_t rows) {
  Dims count = dims_of(dataset);
  count.at(0) = rows;
  Dims start(count.size(), 0);
  start[0] = begin;
  Handle in_file = space_of(dataset);
  check(H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
        "cannot select a part of a dataset");
  Handle in_memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose,
                   "cannot make a shape");
  return {std::move(in_file), std::move(in_memory)};
}

}  // namespace

template <class T>
Handle create_dataset(hid_t parent, const std::string& name, const Dims& dims, Storage storage) {
  Handle creation = creation_properties(H5P_DATASET_CREATE);
  if constexpr (std::is_floating_point_v<T>) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    check(H5Pset_fill_value(creation, memory_type<T>(), &nan), "cannot set the fill value");
  }
  Dims most = dims;
  if (storage == Storage::in_place) {
    check(H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY), "cannot allocate early");
    check(H5Pset_fill_time(creation, H5D_FILL_TIME_ALLOC), "cannot fill early");
  } else if (storage == Storage::by_slab) {
    Dims chunk = dims;
    chunk.at(0) = 1;
    most[0] = H5S_UNLIMITED;
    for (std::size_t i = 1; i < dims.size(); ++i) {
      if (dims[i] == 0) chunk[i] = 1, most[i] = H5S_UNLIMITED;  // a chunk must fit into what a dimension may become
    }
    chunk_and_deflate(creation, chunk);
  } else if (storage == Storage::by_rows) {
    Dims chunk = dims;
    chunk.at(0) = kChunkRows;
    most[0] = H5S_UNLIMITED;
    chunk_and_deflate(creation, chunk);
  } else if (product(dims) >= kWorthPacking) {
    Dims chunk = dims;
    chunk[0] = std::clamp<hsize_t>(kChunkValues / product(dims, 1), 1, dims[0]);
    chunk_and_deflate(creation, chunk);
  }
  const Handle space(H5Screate_simple(static_cast<int>(dims.size()), dims.data(), most.data()), H5Sclose,
                     "cannot make a shape");
  return Handle(H5Dcreate2(parent, name.c_str(), stored_type<T>(), space, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose,
                "cannot make the dataset '" + name + "'");
}

template <class T>
Handle create_dataset(hid_t parent, const std::string& name, const Dims& dims, Storage storage,
                      const std::vector<T>& values) {
  Handle dataset = create_dataset<T>(parent, name, dims, storage);
  write_values(dataset, values);
  return dataset;
}

Handle create_dataset(hid_t parent, const std::string& name, const std::vector<std::string>& values) {
  const Dims dims{values.size()};
  const Handle type = string_type(), creation = creation_properties(H5P_DATASET_CREATE);
  const Handle space(H5Screate_simple(1, dims.data(), nullptr), H5Sclose, "cannot make a shape");
  Handle dataset(H5Dcreate2(parent, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose,
                 "cannot make the dataset '" + name + "'");
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  if (!pointers.empty()) {
    check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "cannot write '" + name + "'");
  }
  return dataset;
}

template <class T>
Handle create_virtual(hid_t parent, const std::string& name, const Dims& dims,
                      const std::vector<VirtualBlock>& blocks) {
  const auto simple_space = [](const Dims& shape) {
    return Handle(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose,
                  "cannot make a shape");
  };
  const Handle creation = creation_properties(H5P_DATASET_CREATE), space = simple_space(dims);
  if constexpr (std::is_floating_point_v<T>) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    check(H5Pset_fill_value(creation, memory_type<T>(), &nan), "cannot set the fill value");
  }
  const auto select = [](hid_t shape, const Block& block) {
    check(H5Sselect_hyperslab(shape, H5S_SELECT_SET, block.begin.data(), nullptr, block.count.data(), nullptr),
          "cannot select a part of a dataset");
  };
  for (const auto& [block, file, dataset, source_dims, source] : blocks) {
    const Handle source_space = simple_space(source_dims);
    select(space, block);
    select(source_space, source);
    check(H5Pset_virtual(creation, space, file.c_str(), dataset.c_str(), source_space), "cannot map '" + name + "'");
  }
  check(H5Sselect_all(space), "cannot select a dataset");
  return Handle(H5Dcreate2(parent, name.c_str(), stored_type<T>(), space, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose,
                "cannot make the dataset '" + name + "'");
}

Handle open_dataset(hid_t parent, const std::string& name) {
  return Handle(H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose, "cannot find the dataset '" + name + "'");
}

Dims dims_of(hid_t dataset) {
  const Handle space = space_of(dataset);
  const int rank = H5Sget_simple_extent_ndims(space);
  check(rank, "cannot read a dataset's shape");
  Dims dims(static_cast<std::size_t>(rank));
  if (rank > 0) check(H5Sget_simple_extent_dims(space, dims.data(), nullptr), "cannot read a dataset's shape");
  return dims;
}

template <class T>
void write_slab(hid_t dataset, hsize_t index, const std::vector<T>& values) {
  Dims dims = dims_of(dataset);
  expect_size(values.size(), product(dims, 1));
  if (index == dims.at(0)) {
    ++dims[0];
    check(H5Dset_extent(dataset, dims.data()), "cannot grow a dataset");
  }
  if (values.empty()) return;
  const auto [in_file, in_memory] = select_rows(dataset, index, 1);
  check(H5Dwrite(dataset, memory_type<T>(), in_memory, in_file, H5P_DEFAULT, values.data()), "cannot write it");
}

template <class T>
std::vector<T> read_slab(hid_t dataset, hsize_t index) {
  return read_rows<T>(dataset, index, index + 1);
}

template <class T>
void write_last_rows(hid_t dataset, hsize_t begin, const std::vector<T>& values) {
  Dims dims = dims_of(dataset);
  const hsize_t rows = values.size() / product(dims, 1);
  expect_size(values.size(), rows * product(dims, 1));
  dims.at(0) = begin + rows;
  check(H5Dset_extent(dataset, dims.data()), "cannot grow a dataset");
  if (values.empty()) return;
  const auto [in_file, in_memory] = select_rows(dataset, begin, rows);
  check(H5Dwrite(dataset, memory_type<T>(), in_memory, in_file, H5P_DEFAULT, values.data()), "cannot write it");
}

template <class T>
std::vector<T> read_rows(hid_t dataset, hsize_t begin, hsize_t end) {
  if (end < begin || end > dims_of(dataset).at(0)) throw Hdf5Error("cannot read it (it has no such rows)");
  std::vector<T> values((end - begin) * product(dims_of(dataset), 1));
  if (values.empty()) return values;
  const auto [in_file, in_memory] = select_rows(dataset, begin, end - begin);
  check(H5Dread(dataset, memory_type<T>(), in_memory, in_file, H5P_DEFAULT, values.data()), "cannot read it");
  return values;
}

template <class T>
void write_values(hid_t dataset, const std::vector<T>& values) {
  expect_size(values.size(), product(dims_of(dataset)));
  if (values.empty()) return;
  check(H5Dwrite(dataset, memory_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "cannot write it");
}

template <class T>
std::vector<T> read_values(hid_t dataset) {
  std::vector<T> values(product(dims_of(dataset)));
  if (values.empty()) return values;
  check(H5Dread(dataset, memory_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "cannot read it");
  return values;
}

#define KNEAD_INSTANTIATE(T)                                                                                   \
  template Handle create_dataset<T>(hid_t, const std::string&, const Dims&, Storage);                          \
  template Handle create_dataset<T>(hid_t, const std::string&, const Dims&, Storage, const std::vector<T>&);   \
  template Handle create_virtual<T>(hid_t, const std::string&, const Dims&, const std::vector<VirtualBlock>&); \
  template void write_slab<T>(hid_t, hsize_t, const std::vector<T>&);                                          \
  template std::vector<T> read_slab<T>(hid_t, hsize_t);                                                        \
  template void write_last_rows<T>(hid_t, hsize_t, const std::vector<T>&);                                     \
  template std::vector<T> read_rows<T>(hid_t, hsize_t, hsize_t);                                               \
  template void write_values<T>(hid_t, const std::vector<T>&);                                                 \
  template std::vector<T> read_values<T>(hid_t);

KNEAD_INSTANTIATE(double)
KNEAD_INSTANTIATE(float)
KNEAD_INSTANTIATE(std::int64_t)
KNEAD_INSTANTIATE(std::int32_t)
KNEAD_INSTANTIATE(std::uint64_t)
KNEAD_INSTANTIATE(std::uint8_t)
#undef KNEAD_INSTANTIATE

std::vector<std::string> read_strings(hid_t dataset) {
  const Handle stored(H5Dget_type(dataset), H5Tclose, "cannot read a dataset's type");
  if (H5Tis_variable_str(stored) <= 0) throw Hdf5Error("cannot read it (a dataset of strings holds something else)");
  const Handle type = string_type();
  std::vector<char*> pointers(product(dims_of(dataset)));
  std::vector<std::string> values;
  if (pointers.empty()) return values;
  check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "cannot read it");
  for (const char* pointer : pointers) values.emplace_back(pointer != nullptr ? pointer : "");
  const Handle space = space_of(dataset);
  check(H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data()), "cannot release strings");
  return values;
}

void make_scale(hid_t dataset, const std::string& name) {
  check(H5DSset_scale(dataset, name.c_str()), "cannot make '" + name + "' a dimension's scale");
}

void attach_scales(hid_t dataset, const std::vector<const Handle*>& scales) {
  for (unsigned dimension = 0; dimension < scales.size(); ++dimension) {
    check(H5DSattach_scale(dataset, *scales[dimension], dimension), "cannot attach a dimension's scale");
  }
}

}  // namespace knead

#pragma once
// How C++ types are stored in a file and lie in memory, and the properties with which everything is created.

#include <cstdint>
#include <type_traits>

#include "sim/results/hdf5_handle.hpp"

namespace knead {

/// Kept for objects and attributes alike, as netCDF-4 asks.
constexpr unsigned kOfMaking = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

/// How T is stored: little-endian whatever the machine.
template <class T>
hid_t stored_type() {
  if constexpr (std::is_same_v<T, double>) return H5T_IEEE_F64LE;
  if constexpr (std::is_same_v<T, float>) return H5T_IEEE_F32LE;
  if constexpr (std::is_same_v<T, std::int64_t>) return H5T_STD_I64LE;
  if constexpr (std::is_same_v<T, std::int32_t>) return H5T_STD_I32LE;
  if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_STD_U64LE;
  if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_STD_U8LE;
}

template <class T>
hid_t memory_type() {
  if constexpr (std::is_same_v<T, double>) return H5T_NATIVE_DOUBLE;
  if constexpr (std::is_same_v<T, float>) return H5T_NATIVE_FLOAT;
  if constexpr (std::is_same_v<T, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::is_same_v<T, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_NATIVE_UINT64;
  if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_NATIVE_UINT8;
}

/// UTF-8 of variable length.
inline Handle string_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "cannot make a string type");
  check(H5Tset_size(type, H5T_VARIABLE), "cannot make a string type");
  check(H5Tset_cset(type, H5T_CSET_UTF8), "cannot make a string type");
  return type;
}

/// Properties of a new file, group or dataset (their HDF5 class): no times, attributes in the order of their making.
inline Handle creation_properties(hid_t of_class) {
  Handle made(H5Pcreate(of_class), H5Pclose, "cannot make properties");
  check(H5Pset_obj_track_times(made, false), "cannot turn times off");
  check(H5Pset_attr_creation_order(made, kOfMaking), "cannot keep the attributes' order");
  return made;
}

}  // namespace knead

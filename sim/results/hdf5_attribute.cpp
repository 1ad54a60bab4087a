#include "sim/results/hdf5_attribute.hpp"

#include "sim/results/hdf5_type.hpp"

namespace knead {
namespace {

void write(hid_t object, const std::string& name, hid_t stored, hid_t in_memory, const void* value) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "cannot make a shape");
  const Handle attribute(H5Acreate2(object, name.c_str(), stored, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "cannot make the attribute '" + name + "'");
  check(H5Awrite(attribute, in_memory, value), "cannot write the attribute '" + name + "'");
}

/// Opens an attribute of one value of the class.
Handle open(hid_t object, const std::string& name, bool text) {
  Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "cannot find the attribute '" + name + "'");
  const Handle type(H5Aget_type(attribute), H5Tclose, "cannot read the attribute '" + name + "'");
  const Handle space(H5Aget_space(attribute), H5Sclose, "cannot read the attribute '" + name + "'");
  if ((H5Tis_variable_str(type) > 0) != text || H5Sget_simple_extent_npoints(space) != 1) {
    throw Hdf5Error("cannot read the attribute '" + name + "' (it is not " + (text ? "a string" : "a number") + ")");
  }
  return attribute;
}

}  // namespace

void write_attribute(hid_t object, const std::string& name, const std::string& value) {
  const Handle type = string_type();
  const char* text = value.c_str();
  write(object, name, type, type, &text);
}

template <class T>
void write_attribute(hid_t object, const std::string& name, T value) {
  write(object, name, stored_type<T>(), memory_type<T>(), &value);
}

std::string read_text_attribute(hid_t object, const std::string& name) {
  const Handle attribute = open(object, name, true), type = string_type();
  char* text = nullptr;
  check(H5Aread(attribute, type, &text), "cannot read the attribute '" + name + "'");
  const std::string value = text != nullptr ? text : "";
  H5free_memory(text);
  return value;
}

template <class T>
T read_attribute(hid_t object, const std::string& name) {
  const Handle attribute = open(object, name, false);
  T value{};
  check(H5Aread(attribute, memory_type<T>(), &value), "cannot read the attribute '" + name + "'");
  return value;
}

#define KNEAD_INSTANTIATE(T)                                      \
  template void write_attribute<T>(hid_t, const std::string&, T); \
  template T read_attribute<T>(hid_t, const std::string&);

KNEAD_INSTANTIATE(double)
KNEAD_INSTANTIATE(std::int64_t)
KNEAD_INSTANTIATE(std::uint64_t)
#undef KNEAD_INSTANTIATE

}  // namespace knead

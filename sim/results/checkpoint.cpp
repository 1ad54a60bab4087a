#include "sim/results/checkpoint.hpp"

#include <string_view>
#include <system_error>
#include <utility>

#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"

namespace knead {
namespace {

const std::string kConventions = "knead-checkpoint-1";

template <class T>
void write_arrays(hid_t file, const std::string& name, const std::map<std::string, std::vector<T>>& arrays) {
  const Handle group = create_group(file, name);
  for (const auto& [key, values] : arrays) create_dataset(group, key, {values.size()}, Storage::packed, values);
}

template <class T>
std::map<std::string, std::vector<T>> read_arrays(hid_t file, const std::string& name) {
  std::map<std::string, std::vector<T>> arrays;
  const Handle group = open_group(file, name);
  for (const std::string& key : names_in(group)) arrays[key] = read_values<T>(open_dataset(group, key));
  return arrays;
}

}  // namespace

void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint) {
  std::filesystem::path fresh = path;
  fresh += ".new";
  using_file(path, [&] {
    Handle file = create_file(fresh);
    write_attribute(file, "Conventions", kConventions);
    write_arrays(file, "reals", checkpoint.reals);
    write_arrays(file, "integers", checkpoint.integers);
    const Handle texts = create_group(file, "texts");
    for (const auto& [key, text] : checkpoint.texts) create_dataset(texts, key, {text});
    close_synced(std::move(file), fresh);
    std::error_code failure;
    std::filesystem::rename(fresh, path, failure);
    if (failure) throw Hdf5Error("cannot rename " + fresh.filename().string() + " to it (" + failure.message() + ")");
    sync(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
  });
}

Checkpoint read_checkpoint(const std::filesystem::path& path) {
  return using_file(path, [&] {
    const std::string expected = "; expected a checkpoint of this program";
    if (!std::filesystem::exists(path)) throw Hdf5Error("no such file" + expected);
    if (H5Fis_hdf5(path.c_str()) <= 0) throw Hdf5Error("not an HDF5 file, or not a readable one" + expected);
    const Handle file = open_file(path, Open::to_read);
    if (H5Aexists(file, "Conventions") <= 0 || read_text_attribute(file, "Conventions") != kConventions) {
      throw Hdf5Error("not a checkpoint" + expected);
    }
    Checkpoint checkpoint{read_arrays<double>(file, "reals"), read_arrays<std::int64_t>(file, "integers"), {}};
    const Handle texts = open_group(file, "texts");
    for (const std::string& key : names_in(texts)) {
      checkpoint.texts[key] = read_strings(open_dataset(texts, key)).at(0);
    }
    return checkpoint;
  });
}

}  // namespace knead

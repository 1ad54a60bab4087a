#include "sim/results/sweep_reader.hpp"

#include <cstdint>
#include <utility>

#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/sweep_layout.hpp"

namespace knead {

bool is_sweep(const std::filesystem::path& path) {
  try {
    return using_file(path, [&] { return static_cast<bool>(open_sweep(path) >= 0); });
  } catch (const ResultsError&) {
    return false;
  }
}

SweepReader::SweepReader(std::filesystem::path path) : path_(std::move(path)) {
  using_file(path_, [&] {
    Handle file = open_sweep(path_);
    description_ = read_sweep_description(file);
    file_ = std::move(file);
  });
}

SweepReader::~SweepReader() {
  Hdf5Lock lock;
  file_ = Handle();
}

std::vector<bool> SweepReader::finished() const {
  return using_file(path_, [&] {
    const auto flags = read_values<std::uint8_t>(open_dataset(file_, "finished"));
    return std::vector<bool>(flags.begin(), flags.end());
  });
}

std::vector<double> SweepReader::outcomes() const {
  return using_file(path_, [&] { return read_values<double>(open_dataset(file_, "outcomes")); });
}

std::vector<double> SweepReader::series(const std::string& id, std::size_t point) const {
  return using_file(path_, [&] {
    std::string known;
    for (const SeriesDescription& series : description_.series) {
      if (series.id == id) return read_slab<double>(open_dataset(file_, id), static_cast<hsize_t>(point));
      known += (known.empty() ? "" : ", ") + series.id;
    }
    throw Hdf5Error("no series '" + id + "' in it; it has " + (known.empty() ? "outcomes only" : known));
  });
}

}  // namespace knead

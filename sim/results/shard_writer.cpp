#include "sim/results/shard_writer.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/sweep_layout.hpp"

namespace knead {
namespace {

constexpr std::chrono::seconds longest_wait{1};

/// The flags of a file, or nothing if it was cut off while it was laid out, or is not this shard's.
std::vector<bool> flags_in(const std::filesystem::path& path, const Shard& shard) {
  if (!std::filesystem::exists(path)) return {};
  try {
    return using_file(path, [&]() -> std::vector<bool> {
      const Handle file = open_file(path, Open::to_read);
      const auto flags = read_values<std::uint8_t>(open_dataset(file, "finished"));
      if (flags.size() != static_cast<std::size_t>(shard.records()) || !has(file, "laid_out")) return {};
      return {flags.begin(), flags.end()};
    });
  } catch (const ResultsError&) {
    return {};
  }
}

}  // namespace

std::vector<bool> finished_records(const std::filesystem::path& folder, const Shard& shard) {
  std::vector<bool> flags = flags_in(folder / shard_name(shard), shard);
  flags.resize(static_cast<std::size_t>(shard.records()));
  return flags;
}

ShardWriter::ShardWriter(const std::filesystem::path& folder, const SweepDescription& sweep, const Shard& shard)
    : path_(folder / shard_name(shard)), sweep_(sweep), finished_before_(flags_in(path_, shard)) {
  if (!finished_before_.empty()) return;
  finished_before_.resize(static_cast<std::size_t>(shard.records()));
  using_file(path_, [&] {
    Handle file = create_file(path_);
    lay_out_shard(file, sweep_, shard);
    create_group(file, "laid_out");  // last: a file without it is begun anew
    close_synced(std::move(file), path_);
  });
}

void ShardWriter::write(int record, SweepRecord values) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace_back(record, std::move(values));
  const auto now = std::chrono::steady_clock::now();
  if (now - last_flush_ < longest_wait) return;
  put(std::exchange(waiting_, {}));
  last_flush_ = std::chrono::steady_clock::now();
}

void ShardWriter::flush() {
  const std::lock_guard lock(mutex_);
  put(std::exchange(waiting_, {}));
}

void ShardWriter::put(std::vector<std::pair<int, SweepRecord>> records) const {
  if (records.empty()) return;
  using_file(path_, [&] {
    Handle file = open_file(path_, Open::to_write);
    if (!sweep_.series.empty()) {
      const Handle series = open_dataset(file, "series");
      for (const auto& [record, values] : records) write_slab(series, static_cast<hsize_t>(record), values.series);
    }
    const Handle outcomes = open_dataset(file, "outcomes");
    for (const auto& [record, values] : records) write_slab(outcomes, static_cast<hsize_t>(record), values.outcomes);
    close_synced(std::move(file), path_);

    file = open_file(path_, Open::to_write);  // only now that the numbers are on disk
    const Handle finished = open_dataset(file, "finished");
    for (const auto& [record, values] : records) write_slab<std::uint8_t>(finished, static_cast<hsize_t>(record), {1});
    close_synced(std::move(file), path_);
  });
}

}  // namespace knead

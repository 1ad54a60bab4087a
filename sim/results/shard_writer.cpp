#include "sim/results/shard_writer.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/sweep_layout.hpp"

namespace knead {
namespace {

constexpr std::chrono::seconds longest_wait{1};

void lay_out(const std::filesystem::path& path, const SweepDescription& sweep, const Shard& shard) {
  const std::filesystem::path whole = path.string() + ".new";
  using_file(path, [&] {
    Handle file = create_file(whole);
    lay_out_shard(file, sweep, shard);
    close_synced(std::move(file), whole);
    rename_synced(whole, path);
  });
}

}  // namespace

std::vector<bool> finished_records(const std::filesystem::path& folder, const SweepDescription& sweep,
                                   const Shard& shard) {
  const std::filesystem::path path = folder / shard_name(shard);
  if (!std::filesystem::exists(path)) return std::vector<bool>(static_cast<std::size_t>(shard.records()));
  return using_file(path, [&] {
    const Handle file = open_file(path, Open::to_read);
    if (!is_shard(file, sweep, shard))
      throw Hdf5Error("a part of another sweep or version; expected another folder (-o), or --anew to begin again");
    const auto flags = read_values<std::uint8_t>(open_dataset(file, "finished"));
    return std::vector<bool>(flags.begin(), flags.end());
  });
}

ShardWriter::ShardWriter(const std::filesystem::path& folder, const SweepDescription& sweep, const Shard& shard)
    : path_(folder / shard_name(shard)), sweep_(sweep), finished_before_(finished_records(folder, sweep, shard)) {
  if (!std::filesystem::exists(path_)) lay_out(path_, sweep, shard);
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
  // Nothing of a file may be open when it is closed, or the numbers reach the disk after the flags.
  const auto open_and_write = [&](const auto& write_into) {
    Handle file = open_file(path_, Open::to_write);
    write_into(file);
    close_synced(std::move(file), path_);
  };
  using_file(path_, [&] {
    open_and_write([&](hid_t file) {
      for (const auto& [record, values] : records) {
        const auto at = static_cast<hsize_t>(record);
        if (!sweep_.series.empty()) write_slab(open_dataset(file, "series"), at, values.series);
        write_slab(open_dataset(file, "outcomes"), at, values.outcomes);
      }
    });
    open_and_write([&](hid_t file) {  // only now that the numbers are on disk
      for (const auto& [record, values] : records)
        write_slab<std::uint8_t>(open_dataset(file, "finished"), static_cast<hsize_t>(record), {1});
    });
  });
}

}  // namespace knead

#pragma once
// The skeleton of a sweep's file: everything of README.md that is known before its first run.

#include <filesystem>

#include "sim/results/hdf5_handle.hpp"
#include "sim/results/sweep_file.hpp"

namespace knead {

/// Fills an empty file: attributes, scales, the design table, and each shard's values as parts of virtual datasets in
/// files of the same folder (shard_name). Without shards there are no values.
/// @param shards_folder relative to the file's own
void lay_out_sweep(hid_t file, const SweepDescription& sweep, const std::vector<Shard>& shards,
                   const std::filesystem::path& shards_folder);

SweepDescription read_sweep_description(hid_t file);

/// Opens a sweep's file to read. Throws Hdf5Error if there is none, or if the file is damaged or another's.
Handle open_sweep(const std::filesystem::path& path);

/// True for a file that lay_out_shard has made for this shard of this sweep, of the same version.
bool is_shard(hid_t file, const SweepDescription& sweep, const Shard& shard);

/// Lays out the datasets that a shard holds, all of them still NaN, and none `finished`.
void lay_out_shard(hid_t file, const SweepDescription& sweep, const Shard& shard);

/// "0001.h5" for shard 0.
std::string shard_name(const Shard& shard);

}  // namespace knead

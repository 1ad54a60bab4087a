#include "sim/results/sweep_folder.hpp"

#include <unistd.h>

#include <system_error>

#include "sim/results/hdf5_file.hpp"
#include "sim/results/sweep_layout.hpp"
#include "sim/results/sweep_reader.hpp"

namespace knead {
namespace {

namespace fs = std::filesystem;

/// Writes a sweep's file under another name first, so that no one meets half of it; two at once do no harm.
void write_whole(const fs::path& path, const SweepDescription& sweep, const std::vector<Shard>& shards,
                 const fs::path& shards_folder) {
  const fs::path temporary = path.string() + "." + std::to_string(getpid()) + ".new";
  using_file(path, [&] {
    try {
      Handle file = create_file(temporary);
      lay_out_sweep(file, sweep, shards, shards_folder);
      close_synced(std::move(file), temporary);
    } catch (...) {
      std::error_code ignored;
      fs::remove(temporary, ignored);
      throw;
    }
    rename_synced(temporary, path);
  });
}

}  // namespace

SweepFolder::SweepFolder(const fs::path& folder, const std::string& name)
    : file_(folder / (name + ".h5")), shards_(folder / (name + ".shards")), whose_(shards_ / "sweep.h5") {}

void SweepFolder::begin(const SweepDescription& sweep) const {
  if (fs::exists(file_) && !is_sweep(file_))
    throw ResultsError(file_.string() +
                       ": error: not a sweep's, and it would be written over; expected another folder "
                       "(-o), or another name of the sweep");
  if (fs::exists(whose_)) {
    const std::string differs = what_differs(description(), sweep);
    if (differs.empty()) return;
    throw ResultsError(shards_.string() + ": error: begun by another sweep (" + differs +
                       "); expected the same, another folder (-o), or --anew to begin it again");
  }
  std::error_code ignored;  // a folder that cannot be made shows when the file is
  fs::create_directories(shards_, ignored);
  write_whole(whose_, sweep, {}, "");
}

void SweepFolder::remove() const {
  if (!fs::exists(shards_)) return;
  std::error_code failure;
  const auto remove_file = [&](const fs::path& path) {
    fs::remove(path, failure);
    if (failure) throw ResultsError(path.string() + ": error: cannot remove it (" + failure.message() + ")");
  };
  for (const auto& entry : fs::directory_iterator(shards_))
    if (entry.path().extension() == ".h5" && entry.path() != whose_) remove_file(entry.path());
  if (is_sweep(file_)) remove_file(file_);
  remove_file(whose_);  // last: until then the folder is known to be that sweep's
}

SweepDescription SweepFolder::description() const {
  return using_file(whose_, [&] { return read_sweep_description(open_sweep(whose_)); });
}

void SweepFolder::merge(const SweepDescription& sweep, const std::vector<Shard>& all) const {
  write_whole(file_, sweep, all, shards_.filename());
}

}  // namespace knead

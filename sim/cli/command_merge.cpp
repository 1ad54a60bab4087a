// knead merge: the parts of a sweep, run anywhere and finished or not, as one file.

#include <fmt/format.h>

#include <memory>

#include "sim/cli/commands.hpp"
#include "sim/results/sweep_folder.hpp"
#include "sim/sweep/run_sweep.hpp"
#include "sim/sweep/shards.hpp"

namespace knead {
namespace {

void merge(const std::filesystem::path& given) {
  const std::filesystem::path shards_folder =
      given.filename().empty() ? given.parent_path() : given;  // without a slash at its end
  if (shards_folder.extension() != ".shards")
    throw ResultsError(given.string() + ": error: not the parts of a sweep; expected its folder NAME.shards");
  const SweepFolder files(shards_folder.parent_path(), shards_folder.stem().string());
  const SweepDescription sweep = files.description();
  const std::vector<Shard> shards =
      shards_of(static_cast<int>(sweep.points.size()), static_cast<int>(sweep.subjects.size()));
  files.merge(sweep, shards);
  const std::size_t finished = count_finished(files.shards(), sweep, shards),
                    all = sweep.points.size() * sweep.subjects.size();
  if (finished < all) fmt::print(stderr, "  {} of {} runs are finished; the others are NaN\n", finished, all);
  fmt::print("{}\n", files.file().string());
}

}  // namespace

void add_merge(CLI::App& program) {
  auto folder = std::make_shared<std::string>();
  auto* command = program.add_subcommand("merge", "Make one file of a sweep's parts, as after a job array");
  command->add_option("SHARDS", *folder, "the folder NAME.shards of the sweep")->required();
  command->footer("\nExample:\n  knead merge results/timing.shards");
  command->callback([folder] { merge(*folder); });
}

}  // namespace knead

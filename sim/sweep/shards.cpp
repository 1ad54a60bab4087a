#include "sim/sweep/shards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace knead {

namespace {

constexpr int most_points = 64, enough_shards = 256;

constexpr int rounded_up(int a, int b) { return (a + b - 1) / b; }

}  // namespace

std::vector<Shard> shards_of(int points, int subjects) {
  const int blocks = rounded_up(points, most_points), most_parts = std::max(1, enough_shards / std::max(1, blocks));
  const int together = rounded_up(subjects, most_parts);
  std::vector<Shard> shards;
  for (int block = 0; block < blocks; ++block)
    for (int subject = 0; subject < subjects; subject += together) {
      const int point = static_cast<int>(static_cast<std::int64_t>(points) * block / blocks);
      const int end = static_cast<int>(static_cast<std::int64_t>(points) * (block + 1) / blocks);
      shards.push_back(
          {static_cast<int>(shards.size()), point, end - point, subject, std::min(together, subjects - subject)});
    }
  return shards;
}

std::optional<ShardClaim> ShardClaim::take(const std::filesystem::path& folder, const Shard& shard) {
  auto lock = FileLock::take(folder / fmt::format("{:04}.lock", shard.number + 1));
  return lock ? std::optional(ShardClaim(std::move(*lock))) : std::nullopt;
}

std::vector<ShardClaim> ShardClaim::take_all(const std::filesystem::path& folder) {
  std::vector<ShardClaim> claims;
  if (!std::filesystem::exists(folder)) return claims;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".lock") continue;
    auto lock = FileLock::take(entry.path());
    if (!lock) throw ResultsError(folder.string() + ": error: another process works on it; expected it to end first");
    claims.push_back(ShardClaim(std::move(*lock)));
  }
  return claims;
}

}  // namespace knead

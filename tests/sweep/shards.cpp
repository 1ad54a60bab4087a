// How a sweep is cut.

#include "sim/sweep/shards.hpp"

#include <doctest/doctest.h>

#include <set>
#include <utility>

using namespace knead;

TEST_CASE("shards hold every subject at every point once") {
  for (const auto& [points, subjects] : {std::pair{1, 1}, {16, 8}, {64, 300}, {65, 8}, {1000, 11}, {10000, 8}}) {
    std::set<std::pair<int, int>> seen;
    std::size_t records = 0;
    const auto shards = shards_of(points, subjects);
    for (std::size_t i = 0; i < shards.size(); ++i) {
      const Shard& shard = shards[i];
      CHECK(shard.number == static_cast<int>(i));
      CHECK(shard.points <= 64);
      CHECK(shard.points > 0);
      for (int p = 0; p < shard.points; ++p)
        for (int s = 0; s < shard.subjects; ++s) seen.emplace(shard.first_point + p, shard.first_subject + s);
      records += static_cast<std::size_t>(shard.records());
    }
    CHECK(records == static_cast<std::size_t>(points) * subjects);
    CHECK(seen.size() == records);
    CHECK(seen.rbegin()->first == points - 1);
    CHECK(shards.size() <= 512);
  }
}

TEST_CASE("a small sweep is handed out by subjects and a large one by points") {
  CHECK(shards_of(16, 8).size() == 8);
  CHECK(shards_of(10000, 8).size() == 157);
}

TEST_CASE("a shard that someone works on is not given out twice") {
  const auto folder = std::filesystem::temp_directory_path() / "knead_claims";
  std::filesystem::create_directories(folder);
  const Shard shard{2, 0, 1, 0, 1}, other{3, 1, 1, 0, 1};
  {
    const auto claim = ShardClaim::take(folder, shard);
    CHECK(claim);
    CHECK_FALSE(ShardClaim::take(folder, shard));
    CHECK(ShardClaim::take(folder, other));
  }
  CHECK(ShardClaim::take(folder, shard));
  std::filesystem::remove_all(folder);
}

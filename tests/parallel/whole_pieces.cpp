// Pieces of work that are done whole, or told not to be.

#include "sim/parallel/whole_pieces.hpp"

#include <doctest/doctest.h>
#include <tbb/task.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace knead;

namespace {

/// Loops within a piece until it is told that another has thrown; true if none of them left anything out.
bool loops_whole_until(const std::atomic<bool>& stopped) {
  for (bool last = false; !last;) {
    last = stopped;
    std::atomic<int> done = 0;
    tbb::this_task_arena::isolate([&] { tbb::parallel_for(0, 100, [&](int) { ++done; }); });
    if (done != 100) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("every piece is done once") {
  std::vector<int> times(1000);
  do_whole_pieces(times.size(), [&](std::size_t i, const std::atomic<bool>&) { ++times[i]; });
  CHECK(times == std::vector<int>(1000, 1));
  do_whole_pieces(0, [](std::size_t, const std::atomic<bool>&) { FAIL("there is no piece"); });
}

TEST_CASE("a piece that throws cuts no other off, and no more are begun") {
  std::atomic<int> begun = 0;
  std::atomic<bool> whole = true;
  const auto work = [&](std::size_t, const std::atomic<bool>& stopped) {
    if (begun++ == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      throw std::runtime_error("first");
    }
    if (!loops_whole_until(stopped)) whole = false;
    throw std::runtime_error("later");
  };
  CHECK_THROWS_WITH(do_whole_pieces(100000, work), "first");
  CHECK(whole);
  CHECK(begun < 1000);
}

TEST_CASE("pieces that a loop around them leaves out are told") {
  tbb::parallel_for(0, 1, [](int) {
    tbb::task::current_context()->cancel_group_execution();
    CHECK_THROWS_AS(do_whole_pieces(3, [](std::size_t, const std::atomic<bool>&) {}), Interrupted);
  });
}

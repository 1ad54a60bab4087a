// Studies are read by many threads at once.

#include <doctest/doctest.h>
#include <tbb/parallel_for.h>

#include <atomic>

#include "sim/config/units.hpp"
#include "tests/first_task_latch.hpp"

using namespace knead;

TEST_CASE("units convert the same on several threads at once") {
  constexpr int threads = 4;
  test::FirstTaskLatch latch(threads);
  std::atomic<int> right = 0;
  test::on_threads(threads, [&] {
    tbb::parallel_for(0, 4000, [&](int i) {
      latch.hold();
      right += convert(i, "kPa", "Pa") == 1000.0 * i && convert(i, "h", "min") == 60.0 * i;
    });
  });
  CHECK(latch.threads_held() == threads);
  CHECK(right == 4000);
}

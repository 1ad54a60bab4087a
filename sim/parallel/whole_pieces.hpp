#pragma once
// Work in pieces that are done whole or told not to be. A plain TBB loop in which a piece throws skips the loops within
// its other pieces, too, and these go on with what was left undone.

#include <tbb/parallel_for.h>

#include <atomic>
#include <cstddef>
#include <exception>
#include <utility>

#include "sim/parallel/interrupted.hpp"

namespace knead {

/// work(i, stopped) for every i below `count`, on all threads. Once a piece has thrown no other is begun, and `stopped`
/// is true: one that is at work may give up by an exception of its own, or end as ever. Then the first is rethrown.
/// Throws Interrupted where a loop around this one has left pieces out.
template <class Work>
void do_whole_pieces(std::size_t count, const Work& work) {
  std::atomic<bool> stopped = false;
  std::atomic<std::size_t> done = 0;
  std::exception_ptr thrown;
  tbb::parallel_for(
      std::size_t{0}, count,
      [&](std::size_t i) {
        if (stopped) return;
        try {
          work(i, std::as_const(stopped));
          ++done;
        } catch (...) {
          if (!stopped.exchange(true)) thrown = std::current_exception();
        }
      },
      tbb::simple_partitioner());
  if (thrown) std::rethrow_exception(thrown);
  if (done < count) throw Interrupted("stopped, as other work has failed");
}

}  // namespace knead

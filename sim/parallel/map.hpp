#pragma once
// One piece of work after another, over all ranks and all their threads, with the same answers in the same order on
// every rank: an algorithm made of such steps runs alike on all of them, and none needs to send anything to another.

#include <functional>
#include <vector>

#include "sim/parallel/ranks.hpp"

namespace knead {

/// work(0) to work(count - 1), each of `width` numbers, by their position. All ranks must come here with the same
/// count, and none runs a piece twice. Rethrows what a piece throws; other ranks then throw AnotherRankFailed.
std::vector<std::vector<double>> map_over(const Ranks& ranks, std::size_t count, std::size_t width,
                                          const std::function<std::vector<double>(std::size_t)>& work);

}  // namespace knead

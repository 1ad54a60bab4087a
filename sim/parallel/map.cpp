#include "sim/parallel/map.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "sim/parallel/whole_pieces.hpp"

namespace knead {

std::vector<std::vector<double>> map_over(const Ranks& ranks, std::size_t count, std::size_t width,
                                          const std::function<std::vector<double>(std::size_t)>& work) {
  const std::size_t size = static_cast<std::size_t>(ranks.size()), rank = static_cast<std::size_t>(ranks.rank());
  const std::size_t first = count * rank / size, last = count * (rank + 1) / size;
  std::vector<double> mine((last - first) * width);
  do_whole_pieces(last - first, [&](std::size_t piece, const std::atomic<bool>&) {
    const std::vector<double> answer = work(first + piece);
    if (answer.size() != width) throw std::logic_error("a piece of work has another width than was said");
    std::copy(answer.begin(), answer.end(), mine.begin() + static_cast<std::ptrdiff_t>(piece * width));
  });

  const std::vector<double> all = ranks.gather(mine);
  std::vector<std::vector<double>> answers(count);
  for (std::size_t i = 0; i < count; ++i)
    answers[i].assign(all.begin() + static_cast<std::ptrdiff_t>(i * width),
                      all.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
  return answers;
}

}  // namespace knead

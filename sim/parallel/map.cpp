#include "sim/parallel/map.hpp"

#include <tbb/parallel_for.h>

#include <exception>
#include <stdexcept>

namespace knead {

std::vector<std::vector<double>> map_over(const Ranks& ranks, std::size_t count, std::size_t width,
                                          const std::function<std::vector<double>(std::size_t)>& work) {
  const std::size_t size = static_cast<std::size_t>(ranks.size()), rank = static_cast<std::size_t>(ranks.rank());
  const std::size_t first = count * rank / size, last = count * (rank + 1) / size;
  std::vector<double> mine((last - first) * width);
  std::exception_ptr thrown;
  try {
    tbb::parallel_for(
        first, last,
        [&](std::size_t i) {
          const std::vector<double> answer = work(i);
          if (answer.size() != width) throw std::logic_error("a piece of work has another width than was said");
          std::copy(answer.begin(), answer.end(), mine.begin() + static_cast<std::ptrdiff_t>((i - first) * width));
        },
        tbb::simple_partitioner());
  } catch (...) {
    thrown = std::current_exception();
  }
  const bool well = ranks.all_agree(!thrown);
  if (thrown) std::rethrow_exception(thrown);
  if (!well) throw std::runtime_error("stopped, as another rank has failed");

  const std::vector<double> all = ranks.gather(mine);
  std::vector<std::vector<double>> answers(count);
  for (std::size_t i = 0; i < count; ++i)
    answers[i].assign(all.begin() + static_cast<std::ptrdiff_t>(i * width),
                      all.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
  return answers;
}

}  // namespace knead

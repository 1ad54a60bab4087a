#include "sim/inference/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace knead {

std::vector<std::size_t> widths_of(const std::vector<Cells>& lines) {
  std::vector<std::size_t> width(lines.empty() ? 0 : lines[0].size(), 0);
  for (const Cells& cells : lines) {
    for (std::size_t c = 0; c < cells.size(); ++c) width[c] = std::max(width[c], cells[c].size());
  }
  return width;
}

std::string line_of(const Cells& cells, const std::vector<std::size_t>& width, const std::vector<std::size_t>& right) {
  std::string line;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const bool to_the_right = std::find(right.begin(), right.end(), c) != right.end();
    line += to_the_right ? fmt::format("{:>{}}  ", cells[c], width[c]) : fmt::format("{:<{}}  ", cells[c], width[c]);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace knead

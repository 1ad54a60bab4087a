#pragma once
// Lines of a plain-text table, for a terminal or a log.

#include <string>
#include <vector>

namespace knead {

using Cells = std::vector<std::string>;

/// The widest cell of each column; every line has as many cells as the first.
std::vector<std::size_t> widths_of(const std::vector<Cells>& lines);

/// The cells side by side, each as wide as its column, with a line's end; those of the columns `right` stand to the
/// right.
std::string line_of(const Cells& cells, const std::vector<std::size_t>& width, const std::vector<std::size_t>& right);

}  // namespace knead

#include "sim/results/sweep_file.hpp"

#include <algorithm>
#include <sstream>

namespace knead {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The first line that is another.
std::string changed_line(const std::string& was, const std::string& is) {
  const auto before = lines_of(was), now = lines_of(is);
  const auto [a, b] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
  const std::string gone = a == before.end() ? "nothing" : "'" + *a + "'";
  return "was " + gone + ", is " + (b == now.end() ? "nothing" : "'" + *b + "'");
}

std::string ids_of(const std::vector<SeriesDescription>& descriptions) {
  std::string ids;
  for (const SeriesDescription& description : descriptions) ids += description.id + "\n";
  return ids;
}

}  // namespace

std::string what_differs(const SweepDescription& was, const SweepDescription& is) {
  if (was == is) return "";
  if (was.version != is.version) return "version was " + was.version + ", is " + is.version;
  if (was.sweep != is.sweep) return "sweep was '" + was.sweep + "', is '" + is.sweep + "'";
  if (was.config != is.config) return "a line of the study or its points " + changed_line(was.config, is.config);
  if (was.series.empty() != is.series.empty())
    return was.series.empty() ? "it keeps outcomes only (--summary-only), now whole courses were asked for"
                              : "it keeps whole courses, now outcomes only (--summary-only) were asked for";
  if (was.outcomes != is.outcomes) return "an outcome " + changed_line(ids_of(was.outcomes), ids_of(is.outcomes));
  if (was.against != is.against) return "the arm to compare with was '" + was.against + "', is '" + is.against + "'";
  return "what is said about it or how its points are called";
}

}  // namespace knead

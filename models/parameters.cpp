#include "models/parameters.hpp"

#include <charconv>

namespace knead {

namespace {

/// The shortest text that reads back as the same number.
std::string text_of(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

std::string text_of(const Range& range) { return "[" + text_of(range.low) + ", " + text_of(range.high) + "]"; }

std::string text_of(const Prior& prior) {
  if (prior.shape == Prior::Shape::fixed) return "fixed";
  return text_of(Range{prior.low, prior.high}) + (prior.shape == Prior::Shape::log_uniform ? " log" : "");
}

std::string text_of(const Varies& varies) {
  constexpr std::string_view names[] = {"", "subject", "type", "fibre"};
  if (varies.by == Varies::By::nothing) return "";
  return std::string(names[static_cast<int>(varies.by)]) + ", CV " + text_of(varies.cv);
}

}  // namespace

std::string parameters_markdown() {
  std::string text;
  std::string_view module;
  for (const Parameter& p : all_parameters()) {
    if (p.module != module) {
      if (!text.empty()) text += "\n";
      module = p.module;
      text += "### `" + std::string(module) + "`\n\n";
      text += "| parameter | value | unit | range | prior | varies by | how | source |\n";
      text += "|---|---|---|---|---|---|---|---|\n";
    }
    text += "| `" + std::string(p.symbol) + "` | " + text_of(p.value) + " | " + std::string(p.unit) + " | " +
            text_of(p.range) + " | " + text_of(p.prior) + " | " + text_of(p.varies) + " | " +
            std::string(name_of(p.how)) + " | " + std::string(p.source) + " |\n";
  }
  return text;
}

}  // namespace knead

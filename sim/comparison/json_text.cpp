#include "sim/comparison/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace knead {
namespace {

/// Length of the UTF-8 character that the text begins with; 0 if it begins with none (RFC 3629).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  // Not said longer than need be, no half of a UTF-16 pair, and not above U+10FFFF.
  const unsigned char second = byte(1);
  const bool too_low = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool too_high = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return too_low || too_high ? 0 : length;
}

}  // namespace

std::string json_text(const std::string& text) {
  std::string json = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(std::string_view(text).substr(i));
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (length == 0) {
      json += "\xEF\xBF\xBD";
    } else if (c == '"' || c == '\\') {
      json += {'\\', text[i]};
    } else if (c < 0x20) {
      json += fmt::format("\\u{:04x}", c);
    } else {
      json += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  return json + "\"";
}

std::string json_number(double x) { return std::isfinite(x) ? fmt::format("{}", x) : "null"; }

}  // namespace knead

#pragma once
// The two values of JSON that can go wrong.

#include <string>

namespace knead {

/// A string with its quotes. Quotes, backslashes and control characters are escaped; bytes that are not UTF-8 become
/// U+FFFD.
std::string json_text(const std::string& text);

/// The shortest number that reads back as the same bits; null where it is not finite.
std::string json_number(double x);

}  // namespace knead

#include "sim/config/schema.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/config/units.hpp"

namespace knead {
namespace {

/// Units in which a value is said, the smallest first.
std::vector<std::string> usual_units(const std::string& unit) {
  if (unit == "s") return {"s", "min", "h", "d"};
  if (unit == "Pa") return {"Pa", "kPa"};
  if (unit == "um") return {"um", "mm"};
  return {unit};
}

std::string with_unit(const std::string& number, const std::string& unit) {
  return unit == "1" ? number : number + " " + unit;
}

}  // namespace

std::string written(double value, const std::string& unit) {
  std::string number = fmt::format("{}", value), best = unit;
  for (const auto& other : usual_units(unit)) {
    const double said = convert(value, unit, other);
    const auto digits = fmt::format("{}", said);
    if (digits.size() < number.size() && convert(said, other, unit) == value) {
      number = digits;
      best = other;
    }
  }
  return with_unit(number, best);
}

std::string written(Range range, const std::string& unit) {
  if (std::isinf(range.high)) {
    return std::isinf(range.low) ? "any number" : "at least " + written(range.low, unit);
  }
  return written(range.low, unit) + " to " + written(range.high, unit);
}

}  // namespace knead

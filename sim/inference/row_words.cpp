#include "sim/inference/row_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace knead {

namespace {

/// About three digits, never an exponent for numbers of everyday size.
std::string digits(double x) {
  if (!std::isfinite(x)) return std::isnan(x) ? "none" : x > 0 ? "inf" : "-inf";
  const double size = std::abs(x);
  if (size >= 1e6 || (size > 0 && size < 0.001)) return fmt::format("{:.1e}", x);
  if (size >= 100) return fmt::format("{:.0f}", x);
  if (size >= 10) return fmt::format("{:.1f}", x);
  if (size >= 0.1 || size == 0) return fmt::format("{:.2f}", x);
  return fmt::format("{:.2g}", x);
}

}  // namespace

std::string time_of(const Measurement& row) {
  switch (row.when) {
    case Measurement::When::peak:
      return "peak";
    case Measurement::When::whole:
      return "";
    case Measurement::When::at:
      break;
  }
  return row.time_h >= 48 ? fmt::format("{:g} d", row.time_h / 24) : fmt::format("{:g} h", row.time_h);
}

std::string measured_of(const Measurement& row) {
  if (row.kind == MeasurementKind::sign) return row.value == 0 ? "sign 0" : row.value > 0 ? "sign +1" : "sign -1";
  const std::string_view at_least = row.spread_kind == SpreadKind::lower_bound ? ">= " : "";
  return fmt::format("{} {}{:g}", row.kind == MeasurementKind::half_time ? "half-time" : name_of(row.kind), at_least,
                     row.value);
}

std::string contrast_of(const RowVerdict& v) {
  const bool level = v.row.contrast == Contrast::none;
  const bool difference = v.row.kind == MeasurementKind::sign && v.scale == Scale::difference;
  const std::string_view mark = v.row.kind == MeasurementKind::percent ? " %" : level || difference ? "" : "x";
  return fmt::format("{}{} ({} to {})", digits(v.contrast_median), mark, digits(v.contrast_low),
                     digits(v.contrast_high));
}

}  // namespace knead

#include "sim/design/design.hpp"

#include <fmt/format.h>

namespace knead {

std::string DesignQuestion::unit() const { return kind == Kind::share ? "%" : outcome.unit; }

Measurement DesignCandidate::measurement() const {
  Measurement row;
  row.observable = observable;
  row.contrast = against.empty() ? Contrast::none : against == "baseline" ? Contrast::baseline : Contrast::paired;
  row.kind = against.empty() ? MeasurementKind::value : MeasurementKind::sign;
  row.time_h = at_s / 3600;
  row.n = people;
  return row;
}

std::string DesignCandidate::words() const {
  const std::string contrast = against.empty() ? "" : " against " + against;
  return fmt::format("{} of {}{}, {:.3g} h, {} people", observable, arm, contrast, at_s / 3600, people);
}

double MeasurementDesign::discrepancy_of(const std::string& observable) const {
  const auto own = noise.find(observable);
  return own == noise.end() ? discrepancy : own->second.discrepancy;
}

}  // namespace knead

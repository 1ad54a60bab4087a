#pragma once
// A sweep: one base study, many points that differ from it in a few values. A point is the base with its settings, and
// a run of it alone gives the same bits.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/config/setting.hpp"
#include "sim/config/study.hpp"
#include "sim/config/yaml_tree.hpp"
#include "sim/results/sweep_file.hpp"

namespace knead {

struct SweepPoint {
  std::vector<SweepValue> at;     ///< one an axis
  std::vector<Setting> settings;  ///< what they change in the base study, in order

  /// "start=2 h, schedule=daily"; "base" if no axis varies.
  std::string label(const std::vector<SweepAxis>& axes) const;
};

/// An outcome of `compare`, as written.
struct AskedOutcome {
  std::string text;
  Origin origin;
};

struct Sweep {
  std::string name, about;
  std::string base_path;
  YamlNode base;  ///< the study's tree, --set applied
  std::vector<SweepAxis> axes;
  std::vector<SweepPoint> points;
  std::string against;                 ///< the arm that others are compared with; empty if not said
  std::vector<AskedOutcome> outcomes;  ///< of `compare`; empty if not said
  /// What the points take from bodies, posteriors and installed types of stroke, as text: each such set once.
  std::set<std::string> looked_up;

  /// The base study with a point's settings and without snapshots, of which a sweep keeps none. Throws ConfigError, at
  /// the place of the setting where one is wrong.
  Study study_of(const SweepPoint& point) const;

  /// All that the sweep's numbers follow from, as text: the resolved base, what the points look up, and each point's
  /// settings, a line each. Equal texts give equal results.
  std::string resolved() const;
};

/// Reads a sweep file; each of `settings` ("path=value") and `posterior` (as in read_study) change the base study.
/// Every point is read and checked, and all must share arms, number of subjects, times, series and kind of tissue.
/// Throws ConfigError at the place of the first mistake.
Sweep read_sweep(const std::string& path, const std::vector<std::string>& settings = {},
                 const std::optional<Setting>& posterior = {});

}  // namespace knead

#pragma once
// A study as the experiment uses it: plain typed values, every number in the unit of its name. What may stand in the
// YAML, its ranges, defaults and meanings are in study_schema.hpp.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/loads/loads.hpp"
#include "models/parameters.hpp"
#include "sim/config/origin.hpp"
#include "sim/config/posterior.hpp"

namespace knead {

/// In what an arm stands for another person: values of parameters by their position in all_parameters(), in place of
/// the study's. They are no load and take no time.
using Traits = std::map<std::size_t, double>;

struct Arm {
  std::string name;
  std::vector<LoadEvent> loads;
  Traits traits = {};

  /// Where loads[event] stands in the arm's list, in which traits come first.
  std::size_t item_of(std::size_t event) const { return event + (traits.empty() ? 0 : 1); }
  bool operator==(const Arm&) const = default;
};

struct Subjects {
  std::string body = "young_man";
  int count = 1;
  bool operator==(const Subjects&) const = default;
};

struct Tissue {
  enum class Kind { block, culture, well_mixed };
  enum class Muscle { vastus_lateralis, tibialis_anterior };
  Kind kind = Kind::block;
  Muscle muscle = Muscle::vastus_lateralis;
  int fibres = 61;
  double length_um = 1000;
  double domain_length_um = 100;
  double depth_mm = 20;
  double voxel_um = 25;
  int domains = 8;  ///< culture and well mixed; a block's follow from its fibres and length
  bool operator==(const Tissue&) const = default;
};

/// When a sample is taken.
struct BiopsyTime {
  enum class When { baseline, at, after };
  When when = When::at;
  Drawn time_s = {};      ///< at: from time zero; after: from the end of the load
  std::string load = "";  ///< after: the name of the load whose last end counts, in the arm itself if it has one
  bool operator==(const BiopsyTime&) const = default;
};

struct Sampling {
  std::vector<BiopsyTime> biopsies;
  double mass_mg = 100;
  bool wounds = false;  ///< the needle of each sample severs fibre domains next to the block
  bool operator==(const Sampling&) const = default;
};

/// Which arms answer a condition of the measurement table: one against its own baseline, or treated and control.
struct Row {
  std::string condition;
  std::vector<std::string> arms;
  std::vector<int> after;  ///< which bouts of the arm its times count from; empty: the first
  bool operator==(const Row&) const = default;
};

struct Output {
  double series_s = 300;
  double snapshot_every_s = 0;         ///< 0: none
  std::vector<int> snapshot_subjects;  ///< counted from 1
  bool operator==(const Output&) const = default;
};

struct Coupling {
  double tolerance = 5e-3;  ///< relative splitting error; the series are good to about as much
  double max_step_s = 1800;
  bool operator==(const Coupling&) const = default;
};

struct Network {
  double tolerance = 1e-4;  ///< relative error of the stiff stepper
  bool operator==(const Network&) const = default;
};

struct Study {
  std::string name, about;
  std::uint64_t seed = 1;
  Subjects subjects;
  Tissue tissue;
  std::vector<LoadEvent> before;  ///< one after the other, the same in every arm; time zero is the end of the last
  std::vector<Arm> arms;
  Sampling sampling;
  std::vector<Row> rows;
  double until_s = 0;
  Output output;
  Coupling coupling;
  Network network;
  ParameterSet parameters;                         ///< of the median subject, where no posterior is in force
  PosteriorInForce posterior;                      ///< of which each subject has a draw in their place
  std::map<std::string, StrokeType> stroke_types;  ///< those its massages use
  Origins origins;                                 ///< where each value came from
  bool operator==(const Study&) const = default;
};

}  // namespace knead

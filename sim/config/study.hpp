#pragma once
// A study as the experiment uses it: plain typed values, every number in the unit of its name. What may stand in the
// YAML, its ranges, defaults and meanings are in study_schema.hpp.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/cytokines.hpp"
#include "models/loads/quantities.hpp"
#include "models/parameters.hpp"
#include "sim/config/origin.hpp"
#include "sim/config/posterior.hpp"

namespace knead {

/// One value, or a uniform draw a subject between two.
struct Drawn {
  double low = 0, high = 0;

  bool fixed() const { return low == high; }
  /// The value for a uniform draw u in [0, 1).
  double at(double u) const { return fixed() ? low : low + (high - low) * u; }
  bool operator==(const Drawn&) const = default;
};

/// When a load begins, from time zero (in `before`: from the end of the load before it), and how often it comes again.
struct Timing {
  Drawn start_s;
  double every_s = 0;  ///< from one start to the next; 0 when times is 1
  int times = 1;
  bool operator==(const Timing&) const = default;
};

/// A stage of cycling or running at a fraction of VO2peak.
struct Stage {
  double duration_s = 0;
  std::optional<double> intensity;  ///< none: to exhaustion, at the parameter exercise.exhaustion_intensity
  bool operator==(const Stage&) const = default;
};

struct ExerciseEvent {
  static constexpr const char* name = "exercise";
  enum class Kind { cycling, eccentric, stimulated, resistance, run };
  Timing timing;
  Kind kind = Kind::cycling;
  std::vector<Stage> stages;  ///< cycling, run
  int contractions = 0;       ///< eccentric: maximal lengthening ones; stimulated: isometric ones
  double contraction_every_s =
      6;  ///< eccentric, stimulated: from one to the next, rests between sets included (assumed)
  int sets = 0, repetitions = 0;  ///< resistance: lifting and lowering, so often a set
  double repetition_every_s = 4;  ///< resistance: from one to the next within a set (assumed)
  double rest_s = 120;            ///< resistance: between sets (assumed)
  double load = 0.8;              ///< resistance: share of one-repetition maximum
  bool operator==(const ExerciseEvent&) const = default;
};

struct Stroke {
  std::string type;  ///< a key of Study::stroke_types
  double duration_s = 0;
  bool operator==(const Stroke&) const = default;
};

struct MassageEvent {
  static constexpr const char* name = "massage";
  Timing timing;
  std::vector<Stroke> strokes;
  std::optional<double> pressure_Pa;  ///< peak on the skin of a stroke of factor 1; else the parameter massage.pressure
  bool operator==(const MassageEvent&) const = default;
};

struct PrescribedSegment {
  double duration_s = 0;
  Quantities load{};
  bool operator==(const PrescribedSegment&) const = default;
};

/// Any physical quantity of a load, given directly.
struct PrescribedEvent {
  static constexpr const char* name = "prescribed";
  Timing timing;
  std::vector<PrescribedSegment> segments;
  bool operator==(const PrescribedEvent&) const = default;
};

struct MediumSegment {
  double duration_s = 0;
  /// In the order and units of Medium; a species without a value is at rest.
  std::array<std::optional<double>, species_count> concentration;
  bool operator==(const MediumSegment&) const = default;
};

/// Concentrations around the cells of a culture, held whatever the cells do; at other times the medium is at rest.
struct MediumEvent {
  static constexpr const char* name = "medium";
  Timing timing;
  std::vector<MediumSegment> segments;
  bool operator==(const MediumEvent&) const = default;
};

/// The loads there are: what a study may say is read, written and checked from this list alone.
using LoadEvent = std::variant<ExerciseEvent, MassageEvent, PrescribedEvent, MediumEvent>;

/// As it stands in a study.
const char* name_of(const LoadEvent& event);
const Timing& timing_of(const LoadEvent& event);
/// Of all loads, in the order of LoadEvent.
std::vector<std::string> load_names();
/// Length of one occurrence, and from the first start to the last end.
double duration_s(const LoadEvent& event);
double span_s(const LoadEvent& event);

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
  enum class Muscle { vastus_lateralis };
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

/// A type of massage stroke, as in configs/massage_strokes.yaml.
struct StrokeType {
  double contact_radius_mm = 0;
  double pressure_factor = 1;
  double frequency_Hz = 0;
  std::optional<double> duty;  ///< share of strokes that pass over the sampled site; else the parameter massage.duty
  bool operator==(const StrokeType&) const = default;
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

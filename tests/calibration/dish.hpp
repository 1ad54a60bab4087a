#pragma once
// A calibration small enough for a test: half an hour of TNF in a dish, and what is fitted to it.

#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sim/calibration/row_target.hpp"
#include "sim/config/read_study.hpp"
#include "sim/config/study_posterior.hpp"

namespace knead::test {

inline const std::string dish_yaml = R"(study: dish
seed: 1
subjects: {count: 1}
tissue: {kind: culture, domains: 2}
arms:
  control: []
  pulse:
    - medium: {start: 0 min, segments: [{for: 30 min, tnf: 8 pM}]}
sample: {biopsy: {at: [baseline, 30 min]}}
rows: {pulse_vs_control: [pulse, control], pulse: [pulse]}
until: 30 min
)";

inline Study dish(const std::string& text = dish_yaml, const std::vector<std::string>& settings = {}) {
  return read_study_text(text, "dish.yaml", settings, posterior_setting("none"));
}

/// The pulse against the control, after half an hour.
inline Measurement ratio_row(const std::string& observable, double value = 2, double error = 0.2, int n = 8) {
  Measurement row;
  row.study = "Test";
  row.study_file = "dish";
  row.observable = observable;
  row.condition = "pulse_vs_control";
  row.contrast = Contrast::paired;
  row.time_h = 0.5;
  row.kind = MeasurementKind::ratio;
  row.value = value;
  row.spread = error;
  row.spread_kind = SpreadKind::se;
  row.n = n;
  return row;
}

inline Measurement sign_row(const std::string& observable, int sign, int n = 8) {
  Measurement row = ratio_row(observable, sign, 0, n);
  row.kind = MeasurementKind::sign;
  row.spread = {};
  row.spread_kind = SpreadKind::significant;
  return row;
}

/// Parameters under their declared priors.
inline Coordinates declared_coordinates(const std::vector<const char*>& names) {
  std::vector<Coordinate> coordinates;
  for (const char* name : names) {
    const std::size_t position = *find_parameter(name);
    coordinates.push_back({position, all_parameters()[position].prior});
  }
  return Coordinates(coordinates);
}

/// Every parameter, drawn.
inline DrawnParameters all_drawn(const ParameterSet& parameters) {
  DrawnParameters drawn{{}, {parameters.values.begin(), parameters.values.end()}};
  for (std::size_t i = 0; i < drawn.values.size(); ++i) drawn.positions.push_back(i);
  return drawn;
}

/// A folder of its own, in memory where there is one: every answer waits for the disk.
struct Folder {
  explicit Folder(const std::string& name) {
    const std::filesystem::path memory = "/dev/shm";
    path = (std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path()) /
           ("knead_" + name + "_test_" + std::to_string(getpid()));
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;

  std::filesystem::path path;
};

/// Rows of a dish over some parameters, simulated when asked.
struct DishProblem {
  Folder folder;
  Ranks ranks;
  Coordinates coordinates;
  RowModel model;
  Evaluations evaluations;

  DishProblem(const std::string& name, const std::vector<const char*>& parameters, const std::vector<Measurement>& rows)
      : folder(name),
        coordinates(declared_coordinates(parameters)),
        model({dish()}, rows, Fidelity::median_person, 1, 0.3, coordinates.ends()),
        evaluations(folder.path / "answers", name, model.rows().size() * numbers_a_row, ranks,
                    [this](const Point& z) { return numbers_of(predictions(z), model.rows().size()); }) {}

  std::optional<std::vector<RowPrediction>> predictions(const Point& z) const {
    const auto samples = model.simulate(coordinates.parameters(z));
    return samples ? model.predict(*samples) : std::nullopt;
  }

  RowTarget target(const std::vector<Measurement>& rows, const LikelihoodOptions& options) {
    return RowTarget(rows, std::vector<LikelihoodOptions>(rows.size(), options), coordinates.size(), evaluations);
  }
};

}  // namespace knead::test

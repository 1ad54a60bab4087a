#pragma once
// Sweeps written by tests, over a small base study.

#include <string>
#include <vector>

#include "sim/sweep/sweep.hpp"
#include "tests/config/reading.hpp"

/// Line 6 holds the massage.
inline const std::string base_text = R"(study: small
seed: 7
subjects: {count: 2}
arms:
  rest: []
  massage: [{massage: {start: 10 min, pressure: 20 kPa, strokes: [{effleurage: 2 min}]}}]
tissue: {fibres: 20, length: 500 um}
until: 3 d
)";

/// A sweep of which `more` begins on line 3.
inline std::string sweep_with(const std::string& more) { return "sweep: w\nbase: base.yaml\n" + more; }

/// The sweep written as w.yaml beside base.yaml.
inline knead::Sweep read_sweep_text(const std::string& text, const std::vector<std::string>& settings = {},
                                    const std::string& base = base_text) {
  const Folder folder;
  folder.write("base.yaml", base);
  folder.write("w.yaml", text);
  return knead::read_sweep("w.yaml", settings);
}

/// What a test does with a sweep while its folder is there.
template <class Test>
void with_sweep(const std::string& more, Test test) {
  const Folder folder;
  folder.write("base.yaml", base_text);
  folder.write("w.yaml", sweep_with(more));
  test(knead::read_sweep("w.yaml"));
}

inline std::vector<std::string> labels_of(const knead::Sweep& sweep) {
  std::vector<std::string> labels;
  for (const auto& point : sweep.points) labels.push_back(point.label(sweep.axes));
  return labels;
}

inline std::vector<std::string> labels_of(const std::string& more) {
  return labels_of(read_sweep_text(sweep_with(more)));
}

/// The message of the error in a sweep with `more` from line 3 on; empty if there is none.
inline std::string sweep_error(const std::string& more, const std::string& base = base_text) {
  try {
    read_sweep_text(sweep_with(more), {}, base);
  } catch (const knead::ConfigError& error) {
    return error.what();
  }
  return "";
}

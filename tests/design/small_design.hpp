#pragma once
// A folder with a short study, a posterior of prior draws with equal weights, and a design about them.

#include <filesystem>
#include <fstream>
#include <string>

#include "models/parameters.hpp"
#include "sim/config/posterior.hpp"
#include "sim/experiment/prior_draw.hpp"

namespace knead::test {

inline const std::string small_study = R"(study: small
seed: 3
subjects: {count: 2}
tissue: {fibres: 5, length: 200 um}
before:
  - exercise: {kind: eccentric, contractions: 60}
arms:
  rest: []
  massage:
    - massage: {start: 30 min, pressure: 20 kPa, strokes: [{petrissage: 5 min}]}
until: 6 h
output: {series: 30 min}
)";

inline const std::string small_questions = R"(questions:
  loss: {outcome: force.at(4 h), arm: rest}
  effect: {outcome: soreness.at(5 h), arm: massage, against: rest}
  start: {outcome: soreness.at(5 h), arm: massage, over: {arms.massage.0.massage.start: [10 min, 3 h]}}
  share: {outcome: force.at(4 h), arm: rest, parameters: {damage.kox: 0 /h}}
)";

inline const std::string small_candidates = R"(candidates:
  force_few: {observable: force, arm: rest, against: baseline, at: 4 h, people: 4}
  force_many: {observable: force, arm: rest, against: baseline, at: 4 h, people: 10000}
  lactate: {observable: lactate, arm: massage, against: rest, at: 5 h, people: 8}
  p65: {observable: p65_nuclear, arm: massage, against: rest, at: 50 min, people: 8}
  ck: {observable: ck_plasma, arm: rest, at: 6 h, people: 8}
)";

/// Draws of a few parameters from their priors.
inline Posterior prior_posterior(std::size_t draws) {
  Posterior posterior;
  posterior.facts["command"] = "constructed for a test";
  for (const char* name : {"damage.q", "damage.kL1", "damage.kox", "junction.aE"})
    posterior.positions.push_back(*find_parameter(name));
  for (std::size_t k = 0; k < draws; ++k) {
    auto& values = posterior.values.emplace_back();
    for (const std::size_t position : posterior.positions)
      values.push_back(draw_prior(all_parameters()[position], 5, k + 1));
    posterior.weights.push_back(1.0 / static_cast<double>(draws));
    posterior.log_likelihood.emplace_back();
  }
  return posterior;
}

class SmallDesign {
 public:
  explicit SmallDesign(std::size_t draws = 64, const std::string& questions = small_questions,
                       const std::string& candidates = small_candidates)
      : folder_(std::filesystem::temp_directory_path() /
                ("knead_design_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    std::filesystem::create_directories(folder_);
    write("small.yaml", small_study);
    write("constructed.tsv", text_of(prior_posterior(draws)));
    write("design.yaml", "design: next\nposterior: constructed\nstudy: small.yaml\npeople: 2\ndiscrepancy: 0\n" +
                             questions + candidates);
  }
  ~SmallDesign() { std::filesystem::remove_all(folder_); }
  SmallDesign(const SmallDesign&) = delete;

  std::string file() const { return (folder_ / "design.yaml").string(); }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  void write(const char* name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  std::filesystem::path folder_;
};

}  // namespace knead::test

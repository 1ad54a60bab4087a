#include "sim/calibration/predictive_trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "sim/calibration/evaluations.hpp"
#include "sim/calibration/row_model.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/parallel/whole_pieces.hpp"

namespace knead {

namespace {

constexpr std::size_t numbers_a_trial = 3;

/// Each study has a model of its own, so that one may fail and the others not.
class Predictions {
 public:
  Predictions(const PredictiveQuestion& question, const std::filesystem::path& ledger, const Ranks& ranks,
              const std::function<void()>& look)
      : question_(question),
        models_(models_of(question, look)),
        evaluations_(ledger, identity(), width(), ranks,
                     [this](const Point& draw) { return numbers_of(static_cast<std::size_t>(draw.front())); }) {}

  std::vector<PredictedRow> rows(const std::function<void(double)>& progress) {
    std::vector<PredictedRow> rows;
    for (const Measurement& row : question_.rows) rows.push_back(unsimulated(row));
    std::vector<Point> draws;
    for (std::size_t k = 0; k < question_.posterior.draws(); ++k)
      if (question_.posterior.weights[k] > 0) draws.push_back({static_cast<double>(k)});
    const std::vector<std::vector<double>> numbers = evaluations_.at(draws, progress);
    for (std::size_t i = 0; i < draws.size(); ++i) read(numbers[i], static_cast<std::size_t>(draws[i].front()), rows);
    return rows;
  }

 private:
  static std::vector<RowModel> models_of(const PredictiveQuestion& question, const std::function<void()>& look) {
    const std::vector<DrawnParameters> values = draws_of(question.posterior);
    std::vector<RowModel> models;
    for (const Study& study : question.studies) {
      models.emplace_back(std::vector{study}, question.rows, Fidelity::people, question.people, 0, values);
      models.back().set_look(look);
    }
    return models;
  }

  std::size_t trials_a_draw() const { return static_cast<std::size_t>(question_.trials_a_draw); }

  /// Of a study: whether it could be simulated, then the trials of its rows.
  std::size_t width_of(const RowModel& model) const {
    return 1 + model.rows().size() * trials_a_draw() * numbers_a_trial;
  }

  std::size_t width() const {
    std::size_t sum = 0;
    for (const RowModel& model : models_) sum += width_of(model);
    return sum;
  }

  /// All that trials follow from; what was measured is no part of it.
  std::string identity() const {
    std::string all =
        fmt::format("{} {} {}\n", question_.posterior.checksum, question_.people, question_.trials_a_draw);
    for (std::size_t s = 0; s < models_.size(); ++s) {
      all += resolved_yaml(question_.studies[s]);
      for (const Measurement& row : models_[s].rows())
        all += fmt::format("{} {} {}\n", row_key(row), static_cast<int>(row.contrast), row.n.value_or(0));
    }
    return all;
  }

  std::vector<double> numbers_of(std::size_t draw) const {
    std::vector<std::vector<double>> of_studies(models_.size());
    do_whole_pieces(models_.size(),
                    [&](std::size_t s, const std::atomic<bool>&) { of_studies[s] = numbers_of(models_[s], draw); });
    std::vector<double> numbers;
    for (const auto& some : of_studies) numbers.insert(numbers.end(), some.begin(), some.end());
    return numbers;
  }

  std::vector<double> numbers_of(const RowModel& model, std::size_t draw) const {
    std::vector<double> numbers(width_of(model), 0);
    if (model.rows().empty()) return numbers;
    const auto samples = model.simulate({question_.posterior.positions, question_.posterior.values[draw]});
    if (!samples) return numbers;
    numbers.front() = 1;
    const Laboratory laboratory(values_of<LaboratoryParameters>(model.parts().front().parameters));
    // Trial 1 would take the people as they are. No two draws share a trial: each resamples its people anew.
    const std::uint64_t first = 2 + static_cast<std::uint64_t>(draw) * trials_a_draw();
    std::size_t at = 1;
    for (std::size_t r = 0; r < model.rows().size(); ++r)
      for (std::size_t t = 0; t < trials_a_draw(); ++t) {
        const Trial trial =
            simulate_trial(model.rows()[r], model.place(r), (*samples)[model.part_of_row()[r]], laboratory, first + t);
        for (const double number : {trial.contrast, trial.mean_d, trial.sd_d}) numbers[at++] = number;
      }
    return numbers;
  }

  PredictedRow unsimulated(const Measurement& row) const {
    PredictedRow result;
    result.lookup = {{}, true, "no study file"};  // of the name that stands in the row
    for (std::size_t s = 0; s < models_.size(); ++s)
      if (question_.studies[s].name == row.study_file) result.lookup = models_[s].lookup(row);
    result.trials.resize(question_.posterior.draws());
    return result;
  }

  /// Takes the numbers of one draw apart.
  void read(const std::vector<double>& numbers, std::size_t draw, std::vector<PredictedRow>& rows) const {
    auto number = numbers.begin();
    for (std::size_t s = 0; s < models_.size(); ++s) {
      const RowModel& model = models_[s];
      const bool simulated = *number++ == 1;
      std::size_t r = 0;  // a model has its rows in the order of the table
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (question_.rows[i].study_file != question_.studies[s].name || !rows[i].lookup.place) continue;
        rows[i].scale = model.scale(r);
        rows[i].participants = model.participants(r++);
        for (std::size_t t = 0; t < trials_a_draw(); ++t, number += numbers_a_trial)
          if (simulated) rows[i].trials[draw].push_back({number[0], number[1], number[2]});
      }
    }
  }

  const PredictiveQuestion& question_;
  std::vector<RowModel> models_;  ///< of the studies, in their order
  Evaluations evaluations_;
};

}  // namespace

std::vector<PredictedRow> predictive_trials(const PredictiveQuestion& question, const std::filesystem::path& ledger,
                                            const Ranks& ranks, const std::function<void(double)>& progress,
                                            const std::function<void()>& look) {
  return Predictions(question, ledger, ranks, look).rows(progress);
}

}  // namespace knead

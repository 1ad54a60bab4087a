#include "sim/comparison/gather_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <set>

#include "sim/comparison/posterior_names.hpp"
#include "sim/config/read_study.hpp"
#include "sim/experiment/study_samples.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {
namespace {

struct Run {
  std::filesystem::path path;
  ResultsReader reader;
  Study study;
  std::string label;  ///< unlike that of any other file

  const RunDescription& description() const { return reader.description(); }
};

/// An arm of a file.
struct Leg {
  std::size_t run = 0, arm = 0;
  std::string label;
};

/// The files' stems where all differ, else with their folders, else the whole paths.
std::vector<std::string> labels_of(const std::vector<std::filesystem::path>& files) {
  std::vector<std::string> stems, in_folders, whole;
  for (const auto& file : files) {
    stems.push_back(file.stem().string());
    in_folders.push_back((std::filesystem::absolute(file).parent_path().filename() / file.stem()).string());
    whole.push_back(file.string());
  }
  for (const auto& labels : {stems, in_folders})
    if (std::set(labels.begin(), labels.end()).size() == labels.size()) return labels;
  return whole;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& problem) {
  throw ResultsError(fmt::format("{}: error: {}", file.string(), problem));
}

/// Throws ResultsError unless a run is of the same study as the first.
void check_same_study(const Run& first, const Run& other) {
  const RunDescription &a = first.description(), &b = other.description();
  const auto unlike = [&](const std::string& what) {
    refuse(other.path,
           fmt::format("not of the study of {} ({}); expected results of one study", first.path.string(), what));
  };
  if (a.study != b.study) unlike(fmt::format("its study is {}, not {}", b.study, a.study));
  if (a.seed != b.seed) unlike(fmt::format("its seed is {}, not {}", b.seed, a.seed));
  if (a.subjects != b.subjects) unlike(fmt::format("it has {} subjects, not {}", b.subjects.size(), a.subjects.size()));
  const std::string posterior_a = posterior_of_run(a.config), posterior_b = posterior_of_run(b.config);
  if (posterior_a != posterior_b) unlike(fmt::format("its posterior is {}, not {}", posterior_b, posterior_a));
  if (a.time_h != b.time_h)
    unlike(fmt::format("its series are from {:g} to {:g} h at {} times, not from {:g} to {:g} h at {}",
                       b.time_h.front(), b.time_h.back(), b.time_h.size(), a.time_h.front(), a.time_h.back(),
                       a.time_h.size()));
}

std::vector<Run> open_runs(const std::vector<std::filesystem::path>& files) {
  const std::vector<std::string> labels = labels_of(files);
  std::vector<Run> runs;
  for (std::size_t i = 0; i < files.size(); ++i) {
    ResultsReader reader(files[i]);
    // Without its posterior, whose file may be gone: nothing here asks for a parameter.
    Study study = read_study_text(reader.description().config, files[i].string() + ":config", {"posterior=none"});
    runs.push_back({files[i], std::move(reader), std::move(study), labels[i]});
    check_same_study(runs.front(), runs.back());
  }
  return runs;
}

/// Positions of the subjects that are finished in every file.
std::vector<std::size_t> finished_in_all(const std::vector<Run>& runs) {
  std::vector<bool> all(runs.front().description().subjects.size(), true);
  for (const Run& run : runs) {
    const std::vector<bool> finished = run.reader.finished();
    for (std::size_t s = 0; s < all.size(); ++s) all[s] = all[s] && finished[s];
  }
  std::vector<std::size_t> subjects;
  for (std::size_t s = 0; s < all.size(); ++s)
    if (all[s]) subjects.push_back(s);
  if (subjects.empty())
    refuse(runs.front().path, runs.size() == 1 ? "no subject in it is finished (the run goes on with the same command)"
                                               : "no subject is finished in all of the files");
  return subjects;
}

/// Whether two legs have the same bits in a series, given of each file.
bool same_bits(const Leg& a, const Leg& b, const std::vector<std::vector<double>>& series_of_run,
               const std::vector<Run>& runs, const std::vector<std::size_t>& subjects) {
  const std::size_t times = runs.front().description().time_h.size();
  const auto begin = [&](const Leg& leg, std::size_t subject) {
    const std::size_t arms = runs[leg.run].description().arms.size();
    return series_of_run[leg.run].begin() + static_cast<std::ptrdiff_t>((subject * arms + leg.arm) * times);
  };
  return std::all_of(subjects.begin(), subjects.end(), [&](std::size_t s) {
    return std::equal(
        begin(a, s), begin(a, s) + static_cast<std::ptrdiff_t>(times), begin(b, s),
        [](double x, double y) { return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y); });
  });
}

const Arm& arm_of(const Leg& leg, const std::vector<Run>& runs) { return runs[leg.run].study.arms[leg.arm]; }

/// Of each leg the earlier ones of other files that are the same in name, dose and every bit.
std::vector<std::set<std::size_t>> twins_of(const std::vector<Leg>& legs, const std::vector<Run>& runs,
                                            const std::vector<std::size_t>& subjects) {
  std::vector<std::set<std::size_t>> twins(legs.size());
  for (std::size_t b = 0; b < legs.size(); ++b)
    for (std::size_t a = 0; a < b; ++a) {
      const Arm &one = arm_of(legs[a], runs), &other = arm_of(legs[b], runs);
      if (one.name == other.name && dose_of(one) == dose_of(other)) twins[b].insert(a);
    }
  for (const SeriesDescription& series : runs.front().description().series) {
    std::vector<std::vector<double>> values;
    for (const Run& run : runs) values.push_back(run.reader.series(series.id));
    for (std::size_t b = 0; b < legs.size(); ++b)
      std::erase_if(twins[b], [&](std::size_t a) { return !same_bits(legs[a], legs[b], values, runs, subjects); });
  }
  return twins;
}

/// Every arm of every file, twins only once. What has a twin needs no file's name, unless another has taken its own.
std::vector<Leg> legs_of(const std::vector<Run>& runs, const std::vector<std::size_t>& subjects) {
  std::vector<Leg> legs;
  for (std::size_t run = 0; run < runs.size(); ++run)
    for (std::size_t arm = 0; arm < runs[run].study.arms.size(); ++arm) {
      const std::string& name = runs[run].study.arms[arm].name;
      legs.push_back({run, arm, runs.size() == 1 ? name : runs[run].label + ":" + name});
    }
  if (runs.size() == 1) return legs;

  const std::vector<std::set<std::size_t>> twins = twins_of(legs, runs, subjects);
  std::vector<Leg> once;
  std::set<std::string> taken;
  for (std::size_t a = 0; a < legs.size(); ++a) {
    if (!twins[a].empty()) continue;
    Leg leg = legs[a];
    const std::string& name = arm_of(leg, runs).name;
    const bool has_twin =
        std::any_of(twins.begin(), twins.end(), [&](const auto& earlier) { return earlier.contains(a); });
    if (has_twin && taken.insert(name).second) leg.label = name;
    once.push_back(leg);
  }
  return once;
}

Option option_of(const Leg& leg, const Run& run, const std::vector<Outcome>& outcomes,
                 const std::vector<std::size_t>& subjects) {
  const RunDescription& description = run.description();
  const Arm& arm = run.study.arms[leg.arm];
  Option option{.label = leg.label, .arm = leg.label, .at = {}, .dose = dose_of(arm), .values = {}};
  for (const Outcome& outcome : outcomes) {
    const std::vector<double> series = run.reader.series(outcome.observable);
    auto& values = option.values.emplace_back();
    for (const std::size_t s : subjects) {
      const DrawKey key{run.study.seed, static_cast<std::uint64_t>(description.subjects[s])};
      const std::size_t times = description.time_h.size(), first = (s * description.arms.size() + leg.arm) * times;
      values.push_back(outcome.of(std::span(series).subspan(first, times), description.time_h,
                                  first_bout_end_s(run.study, arm, key) / 3600));
    }
  }
  return option;
}

/// The position of the reference that suits where none is asked for.
std::size_t control_among(const std::vector<Leg>& legs, const std::vector<Run>& runs) {
  for (const Row& row : runs.front().study.rows) {
    if (row.arms.size() != 2) continue;
    for (std::size_t i = 0; i < legs.size(); ++i)
      if (arm_of(legs[i], runs).name == row.arms[1]) return i;
  }
  for (std::size_t i = 0; i < legs.size(); ++i)
    if (dose_of(arm_of(legs[i], runs)).sessions == 0 && arm_of(legs[i], runs).traits.empty()) return i;
  return 0;
}

/// The question's outcomes, or the usual ones of what the file holds.
std::vector<Outcome> asked(const Question& question, const Run& run) {
  if (!question.outcomes.empty()) return outcomes_of(question);
  const auto& series = run.description().series;
  std::vector<Outcome> outcomes = usual_outcomes(run.description().time_h.back());
  std::erase_if(outcomes, [&](const Outcome& outcome) {
    return std::none_of(series.begin(), series.end(), [&](const auto& each) { return each.id == outcome.observable; });
  });
  if (outcomes.empty()) refuse(run.path, "it holds none of the usual outcomes; expected an --outcome");
  return outcomes;
}

}  // namespace

OptionTable gather_runs(const std::vector<std::filesystem::path>& files, const Question& question) {
  const std::vector<Run> runs = open_runs(files);
  const std::vector<std::size_t> subjects = finished_in_all(runs);
  OptionTable table;
  table.name = runs.front().description().study;
  table.posteriors = posterior_names(runs.front().description().config);
  table.outcomes = asked(question, runs.front());
  const std::vector<Leg> legs = legs_of(runs, subjects);
  std::vector<std::string> labels;
  for (const Leg& leg : legs) labels.push_back(leg.label);
  const std::size_t reference =
      question.against.empty() ? control_among(legs, runs) : reference_among(labels, question.against);
  if (legs.size() == 1)
    refuse(files.front(), fmt::format("one arm alone ({}); expected another to compare it with", labels.front()));

  table.reference = labels[reference];
  for (std::size_t i = 0; i < legs.size(); ++i)
    (i == reference ? table.references : table.candidates)
        .push_back(option_of(legs[i], runs[legs[i].run], table.outcomes, subjects));
  const std::size_t all = runs.front().description().subjects.size();
  if (subjects.size() < all)
    table.notes.push_back(fmt::format("{} of {} subjects are finished: only they are compared", subjects.size(), all));
  return table;
}

}  // namespace knead

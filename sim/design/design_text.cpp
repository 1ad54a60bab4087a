#include "sim/design/design_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "models/parameters.hpp"
#include "sim/calibration/validate.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/inference/text_table.hpp"

namespace knead {
namespace {

bool is_choice(const DesignQuestion& question) { return question.kind == DesignQuestion::Kind::choice; }

/// "0.612 h"; a dimensionless number has no unit.
std::string with_unit(double value, const std::string& unit) {
  return unit == "1" ? fmt::format("{:.3g}", value) : fmt::format("{:.3g} {}", value, unit);
}

std::string asked(const DesignQuestion& question) {
  if (is_choice(question))
    return fmt::format("which option has the best {} of {}", question.outcome.text, question.arm);
  if (question.kind == DesignQuestion::Kind::share) {
    std::vector<std::string> changed;
    for (const auto& [position, value] : question.parameters) {
      const Parameter& parameter = all_parameters()[position];
      changed.push_back(fmt::format("{} {}", full_name(parameter), with_unit(value, std::string(parameter.unit))));
    }
    return fmt::format("share of the change of {} of {} that is gone with {}", question.outcome.text, question.arm,
                       fmt::join(changed, ", "));
  }
  return fmt::format("{} of {}{}", question.outcome.text, question.arm,
                     question.against.empty() ? "" : " against " + question.against);
}

/// What is known before anything is measured.
std::string present(const DesignQuestion& question, const QuestionResult& result, const Posterior& posterior) {
  const std::string missing =
      result.draws < posterior.draws() ? fmt::format(" (no answer in {} draws)", posterior.draws() - result.draws) : "";
  if (result.draws < 2) return fmt::format("  fewer than two draws have an answer{}\n", missing);
  if (!is_choice(question))
    return fmt::format("  now: {} (SD {}) over {} draws{}\n", with_unit(result.mean, question.unit()),
                       with_unit(result.sd, question.unit()), result.draws, missing);
  std::string text;
  for (std::size_t o = 0; o < result.means.size(); ++o)
    text += fmt::format("  {}: {}\n", question.options[o].label, with_unit(result.means[o], question.unit()));
  const auto& now = result.now;
  return text + fmt::format(
                    "  now: {}, the best with probability {:.2f} (+- {:.2f}); choosing it is expected to lose {} "
                    "(+- {:.2g}) over {} draws{}\n",
                    question.options[now.best].label, now.probability_best.value, now.probability_best.error(),
                    with_unit(now.perfect_information.value, question.unit()), now.perfect_information.error(),
                    result.draws, missing);
}

Cells cells_of(const MeasurementDesign& design, const DesignQuestion& question, const RankedCandidate& ranked) {
  const DesignCandidate& candidate = design.candidates[ranked.candidate];
  Cells cells{"  " + candidate.name, candidate.words(), "no prediction", "", "", ""};
  if (!ranked.known()) return cells;
  const bool choice = is_choice(question);
  cells[2] = choice ? fmt::format("{:.2g}", ranked.worth.value) : fmt::format("{:.1f}", ranked.worth.value);
  cells[3] = choice ? fmt::format("+- {:.2g}", ranked.worth.error()) : fmt::format("+- {:.1f}", ranked.worth.error());
  cells[4] = choice ? fmt::format("{:.2g}", ranked.overstated) : fmt::format("{:.1f}", ranked.overstated);
  cells[5] = fmt::format("{:.0f}", ranked.effective_draws);
  return cells;
}

std::string table_of(const MeasurementDesign& design, const DesignQuestion& question, const QuestionResult& result) {
  const std::string worth = is_choice(question)
                                ? (question.unit() == "1" ? "saves" : fmt::format("saves, {}", question.unit()))
                                : "less variance, %";
  std::vector<Cells> lines{{"", "what is measured", worth, "error", "few draws flatter by", "effective draws"}};
  for (const RankedCandidate& ranked : result.ranked) lines.push_back(cells_of(design, question, ranked));
  const std::vector<std::size_t> width = widths_of(lines);
  std::string text;
  for (const Cells& cells : lines) text += line_of(cells, width, {2, 3, 4, 5});
  return text;
}

std::vector<std::string> names_of(const MeasurementDesign& design, const std::vector<RankedCandidate>& ranked,
                                  bool (*take)(const RankedCandidate&)) {
  std::vector<std::string> names;
  for (const RankedCandidate& each : ranked)
    if (each.known() && take(each)) names.push_back(design.candidates[each.candidate].name);
  return names;
}

std::string words_of(const MeasurementDesign& design, const DesignQuestion& question, const QuestionResult& result) {
  if (result.ranked.empty() || !result.ranked.front().known()) return "";
  const RankedCandidate& first = result.ranked.front();
  const std::string& name = design.candidates[first.candidate].name;
  std::string text;
  const auto shown = names_of(design, result.ranked, [](const RankedCandidate& each) { return each.tells(); });
  if (shown.empty()) {
    text =
        fmt::format("none of these is expected to tell anything about {} that these draws can show\n", question.name);
  } else if (is_choice(question)) {
    text =
        fmt::format("{} tells most: choosing after it is expected to be {} better, of {} that knowing all would be\n",
                    name, with_unit(first.worth.value, question.unit()),
                    with_unit(result.now.perfect_information.value, question.unit()));
  } else {
    const double sd = 100 * (1 - std::sqrt(std::max(0.0, 1 - first.worth.value / 100)));
    text = fmt::format("{} tells most: the answer's SD is expected to go from {} down by {:.0f} %\n", name,
                       with_unit(result.sd, question.unit()), sd);
  }
  if (!shown.empty())
    text += fmt::format("beyond two standard errors tell anything at all: {}\n", fmt::join(shown, ", "));
  std::vector<std::string> alike =
      names_of(design, result.ranked, [](const RankedCandidate& each) { return !each.distinguishable(); });
  std::erase(alike, name);
  if (!alike.empty())
    text += fmt::format("within two standard errors of it, not to be told apart by these draws: {}\n",
                        fmt::join(alike, ", "));
  const auto starved = names_of(
      design, result.ranked, [](const RankedCandidate& each) { return each.effective_draws < fewest_effective_draws; });
  if (!starved.empty())
    text += fmt::format(
        "fewer than {:g} draws agree with a measurement of {}: a posterior of more draws would tell "
        "more surely\n",
        fewest_effective_draws, fmt::join(starved, ", "));
  return text;
}

std::string number(double x) { return std::isfinite(x) ? fmt::format("{:.6g}", x) : "nan"; }

}  // namespace

std::string format(const MeasurementDesign& design, const std::vector<QuestionResult>& results) {
  std::string text;
  for (const QuestionResult& result : results) {
    const DesignQuestion& question = design.questions[result.question];
    text += fmt::format("{}: {}\n", question.name, asked(question));
    text += present(question, result, design.posterior);
    if (!result.ranked.empty()) text += "\n" + table_of(design, question, result) + "\n";
    text += words_of(design, question, result) + "\n";
  }
  return text + fmt::format(
                    "this holds for this model, its priors and the posterior {} ({} draws), and for "
                    "measurements from which the model may be as far off as a calibration allows ({:g} where it "
                    "does not say): what the model leaves out, no draw of it can ask for\n",
                    design.posterior.name, design.posterior.draws(), design.discrepancy);
}

std::string tsv_of(const MeasurementDesign& design, const std::vector<QuestionResult>& results) {
  std::string text = fmt::format("# version: {}\n# posterior: {} {}\n# draws: {}\n", KNEAD_VERSION,
                                 design.posterior.name, design.posterior.checksum, design.posterior.draws());
  text +=
      "question\tcandidate\tobservable\tarm\tagainst\tat_h\tpeople\tworth\tunit\terror\tbehind_first\tbehind_error\t"
      "flattered_by\teffective_draws\tdraws\n";
  for (const QuestionResult& result : results)
    for (const RankedCandidate& ranked : result.ranked) {
      const DesignQuestion& question = design.questions[result.question];
      const DesignCandidate& candidate = design.candidates[ranked.candidate];
      const double nan = std::nan("");
      const auto known = [&](double x) { return number(ranked.known() ? x : nan); };
      text += fmt::format("{}\t{}\t{}\t{}\t{}\t{:g}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", question.name,
                          candidate.name, candidate.observable, candidate.arm, candidate.against, candidate.at_s / 3600,
                          candidate.people, known(ranked.worth.value), is_choice(question) ? question.unit() : "%",
                          known(ranked.worth.error()), known(ranked.behind.value), known(ranked.behind.error()),
                          known(ranked.overstated), known(ranked.effective_draws), ranked.draws);
    }
  return text;
}

}  // namespace knead

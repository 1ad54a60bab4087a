#include "sim/comparison/evidence.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace knead {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// How a difference is said of an outcome.
struct Wording {
  const char *best, *better, *worse;
};

Wording wording_of(const Outcome& outcome) {
  if (outcome.reducer == Outcome::Reducer::days_to) return {"soonest", "sooner", "later"};
  if (outcome.better == Outcome::Better::less) return {"least", "less", "more"};
  return {"most", "more", "less"};
}

double gain_of(const Estimate& estimate, const Outcome& outcome) {
  return outcome.better == Outcome::Better::more ? estimate.difference : -estimate.difference;
}

/// Size of the median difference as a share of the reference's level; infinity where that is 0.
double relative(const Estimate& estimate) {
  const double size = std::abs(estimate.difference);
  return size == 0 ? 0 : estimate.reference_median == 0 ? infinity : size / std::abs(estimate.reference_median);
}

std::string two_digits(double x) { return x >= 9.95 ? fmt::format("{:.0f}", x) : fmt::format("{:.2g}", x); }

/// "12 %" of the reference, "1.2 d" of a time or where the reference is 0.
std::string amount(const Estimate& estimate, const Outcome& outcome) {
  const double share = relative(estimate);
  if (outcome.reducer != Outcome::Reducer::days_to && std::isfinite(share)) return two_digits(100 * share) + " %";
  return two_digits(std::abs(estimate.difference)) + (outcome.unit == "1" ? "" : " " + outcome.unit);
}

/// Where all of a group are as good as the reference: by how much the most unlike differs from it.
std::optional<double> largest_if_slight(const OptionGroup& group, std::size_t outcome) {
  double most = 0;
  for (const auto& estimates : group.estimates) {
    const Estimate& e = estimates[outcome];
    if (std::isnan(e.difference) || e.reached != group.reference[outcome].reached) return {};
    most = std::max(most, relative(e));
  }
  return most < slight_difference ? std::optional(most) : std::nullopt;
}

bool overlap(const Estimate& a, const Estimate& b) { return a.low <= b.high && b.low <= a.high; }

/// What follows the best option of a group: its gain, and what that cannot be told from.
std::string gain_in_words(const Comparison& comparison, const OptionGroup& group, std::size_t o,
                          const std::vector<std::size_t>& order) {
  const OptionTable& table = comparison.table;
  const Outcome& outcome = table.outcomes[o];
  const Estimate &best = group.estimates[order[0]][o], &reference = group.reference[o];
  std::string text;
  if (!std::isnan(best.difference)) {
    const bool gains = gain_of(best, outcome) >= 0;
    const Wording wording = wording_of(outcome);
    const bool apart = best.low > 0 || best.high < 0;
    text = fmt::format(", {} {} than {}; its 95 % interval of differences {}", amount(best, outcome),
                       gains ? wording.better : wording.worse, table.reference,
                       apart ? "lies wholly on that side" : "includes no change");
  }
  if (best.reached < best.n || reference.reached < reference.n)
    text += fmt::format("; within the study in {} of {} subjects, {} in {}", best.reached, best.n, table.reference,
                        reference.reached);
  if (order.size() > 1 && overlap(best, group.estimates[order[1]][o]))
    text += fmt::format("; not to be told apart from the second, {}: their intervals overlap",
                        table.candidates[group.candidates[order[1]]].label);
  return text;
}

/// "1 to 9 sessions", where the candidates of a group have not all the same.
std::optional<std::string> unlike_sessions(const Comparison& comparison) {
  for (const OptionGroup& group : comparison.groups) {
    const auto sessions = [&](std::size_t a, std::size_t b) {
      return comparison.table.candidates[a].dose.sessions < comparison.table.candidates[b].dose.sessions;
    };
    const auto [a, b] = std::minmax_element(group.candidates.begin(), group.candidates.end(), sessions);
    const int least = comparison.table.candidates[*a].dose.sessions,
              most = comparison.table.candidates[*b].dose.sessions;
    if (least < most) return fmt::format("{} to {}", least, count_of_sessions(most));
  }
  return {};
}

/// What follows the number of subjects.
std::string what_intervals_hold(const std::vector<std::string>& posteriors) {
  if (posteriors == std::vector<std::string>{"none"})
    return "; parameters at their defaults, or as the study sets them: the uncertainty of the model itself is not in "
           "these intervals";
  if (posteriors.size() == 1)
    return fmt::format(
        ", each with its own draw of the posterior {}: the intervals hold both how people differ and how uncertain the "
        "model is of what its posterior covers",
        posteriors.front());
  return fmt::format(
      "; the options differ in their posterior ({}): where it is none, or not the reference's, the "
      "intervals are not those of the same people under the model's uncertainty",
      fmt::join(posteriors, ", "));
}

void add_once(std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

}  // namespace

std::vector<std::string> caveats(const Comparison& comparison) {
  const OptionTable& table = comparison.table;
  const std::size_t n = table.subjects();
  std::vector<std::string> lines = table.notes;
  lines.push_back(fmt::format("over {} subjects{}", n, what_intervals_hold(table.posteriors)));
  if (n < 20) lines.push_back(fmt::format("intervals over {} subjects are coarse", n));
  if (const auto sessions = unlike_sessions(comparison))
    lines.push_back(fmt::format("the options have {}: --equal-sessions compares those of as many", *sessions));
  const auto apart = [](const OptionGroup& a, const OptionGroup& b) { return a.shown_reference != b.shown_reference; };
  if (std::adjacent_find(comparison.groups.begin(), comparison.groups.end(), apart) != comparison.groups.end())
    lines.push_back(
        fmt::format("{} is not alike at all points: the best is looked for among those where it is", table.reference));
  return lines;
}

std::string expectation(const Comparison& comparison, const OptionGroup& group, std::size_t o) {
  const OptionTable& table = comparison.table;
  const Outcome& outcome = table.outcomes[o];
  const std::vector<std::size_t> order = ranking(group, outcome, o);
  const Estimate &best = group.estimates[order[0]][o], &reference = group.reference[o];
  const std::string& label = table.candidates[group.candidates[order[0]]].label;
  const std::string head = outcome.text + (group.title.empty() ? ": " : " with " + group.title + ": ");

  if (best.reached == 0 && reference.reached == 0)
    return head + fmt::format("within the study neither any option nor {} has a value", table.reference);
  if (const auto difference = largest_if_slight(group, o))
    return head + (*difference == 0 ? fmt::format("no option differs from {}", table.reference)
                                    : fmt::format("no option differs from {} by more than {} %", table.reference,
                                                  two_digits(100 * *difference)));
  const bool gains =
      best.reached > reference.reached || (best.reached == reference.reached && gain_of(best, outcome) > 0);
  const std::string which = gains
                                ? fmt::format("{} with {} (best in {:.0f} % of {} subjects)", wording_of(outcome).best,
                                              label, 100 * best.best, best.n)
                                : fmt::format("no option is better than {}; the nearest is {}", table.reference, label);
  return head + which + gain_in_words(comparison, group, o, order);
}

std::string support(const std::string& observable, const std::vector<Measurement>& measurements) {
  int rows = 0;
  std::vector<std::string> conditions, studies, known_by;
  for (const Measurement& row : measurements) {
    const bool controlled = row.contrast == Contrast::paired || row.contrast == Contrast::parallel;
    if (row.observable != observable || !controlled || row.condition.find("_vs_") == std::string::npos) continue;
    ++rows;
    add_once(conditions, row.condition);
    add_once(studies, row.study);
    add_once(known_by, std::string(name_of(row.how)));
  }
  if (rows == 0)
    return fmt::format(
        "no measurement of treated against untreated legs constrains {}: this is what the model expects of its "
        "assumptions, not what was seen",
        observable);
  return fmt::format("{} measured {} of treated against control of {}: {} ({}; known by {})", rows,
                     rows == 1 ? "row" : "rows", observable, fmt::join(conditions, ", "), fmt::join(studies, ", "),
                     fmt::join(known_by, ", "));
}

std::vector<std::string> lines_of(const Comparison& comparison, const std::vector<Measurement>& measurements) {
  std::vector<std::string> lines = caveats(comparison);
  for (std::size_t o = 0; o < comparison.table.outcomes.size(); ++o) {
    for (const OptionGroup& group : comparison.groups) lines.push_back(expectation(comparison, group, o));
    lines.push_back(support(comparison.table.outcomes[o].observable, measurements));
  }
  return lines;
}

}  // namespace knead

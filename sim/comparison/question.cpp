#include "sim/comparison/question.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace knead {

std::vector<Outcome> outcomes_of(const Question& question) {
  std::vector<Outcome> outcomes;
  for (const std::string& text : question.outcomes)
    outcomes.push_back(read_outcome(text, {Layer::set, "--outcome " + text}));
  return outcomes;
}

std::size_t reference_among(const std::vector<std::string>& labels, const std::string& against) {
  const auto found = std::find(labels.begin(), labels.end(), against);
  if (found != labels.end()) return static_cast<std::size_t>(found - labels.begin());
  constexpr std::size_t shown = 12;  // of what may be a thousand points
  const std::vector<std::string> some(labels.begin(), labels.begin() + std::min(shown, labels.size()));
  throw ConfigError({Layer::set, "--against " + against},
                    fmt::format("not in it; expected one of {}{}{}", fmt::join(some, " | "),
                                labels.size() > shown ? " | ..." : "", did_you_mean(against, labels)));
}

}  // namespace knead

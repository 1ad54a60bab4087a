#include "sim/sweep/model_groups.hpp"

#include <algorithm>
#include <array>

namespace knead {

namespace {

/// Modules whose parameters shape loads and samples, and that no tissue reads.
constexpr std::array outside_the_tissue{std::string_view("exercise"),   std::string_view("massage"),
                                        std::string_view("biopsy"),     std::string_view("limb"),
                                        std::string_view("laboratory"), std::string_view("ibuprofen")};

bool same_in_tissue(const ParameterSet& a, const ParameterSet& b) {
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (a.values[i] == b.values[i]) continue;
    const std::string_view module = all_parameters()[i].module;
    if (std::find(outside_the_tissue.begin(), outside_the_tissue.end(), module) == outside_the_tissue.end())
      return false;
  }
  return true;
}

bool same_tissue(const ModelGroup& group, const Study& study, const ParameterSet& parameters) {
  return group.study.seed == study.seed && group.study.tissue == study.tissue &&
         group.study.coupling == study.coupling && group.study.network == study.network &&
         same_in_tissue(group.parameters, parameters);
}

}  // namespace

std::vector<ModelGroup> model_groups(const Sweep& sweep, std::span<const int> points, int subject, LimbCache& limbs) {
  std::vector<ModelGroup> groups;
  for (const int point : points) {
    Study study = sweep.study_of(sweep.points[point]);
    study.origins.clear();
    const std::shared_ptr<const LimbResponses> responses = limbs.of(study);
    const auto times = std::make_shared<const ReadingTimes>(reading_times(study));
    const DrawKey key{study.seed, static_cast<std::uint64_t>(subject)};
    const Persons persons = persons_of(study);
    for (std::size_t person = 0; person < persons.traits.size(); ++person) {
      const ParameterSet parameters = subject_parameters(study, subject, {}, persons.traits[person]);
      const SubjectPlan plan = plan_subject(study, parameters, key, responses.get());
      auto group = std::find_if(groups.begin(), groups.end(),
                                [&](const ModelGroup& known) { return same_tissue(known, study, parameters); });
      if (group == groups.end()) group = groups.insert(groups.end(), {study, parameters, {}, {}});
      for (int arm = 0; arm < static_cast<int>(study.arms.size()); ++arm) {
        if (persons.of_arm[arm] != person) continue;
        Life life = life_of(study, parameters, plan, arm, times);
        life.arm = static_cast<int>(group->of.size());
        group->lives.push_back(std::move(life));
        group->of.push_back({point, arm});
      }
    }
  }
  return groups;
}

}  // namespace knead

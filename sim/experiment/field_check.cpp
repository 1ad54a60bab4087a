#include "sim/experiment/field_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/config/read_study.hpp"
#include "sim/experiment/subject_setup.hpp"

namespace knead {

namespace {

/// The largest clearance above that of resting lymph that any load of any subject brings.
double largest_clearance_per_s(const Study& study, const LimbResponses* responses) {
  double largest = 0;
  const auto look = [&largest](const ArmPlan& plan) {
    for (const Segment& segment : plan.loads.segments())
      largest = std::max(largest, segment.load.interstitial_clearance);
  };
  const Persons persons = persons_of(study);
  for (int subject = 1; subject <= study.subjects.count; ++subject)
    for (const Traits& traits : persons.traits) {
      const DrawKey key{study.seed, static_cast<std::uint64_t>(subject)};
      const SubjectPlan plan = plan_subject(study, subject_parameters(study, subject, {}, traits), key, responses);
      look(plan.before);
      for (const ArmPlan& arm : plan.arms) look(arm);
    }
  return largest;
}

}  // namespace

std::vector<FieldLength> field_lengths(const Study& study, const LimbResponses* responses) {
  const double clearance = largest_clearance_per_s(study, responses);
  std::vector<FieldLength> lengths;
  for (const StateEntry& species : Medium<double>::entries)
    lengths.push_back({std::string(species.symbol), std::numeric_limits<double>::infinity()});
  const int draws = study.posterior ? study.subjects.count : 1;  // no one's transport differs otherwise
  for (const Traits& traits : persons_of(study).traits)
    for (int subject = 1; subject <= draws; ++subject) {
      auto field = lengths.begin();
      for (const SpeciesTransport& transport : species_transport(person_parameters(study, subject, traits))) {
        field->decay_length_um = std::min(field->decay_length_um, decay_length_um(transport, clearance));
        ++field;
      }
    }
  return lengths;
}

void check_fields(const Study& study, const std::vector<FieldLength>& lengths) {
  if (study.tissue.kind != Tissue::Kind::block) return;
  for (const FieldLength& field : lengths) check_voxel(study, field.decay_length_um / 2, field.species);
}

void check_geometry(const Study& study) {
  for (int subject = 1; subject <= study.subjects.count; ++subject) try {
      subject_geometry(study, subject);
    } catch (const std::invalid_argument& impossible) {
      throw ConfigError(origin_of(study, "tissue"),
                        fmt::format("the tissue of subject {} cannot be built ({}); expected other "
                                    "settings under 'tissue' or 'parameters'",
                                    subject, impossible.what()));
    }
}

std::string summary_of(const Study& study) {
  const Tissue& tissue = study.tissue;
  std::string what =
      fmt::format("{} fibres x {:g} mm, {:.0f} domains an arm, {} fields", tissue.fibres, tissue.length_um * 1e-3,
                  tissue.fibres * tissue.length_um / tissue.domain_length_um, species_count);
  if (tissue.kind == Tissue::Kind::culture) what = fmt::format("{} domains in culture", tissue.domains);
  if (tissue.kind == Tissue::Kind::well_mixed)
    what = fmt::format("well mixed, {} representative domains", tissue.domains);
  const std::string posterior = study.posterior ? ", posterior " + study.posterior.of->name : "";
  return fmt::format("{}: {} subjects x {} arms, {}, to {:g} h{}", study.name, study.subjects.count, study.arms.size(),
                     what, study.until_s / 3600, posterior);
}

}  // namespace knead

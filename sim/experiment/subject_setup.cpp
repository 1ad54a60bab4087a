#include "sim/experiment/subject_setup.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "models/fibre/fibre_type.hpp"
#include "sim/experiment/log_normal.hpp"
#include "sim/experiment/subject_draw.hpp"
#include "sim/tissue/build_geometry.hpp"

namespace knead {

namespace {

std::uint64_t key_of(int subject) { return static_cast<std::uint64_t>(subject); }

Geometry geometry_of(const Study& study, const ParameterSet& parameters, DrawKey key) {
  const auto tissue = values_of<TissueParameters>(parameters);
  const double interstitial = parameters["cytokine.interstitial_fraction"];
  const Tissue& settings = study.tissue;
  if (settings.kind == Tissue::Kind::culture) return culture_geometry(settings.domains, tissue, interstitial, key);
  if (settings.kind == Tissue::Kind::well_mixed)
    return well_mixed_geometry(settings.domains, settings.domain_length_um, tissue, interstitial);
  return build_geometry({settings.fibres, settings.length_um, settings.domain_length_um, settings.voxel_um}, tissue,
                        interstitial, key);
}

double susceptibility_cv() { return all_parameters()[*find_parameter("fibre_type.susceptibility")].varies.cv; }

std::vector<double> drawn_susceptibilities(const Geometry& geometry, DrawKey key) {
  const double cv = susceptibility_cv(), mean_over_median = std::sqrt(1 + cv * cv);
  std::vector<double> factors(geometry.domains());
  for (std::size_t d = 0; d < factors.size(); ++d)
    factors[d] = log_normal_factor(cv, draw_normal(key, Purpose::fibre_multiplier, d)) / mean_over_median;
  return factors;
}

std::vector<double> susceptibility_quantiles(const Geometry& geometry) {
  const double cv = susceptibility_cv();
  std::vector<double> factors(geometry.domains());
  for (const bool slow : {true, false}) {  // IIa and IIx have one law
    std::vector<std::size_t> members;
    for (std::size_t d = 0; d < factors.size(); ++d)
      if ((geometry.fibres[d / geometry.domains_per_fibre].type == FibreType::I) == slow) members.push_back(d);
    const double n = static_cast<double>(members.size());
    double sum = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const double z = boost::math::quantile(boost::math::normal(), (static_cast<double>(i) + 0.5) / n);
      sum += factors[members[i]] = log_normal_factor(cv, z);
    }
    for (const std::size_t d : members) factors[d] *= n / sum;
  }
  return factors;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A stroke that some arm applies.
struct Contact {
  const StrokeType* type;
  double pressure_kPa;  ///< on the skin
};

/// Those of every subject: massage.pressure differs between them with a posterior.
std::vector<Contact> contacts_of(const Study& study) {
  std::vector<Contact> contacts;
  const auto add = [&](const std::vector<LoadEvent>& loads, const ParameterSet& parameters) {
    for (const LoadEvent& event : loads)
      if (const auto* massage = std::get_if<MassageEvent>(&event))
        for (const Stroke& stroke : massage->strokes) {
          const StrokeType& type = study.stroke_types.at(stroke.type);
          contacts.push_back({&type, stroke_pressure_kPa(*massage, type, parameters)});
        }
  };
  const int draws = study.posterior ? study.subjects.count : 1;  // no one's pressure differs otherwise
  for (const Arm& arm : study.arms)
    for (int subject = 1; subject <= draws; ++subject) {
      const ParameterSet parameters = person_parameters(study, subject, arm.traits);
      add(study.before, parameters);
      add(arm.loads, parameters);
    }
  return contacts;
}

}  // namespace

ParameterSet person_parameters(const Study& study, int subject, const Traits& traits) {
  ParameterSet parameters = study.parameters;
  study.posterior.put_draw(study.seed, subject, parameters);
  for (const auto& [position, value] : traits) {
    double& here = parameters.values[position];
    here =
        study.posterior.covers(position) ? trait_at(position, value, study.parameters.values[position], here) : value;
  }
  return parameters;
}

ParameterSet subject_parameters(const Study& study, int subject, std::optional<double> cv, const Traits& traits) {
  ParameterSet parameters = person_parameters(study, subject, traits);
  const DrawKey key{study.seed, key_of(subject)};
  for (std::size_t i = 0; i < parameters.values.size(); ++i)
    parameters.values[i] = draw_subject(all_parameters()[i], parameters.values[i], key, cv);
  return parameters;
}

std::optional<LimbResponses::Question> limb_question(std::span<const Study> studies, std::optional<double> cv) {
  std::set<double> radii;
  LogInterval pressure{infinity, 0}, modulus{infinity, 0};
  const auto include = [](LogInterval& interval, double kPa) {
    interval = {std::min(interval.low, kPa), std::max(interval.high, kPa)};
  };
  for (const Study& study : studies) {
    for (const Contact& contact : contacts_of(study)) {
      radii.insert(contact.type->contact_radius_mm);
      if (contact.pressure_kPa > 0) include(pressure, contact.pressure_kPa);
    }
    for (int subject = 1; subject <= study.subjects.count; ++subject)
      include(modulus, subject_parameters(study, subject, cv)["limb.muscle_modulus"]);
  }
  if (radii.empty()) return std::nullopt;
  if (pressure.high == 0) pressure = {1, 1};  // massages of 0 kPa ask for no response
  const Study& first = studies.front();
  return LimbResponses::Question{values_of<LimbParameters>(first.parameters),
                                 {radii.begin(), radii.end()},
                                 first.tissue.depth_mm,
                                 pressure,
                                 modulus};
}

std::optional<LimbResponses> limb_responses(std::span<const Study> studies, std::optional<double> cv) {
  const auto question = limb_question(studies, cv);
  return question ? std::optional<LimbResponses>(*question) : std::nullopt;
}

Geometry subject_geometry(const Study& study, int subject) {
  return geometry_of(study, subject_parameters(study, subject), {study.seed, key_of(subject)});
}

std::vector<double> susceptibilities(const Study& study, const Geometry& geometry, DrawKey key) {
  return study.tissue.kind == Tissue::Kind::well_mixed ? susceptibility_quantiles(geometry)
                                                       : drawn_susceptibilities(geometry, key);
}

const Person& SubjectSetup::person_of(int arm) const {
  return *std::find_if(persons.begin(), persons.end(), [arm](const Person& person) {
    return std::binary_search(person.arms.begin(), person.arms.end(), arm);
  });
}

SubjectTissue::SubjectTissue(const Study& study, int subject, std::optional<double> cv)
    : key_{study.seed, key_of(subject)},
      geometry_(geometry_of(study, subject_parameters(study, subject, cv), key_)),
      susceptibility_(susceptibilities(study, geometry_, key_)),
      coupling_{.tolerance = study.coupling.tolerance,
                .max_step_s = study.coupling.max_step_s,
                .network_tolerance = study.network.tolerance} {}

SubjectSetup set_up_subject(const Study& study, int subject, const LimbResponses* responses, std::optional<double> cv) {
  SubjectSetup setup{{study.seed, key_of(subject)}, {}};
  const SubjectTissue tissue(study, subject, cv);
  const Persons persons = persons_of(study);
  for (std::size_t i = 0; i < persons.traits.size(); ++i) {
    const ParameterSet parameters = subject_parameters(study, subject, cv, persons.traits[i]);
    std::vector<int> arms;
    for (std::size_t arm = 0; arm < persons.of_arm.size(); ++arm)
      if (persons.of_arm[arm] == i) arms.push_back(static_cast<int>(arm));
    setup.persons.push_back({tissue.with(parameters), plan_subject(study, parameters, setup.key, responses), arms});
  }
  return setup;
}

}  // namespace knead

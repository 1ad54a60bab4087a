#include "sim/experiment/subject_setup.hpp"

#include <algorithm>
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
  return build_geometry({settings.fibres, settings.length_um, settings.domain_length_um, settings.voxel_um}, tissue,
                        interstitial, key);
}

/// Of each domain, mean 1, log-normal with the spread that its parameter declares.
std::vector<double> susceptibilities(const Geometry& geometry, DrawKey key) {
  const Parameter& spread = all_parameters()[*find_parameter("fibre_type.susceptibility")];
  const double cv = spread.varies.cv, mean_over_median = std::sqrt(1 + cv * cv);
  std::vector<double> factors(geometry.domains());
  for (std::size_t d = 0; d < factors.size(); ++d)
    factors[d] = log_normal_factor(cv, draw_normal(key, Purpose::fibre_multiplier, d)) / mean_over_median;
  return factors;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A stroke that some arm applies.
struct Contact {
  const MassageEvent* massage;
  const StrokeType* type;
};

std::vector<Contact> contacts_of(const Study& study) {
  std::vector<Contact> contacts;
  for (const Arm& arm : study.arms)
    for (const LoadEvent& event : arm.loads)
      if (const auto* massage = std::get_if<MassageEvent>(&event))
        for (const Stroke& stroke : massage->strokes)
          contacts.push_back({massage, &study.stroke_types.at(stroke.type)});
  return contacts;
}

}  // namespace

ParameterSet subject_parameters(const Study& study, int subject, std::optional<double> cv) {
  ParameterSet parameters = study.parameters;
  const DrawKey key{study.seed, key_of(subject)};
  for (std::size_t i = 0; i < parameters.values.size(); ++i)
    parameters.values[i] = draw_subject(all_parameters()[i], parameters.values[i], key, cv);
  return parameters;
}

std::optional<LimbResponses> limb_responses(std::span<const Study> studies, std::optional<double> cv) {
  std::set<double> radii;
  LogInterval pressure{infinity, 0}, modulus{infinity, 0};
  const auto include = [](LogInterval& interval, double kPa) {
    interval = {std::min(interval.low, kPa), std::max(interval.high, kPa)};
  };
  for (const Study& study : studies) {
    for (const Contact& contact : contacts_of(study)) {
      const double kPa = massage_pressure_kPa(*contact.massage, study.parameters) * contact.type->pressure_factor;
      radii.insert(contact.type->contact_radius_mm);
      if (kPa > 0) include(pressure, kPa);
    }
    for (int subject = 1; subject <= study.subjects.count; ++subject)
      include(modulus, subject_parameters(study, subject, cv)["limb.muscle_modulus"]);
  }
  if (radii.empty()) return std::nullopt;
  if (pressure.high == 0) pressure = {1, 1};  // massages of 0 kPa ask for no response
  const Study& first = studies.front();
  return LimbResponses(values_of<LimbParameters>(first.parameters), {radii.begin(), radii.end()}, first.tissue.depth_mm,
                       pressure, modulus);
}

Geometry subject_geometry(const Study& study, int subject) {
  return geometry_of(study, subject_parameters(study, subject), {study.seed, key_of(subject)});
}

SubjectSetup set_up_subject(const Study& study, int subject, const LimbResponses* responses, std::optional<double> cv) {
  const DrawKey key{study.seed, key_of(subject)};
  const ParameterSet parameters = subject_parameters(study, subject, cv);
  Geometry geometry = geometry_of(study, parameters, key);
  const std::vector<double> susceptibility = susceptibilities(geometry, key);
  const CouplingSettings coupling{.tolerance = study.coupling.tolerance,
                                  .max_step_s = study.coupling.max_step_s,
                                  .network_tolerance = study.network.tolerance};
  return {key, TissueModel(std::move(geometry), susceptibility, parameters, coupling),
          plan_subject(study, parameters, key, responses)};
}

}  // namespace knead

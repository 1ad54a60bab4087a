#include "models/mechanics/section_table.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/mechanics/pressed_section.hpp"

namespace knead {

namespace {

constexpr double largest_ratio = 1.6;

/// At least three nodes where there is any width.
std::vector<double> log_nodes(LogInterval interval) {
  if (!(interval.low > 0 && interval.high >= interval.low))
    throw std::invalid_argument("section table: an interval needs positive ends in order");
  if (interval.low == interval.high) return {interval.low};
  const double width = std::log(interval.high / interval.low);
  const int steps = std::max(2, static_cast<int>(std::ceil(width / std::log(largest_ratio) - 1e-9)));
  std::vector<double> nodes(steps + 1);
  for (int k = 0; k <= steps; ++k) nodes[k] = interval.low * std::exp(width * k / steps);
  nodes[steps] = interval.high;
  return nodes;
}

/// Calls visit(a, b) on each pair of members that are positive, and so interpolated by their logarithm.
template <class A, class B, class Visit>
void positive_members(A& a, B& b, Visit visit) {
  visit(a.peak.equivalent_strain, b.peak.equivalent_strain);
  visit(a.peak.fibre_stretch, b.peak.fibre_stretch);
  visit(a.peak.compressive_stress_Pa, b.peak.compressive_stress_Pa);
  visit(a.peak.gradient_Pa_per_m, b.peak.gradient_Pa_per_m);
  for (std::size_t k = 0; k < a.held.reach.size(); ++k) {
    visit(a.held.reach[k], b.held.reach[k]);
    visit(a.held.gradient_Pa_per_m[k], b.held.gradient_Pa_per_m[k]);
  }
}

/// The same for those of either sign: interpolated as they are, a unit of pressure on the skin.
template <class A, class B, class Visit>
void signed_members(A& a, B& b, Visit visit) {
  visit(a.peak.pore_pressure_Pa, b.peak.pore_pressure_Pa);
  for (std::size_t k = 0; k < a.held.reach.size(); ++k) {
    visit(a.held.volume_lost[k], b.held.volume_lost[k]);
    visit(a.held.pore_pressure_Pa[k], b.held.pore_pressure_Pa[k]);
  }
}

SectionResponse zeros(std::size_t samples) {
  const std::vector<double> none(samples, 0.0);
  return {{}, {none, none, none, none}};
}

}  // namespace

LogStencil log_stencil(const std::vector<double>& nodes, double x) {
  const double slack = 1e-9;  // for an end that went through a change of units
  if (!(x >= nodes.front() * (1 - slack) && x <= nodes.back() * (1 + slack)))
    throw std::out_of_range("section table: " + std::to_string(x) + " lies outside " + std::to_string(nodes.front()) +
                            " to " + std::to_string(nodes.back()));
  const int size = static_cast<int>(nodes.size());
  LogStencil stencil;
  stencil.count = std::min(size, 4);
  const int above = static_cast<int>(std::upper_bound(nodes.begin(), nodes.end(), x) - nodes.begin());
  stencil.first = std::clamp(above - 2, 0, size - stencil.count);
  for (int k = 0; k < stencil.count; ++k) {
    stencil.weight[k] = 1;
    for (int m = 0; m < stencil.count; ++m)
      if (m != k)
        stencil.weight[k] *=
            std::log(x / nodes[stencil.first + m]) / std::log(nodes[stencil.first + k] / nodes[stencil.first + m]);
  }
  return stencil;
}

SectionTable::SectionTable(const Limb& limb, double contact_radius_mm, double depth_mm, LogInterval pressure_kPa,
                           LogInterval muscle_modulus_kPa, const SectionMesh& mesh)
    : pressure_kPa_(log_nodes(pressure_kPa)), modulus_kPa_(log_nodes(muscle_modulus_kPa)) {
  responses_.resize(pressure_kPa_.size() * modulus_kPa_.size());
  for (std::size_t g = 0; g < modulus_kPa_.size(); ++g) {
    Limb own = limb;
    own.muscle_modulus = modulus_kPa_[g];
    PressedSection section(own, contact_radius_mm, depth_mm, mesh);
    for (std::size_t p = 0; p < pressure_kPa_.size(); ++p) {
      SectionResponse& response = responses_[p * modulus_kPa_.size() + g];
      response.held = section.hold(0.5 * pressure_kPa_[p]);
      response.peak = section.press(pressure_kPa_[p]);
    }
  }
}

SectionResponse SectionTable::at(double pressure_kPa, double muscle_modulus_kPa) const {
  const LogStencil pressure = log_stencil(pressure_kPa_, pressure_kPa);
  const LogStencil modulus = log_stencil(modulus_kPa_, muscle_modulus_kPa);
  SectionResponse mixed = zeros(responses_.front().held.reach.size());
  for (int p = 0; p < pressure.count; ++p)
    for (int g = 0; g < modulus.count; ++g) {
      const SectionResponse& node = responses_[(pressure.first + p) * modulus_kPa_.size() + modulus.first + g];
      const double share = pressure.weight[p] * modulus.weight[g];
      positive_members(mixed, node, [share](double& sum, double term) { sum += share * std::log(term); });
      const double scaled = share * pressure_kPa / pressure_kPa_[pressure.first + p];
      signed_members(mixed, node, [scaled](double& sum, double term) { sum += scaled * term; });
    }
  positive_members(mixed, mixed, [](double& sum, double) { sum = std::exp(sum); });
  return mixed;
}

}  // namespace knead

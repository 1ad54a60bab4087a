#pragma once
// Points scattered over what is possible: parameters over their priors, states of a fibre domain far from rest.

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "models/fibre/domain.hpp"
#include "models/parameters.hpp"
#include "tests/models/one_network.hpp"

namespace knead::test {

/// Every parameter that has a prior, somewhere in it.
inline ParameterSet scattered_parameters(unsigned seed) {
  ParameterSet set;
  const auto all = all_parameters();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double u = scattered(7919 * seed + static_cast<unsigned>(i));
    const Prior& prior = all[i].prior;
    if (prior.shape == Prior::Shape::uniform) set.values[i] = prior.low + u * (prior.high - prior.low);
    if (prior.shape == Prior::Shape::log_uniform) set.values[i] = prior.low * std::pow(prior.high / prior.low, u);
  }
  return set;
}

/// Whether a state is a share of a whole, by its place among the states of a fibre domain.
inline bool is_share(std::size_t state) {
  const StateEntry& entry = FibreState<double>::entries[state];
  if (entry.meaning.find("fraction") != std::string_view::npos) return true;
  constexpr std::array others = {"strain_inhibition", "protection", "synthesis_signal", "fast", "slow", "cox2"};
  return std::any_of(others.begin(), others.end(), [&](std::string_view symbol) { return entry.symbol == symbol; });
}

/// The place of a state of a fibre domain.
inline std::size_t place_of(std::string_view module, std::string_view symbol) {
  const auto& entries = FibreState<double>::entries;
  return std::find_if(entries.begin(), entries.end(),
                      [&](const StateEntry& e) { return e.module == module && e.symbol == symbol; }) -
         entries.begin();
}

using FibreValues = std::array<double, FibreState<double>::entries.size()>;

/// Makes states possible together while the one at `kept` stays: parts of a membrane or of a domain add up to at most
/// one, only sarcomeres that are there are disrupted, cytokine mRNA is never below its rest of 1.
inline void make_possible(FibreValues& x, std::size_t kept) {
  const auto share_out = [&](std::string_view module, std::initializer_list<std::string_view> symbols) {
    double others = 0, left = 1;
    for (const std::string_view symbol : symbols) {
      const std::size_t i = place_of(module, symbol);
      if (i == kept) left -= x[i];
      if (i != kept) others += x[i];
    }
    if (others <= left) return;
    for (const std::string_view symbol : symbols)
      if (const std::size_t i = place_of(module, symbol); i != kept) x[i] *= left / others;
  };
  share_out("damage", {"membrane_leak", "lasting_leak"});
  share_out("necrosis", {"necrotic", "cleared", "regenerating"});
  share_out("necrosis", {"expected_necrotic", "expected_cleared", "expected_regenerating"});
  double& content = x[place_of("contractile", "content")];
  double& disrupted = x[place_of("damage", "sarcomere_disruption")];
  if (&x[kept] == &content)
    disrupted = std::min(disrupted, content);
  else
    content = std::max(content, disrupted);
  for (std::size_t i = 0; i < x.size(); ++i)
    if (FibreState<double>::entries[i].module == "cytokine_expression") x[i] = std::max(x[i], 1.0);
}

/// A possible state far from rest: each between 0 and three times its rest plus a hundred times its floor, a share
/// below 1.
inline FibreState<double> scattered_state(unsigned seed) {
  FibreValues values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const StateEntry& entry = FibreState<double>::entries[i];
    const double top = is_share(i) ? 1 : 3 * entry.rest + 100 * entry.floor;
    values[i] = top * scattered(104729 * seed + static_cast<unsigned>(i));
  }
  make_possible(values, values.size());
  return record_of<FibreState<double>>(values);
}

/// Every load and every cell at once.
inline FibreInput<double> scattered_input(unsigned seed) {
  const auto u = [seed](unsigned i) { return scattered(15485863u * seed + i); };
  FibreInput<double> input{};
  input.metabolic_intensity = 1.2 * u(0);
  input.active_force = 1.5 * u(1);
  input.fibre_strain = 0.3 * u(2);
  input.frequency = 2 * u(3);
  input.tissue_stress = 2e5 * u(4);
  input.damage_susceptibility = 4 * u(5);
  input.glycolytic_rate = 2 * u(6);
  input.severing = 1e-3 * u(7);
  input.oxidant_burst = 50 * u(8);
  input.phagocytosis = 1e-4 * u(9);
  input.fusion = 1e-4 * u(10);
  input.deaths_are_expected = u(11) < 0.5 ? 1 : 0;
  return input;
}

}  // namespace knead::test

#pragma once
// One fibre domain in a dish: its network in double precision, with the decay, lymph and exchange of its medium added,
// integrated by Boost.Odeint's dopri5. The oracle that owes nothing to the program's own stepper.

#include <algorithm>
#include <array>
#include <boost/numeric/odeint.hpp>
#include <cmath>
#include <functional>
#include <string_view>

#include "models/observable.hpp"
#include "models/parameters.hpp"

namespace knead::test {

/// A record as an array of its scalars, and back.
template <class Record>
auto flat(const Record& record) {
  std::array<double, std::size(Record::entries)> values{};
  std::size_t i = 0;
  record.each([&](const double& member) { values[i++] = member; });
  return values;
}

template <class Record, class Values>
Record record_of(const Values& values) {
  Record record{};
  std::size_t i = 0;
  record.each([&](double& member) { member = values[i++]; });
  return record;
}

/// What happens to a medium outside the networks, added to its rates.
inline void add_losses(const Medium<double>& medium, const CytokineParameters<double>& p, double clearance_per_s,
                       Medium<double>& dxdt) {
  const auto c = flat(medium);
  auto rate = flat(dxdt);
  const auto all = species(p);
  for (std::size_t s = 0; s < species_count; ++s)
    rate[s] += all[s].exchange_per_s * (all[s].plasma - c[s]) +
               (all[s].decay_per_s + p.lymph_rest) * (all[s].rest - c[s]) - clearance_per_s * c[s];
  dxdt = record_of<Medium<double>>(rate);
}

/// Integrates dx/dt = rates(x) over a time, from an array to an array.
template <class Values, class Rates>
void integrate(Values& x, double duration_s, double rtol, const Rates& rates) {
  namespace odeint = boost::numeric::odeint;
  const auto stepper = odeint::make_controlled(rtol * 1e-3, rtol, odeint::runge_kutta_dopri5<Values>());
  const auto system = [&](const Values& at, Values& dxdt, double) { rates(at, dxdt); };
  odeint::integrate_adaptive(stepper, system, x, 0.0, duration_s, std::min(1.0, duration_s));
}

struct OneDomain {
  explicit OneDomain(const ParameterSet& set = {}) : p(values_of<FibreParameters>(set)), x(fibre_at_rest(p)) {
    input.damage_susceptibility = input.glycolytic_rate = 1;
  }

  FibreState<double> rates(const FibreState<double>& at) const {
    FibreState<double> dxdt{};
    FibreDomain::rates(at, input, p, dxdt);
    add_losses(at.medium, p.cytokine, clearance_per_s, dxdt.medium);
    return dxdt;
  }

  void advance(const Quantities& load, double duration_s, double rtol = 1e-7) {
    apply_load(load, input);
    clearance_per_s = load.interstitial_clearance;
    auto values = flat(x);
    integrate(values, duration_s, rtol,
              [&](const auto& at, auto& dxdt) { dxdt = flat(rates(record_of<FibreState<double>>(at))); });
    x = record_of<FibreState<double>>(values);
  }

  void advance(const TimeCourse& course) {
    for (const Segment& segment : course) advance(segment.load, segment.end_s - segment.begin_s);
  }

  double read(std::string_view id) const { return find_observable(id)->in_fibre(x, p); }

  FibreParameters<double> p;
  FibreState<double> x;
  FibreInput<double> input{};
  double clearance_per_s = 0;
};

/// A number in [0, 1) from a counter: enough to scatter test points.
inline double scattered(unsigned i) { return std::fmod(0.5 + i * 0.6180339887498949, 1.0); }

}  // namespace knead::test

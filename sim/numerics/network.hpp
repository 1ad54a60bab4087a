#pragma once
// What the integrator asks of a network, and how its records become flat arrays.
//
// A network is a struct with
//   static constexpr std::string_view name;
//   template <class T> State, Input, Parameters: records (models/record.hpp, models/records.hpp);
//   template <class T> static void rates(const State<T>& x, const Input<T>& u, const Parameters<T>& p, State<T>& dxdt);
// The rates use + - * / and the functions of models/scalar.hpp. Inputs are constant over a coupling step.

#include <cstddef>
#include <iterator>

#include "models/record.hpp"

namespace knead {

/// Copies the scalars of a record out to `values` or in from them.
template <class Record, class T>
constexpr void store_record(const Record& record, T* values) {
  record.each([&values](const auto& member) { *values++ = member; });
}
template <class Record, class T>
constexpr void load_record(Record& record, const T* values) {
  record.each([&values](auto& member) { member = *values++; });
}

template <class Network>
inline constexpr std::size_t state_count = std::size(Network::template State<double>::entries);
template <class Network>
inline constexpr std::size_t input_count = std::size(Network::template Input<double>::entries);
template <class Network>
inline constexpr std::size_t parameter_count = std::size(Network::template Parameters<double>::entries);

/// The rates for one member in double precision, from flat arrays: what oracles and tests integrate.
template <class Network>
void flat_rates(const double* states, const double* inputs, const double* parameters, double* rates) {
  typename Network::template State<double> x{}, dxdt{};
  typename Network::template Input<double> u{};
  typename Network::template Parameters<double> p{};
  load_record(x, states);
  load_record(u, inputs);
  load_record(p, parameters);
  Network::rates(x, u, p, dxdt);
  store_record(dxdt, rates);
}

}  // namespace knead

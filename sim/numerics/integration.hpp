#pragma once
// What goes into an integration and what comes out beside the states.

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace knead {

/// The local error of a step, weighted by relative * (|x| + floor of the state), is at most 1 in the root mean square
/// over the states.
struct Tolerance {
  double relative = 1e-4;
  double first_step_s = 1.0;      ///< tried first by a member that has not been integrated before
  double largest_step_s = 14400;  ///< never exceeded
};

struct IntegrationCount {
  std::uint64_t accepted = 0, rejected = 0;  ///< steps of members
  std::uint64_t idle = 0;                    ///< steps of lanes that had no member

  IntegrationCount& operator+=(const IntegrationCount& other) {
    accepted += other.accepted;
    rejected += other.rejected;
    idle += other.idle;
    return *this;
  }
};

/// A member whose step size fell below what double precision can advance, or whose state is not finite; the one error
/// that may be taken as the model's answer.
class NumericalFailure : public std::runtime_error {
 public:
  NumericalFailure(std::size_t member_, std::size_t state_, double time_s_)
      : runtime_error(text("member", member_, time_s_, "state " + std::to_string(state_))),
        member(member_),
        state(state_),
        time_s(time_s_) {}

  /// The same failure with the names of the network and of the state.
  NumericalFailure(const NumericalFailure& failure, std::string_view network, std::string_view module_,
                   std::string_view symbol_)
      : runtime_error(text(network, failure.member, failure.time_s, std::string(module_) + "." + std::string(symbol_))),
        member(failure.member),
        state(failure.state),
        time_s(failure.time_s),
        module(module_),
        symbol(symbol_) {}

  /// The same failure with the place in the run that it was met at.
  NumericalFailure(const std::string& place, const NumericalFailure& failure)
      : runtime_error(place + failure.what()),
        member(failure.member),
        state(failure.state),
        time_s(failure.time_s),
        module(failure.module),
        symbol(failure.symbol) {}

  std::size_t member, state;  ///< the state of largest weighted error, or the first that is not finite
  double time_s;              ///< since the start of the call
  std::string module, symbol;

 private:
  static std::string text(std::string_view network, std::size_t member, double time_s, const std::string& where) {
    return std::string(network) + " " + std::to_string(member) + " failed at " + where + ", " + std::to_string(time_s) +
           " s into its step";
  }
};

}  // namespace knead

#pragma once
// A small network for the tests of the integrator: parts with an analytic solution, a conserved total, a stiff loop,
// and every function that rates may use.

#include <string_view>

#include "models/parameter.hpp"
#include "models/records.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_EXAMPLE_REACTION(X)                    \
  X(reactant, "uM", 1, 1e-3, "turns into the dimer") \
  X(dimer,    "uM", 0, 1e-3, "turns into product")   \
  X(product,  "uM", 0, 1e-3, "turns into reactant")
#define KNEAD_EXAMPLE_SOLVED(X)                                      \
  X(second_order, "1", 1, 1e-3, "x' = -k x^2, so x0 / (1 + k x0 t)") \
  X(driven,       "1", 0, 1e-3, "approaches the drive exponentially")
#define KNEAD_EXAMPLE_LOOP(X)                        \
  X(message, "1", 1, 1e-3, "repressed by protein")   \
  X(protein, "1", 1, 1e-3, "fast, made from message")
#define KNEAD_EXAMPLE_STATES(X)    \
  X(ExampleReaction, reaction)     \
  X(ExampleSolved, solved)         \
  X(ExampleLoop, loop)
#define KNEAD_EXAMPLE_INPUTS(X)                        \
  X(intensity, "1", 0, "enters by a power")            \
  X(cooling,   "1", 0, "enters by an exponential")     \
  X(light,     "1", 0, "acts by being above 0")
#define KNEAD_EXAMPLE_PARAMETERS(X)                                           \
  X(k_dimer,   0.02, "/s", positive, fixed, same, assumed, "test")            \
  X(k_product, 0.05, "/s", positive, fixed, same, assumed, "test")            \
  X(k_back,    0.01, "/s", positive, fixed, same, assumed, "test")            \
  X(k_second,  0.03, "/s", positive, fixed, same, assumed, "test")            \
  X(k_driven,  0.04, "/s", positive, fixed, same, assumed, "test")            \
  X(exponent,  2.7,  "1",  positive, fixed, same, assumed, "test")            \
  X(k_message, 0.02, "/s", positive, fixed, same, assumed, "test")            \
  X(k_protein, 3.0,  "/s", positive, fixed, same, assumed, "test")            \
  X(K,         0.5,  "1",  positive, fixed, same, assumed, "test")
// clang-format on

KNEAD_STATES(ExampleReaction, "reaction", KNEAD_EXAMPLE_REACTION)
KNEAD_STATES(ExampleSolved, "solved", KNEAD_EXAMPLE_SOLVED)
KNEAD_STATES(ExampleLoop, "loop", KNEAD_EXAMPLE_LOOP)
KNEAD_RECORD_OF_RECORDS(ExampleState, StateEntry, KNEAD_EXAMPLE_STATES)
KNEAD_INPUTS(ExampleInput, KNEAD_EXAMPLE_INPUTS)
KNEAD_PARAMETERS(ExampleParameters, "example", KNEAD_EXAMPLE_PARAMETERS)

struct ExampleNetwork {
  static constexpr std::string_view name = "example";
  template <class T>
  using State = ExampleState<T>;
  template <class T>
  using Input = ExampleInput<T>;
  template <class T>
  using Parameters = ExampleParameters<T>;

  /// What `driven` approaches.
  template <class T>
  static T drive(const ExampleInput<T>& u, const ExampleParameters<T>& p) {
    return power(u.intensity, p.exponent) * exponential(-u.cooling) + indicator(u.light);
  }

  template <class T>
  static void rates(const ExampleState<T>& x, const ExampleInput<T>& u, const ExampleParameters<T>& p,
                    ExampleState<T>& dxdt) {
    const T forward = p.k_dimer * x.reaction.reactant, on = p.k_product * square(x.reaction.dimer);
    const T back = p.k_back * x.reaction.product;
    dxdt.reaction.reactant = back - forward;
    dxdt.reaction.dimer = forward - on;
    dxdt.reaction.product = on - back;
    dxdt.solved.second_order = -p.k_second * square(x.solved.second_order);
    dxdt.solved.driven = p.k_driven * (drive(u, p) - x.solved.driven);
    const T excess = positive_part(x.solved.driven - T(0.5));
    dxdt.loop.message = p.k_message * ((1.0 + 5.0 * excess) * (1.0 - hill<4>(x.loop.protein, p.K)) - x.loop.message);
    dxdt.loop.protein = p.k_protein * (x.loop.message - x.loop.protein);
  }
};

}  // namespace knead

#pragma once
// A record is a struct whose members are said once, in a list, and can then be named, counted and visited in order.
// States, inputs and parameters of a module are records over a scalar: one double, a block of lanes, or the
// recording scalar from which the derivatives are made.

#include <cstddef>
#include <string_view>

namespace knead {

/// One state of a module: its unit, its value at rest, from which the baseline is found, and the size below which
/// it no longer matters (the absolute part of the error norm is that floor times the relative tolerance).
struct StateEntry {
  std::string_view module, symbol, unit;
  double rest, floor;
  std::string_view meaning;
};

/// One input of a module, held constant over a coupling step, with its value in an undisturbed muscle.
struct InputEntry {
  std::string_view symbol, unit;
  double rest;
  std::string_view meaning;
};

}  // namespace knead

#define KNEAD_MEMBER(symbol, ...) T symbol{};
#define KNEAD_VISIT(symbol, ...) visit(symbol);
#define KNEAD_STATE_ENTRY(symbol, unit, rest, floor, meaning) \
  ::knead::StateEntry{module, #symbol, unit, rest, floor, meaning},
#define KNEAD_INPUT_ENTRY(symbol, unit, rest, meaning) ::knead::InputEntry{#symbol, unit, rest, meaning},

#define KNEAD_VISITS(LIST)                   \
  template <class Visit>                     \
  constexpr void each(Visit&& visit) {       \
    LIST(KNEAD_VISIT)                        \
  }                                          \
  template <class Visit>                     \
  constexpr void each(Visit&& visit) const { \
    LIST(KNEAD_VISIT)                        \
  }

/// Declares `template <class T> struct Name` with one member T a list entry X(symbol, unit, rest, floor, meaning).
#define KNEAD_STATES(Name, module_name, LIST)                                   \
  template <class T>                                                            \
  struct Name {                                                                 \
    LIST(KNEAD_MEMBER)                                                          \
    static constexpr std::string_view module = module_name;                     \
    static constexpr ::knead::StateEntry entries[] = {LIST(KNEAD_STATE_ENTRY)}; \
    KNEAD_VISITS(LIST)                                                          \
    bool operator==(const Name&) const = default;                               \
  };

/// The same for inputs: X(symbol, unit, rest, meaning).
#define KNEAD_INPUTS(Name, LIST)                                                \
  template <class T>                                                            \
  struct Name {                                                                 \
    LIST(KNEAD_MEMBER)                                                          \
    static constexpr ::knead::InputEntry entries[] = {LIST(KNEAD_INPUT_ENTRY)}; \
    KNEAD_VISITS(LIST)                                                          \
    bool operator==(const Name&) const = default;                               \
  };

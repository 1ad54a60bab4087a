#pragma once
// A parameter is said once: symbol, value, unit, possible range, prior, what it varies by, how it is known, source.
// YAML checking, `knead parameters`, sweeps and priors are all made from these declarations.

#include <limits>
#include <string_view>

#include "models/record.hpp"

namespace knead {

/// How far a number can be trusted, from best to worst.
enum class How { file, abstract, secondary, press, derived, recalled, fitted, assumed };

constexpr std::string_view name_of(How how) {
  constexpr std::string_view names[] = {"file",    "abstract", "secondary", "press",
                                        "derived", "recalled", "fitted",    "assumed"};
  return names[static_cast<int>(how)];
}

/// What is physically possible; a value outside is refused.
struct Range {
  double low, high;
};

/// What is plausible; feeds draws, sweeps and documentation, never a check.
struct Prior {
  enum class Shape { fixed, uniform, log_uniform };
  Shape shape;
  double low, high;
};

/// Over what a parameter differs, with the coefficient of variation of its log-normal spread.
struct Varies {
  enum class By { nothing, subject, type, fibre };
  By by;
  double cv;
};

struct Parameter {
  std::string_view module, symbol, unit;
  double value;
  Range range;
  Prior prior;
  Varies varies;
  How how;
  std::string_view source;
};

/// The words of a declaration.
namespace declare {
inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr Range positive{0.0, infinity};
inline constexpr Range fraction{0.0, 1.0};
constexpr Range within(double low, double high) { return {low, high}; }
inline constexpr Prior fixed{Prior::Shape::fixed, 0.0, 0.0};
constexpr Prior uniform(double low, double high) { return {Prior::Shape::uniform, low, high}; }
constexpr Prior log_uniform(double low, double high) { return {Prior::Shape::log_uniform, low, high}; }
inline constexpr Varies same{Varies::By::nothing, 0.0};
constexpr Varies by_subject(double cv) { return {Varies::By::subject, cv}; }
constexpr Varies by_fibre(double cv) { return {Varies::By::fibre, cv}; }
}  // namespace declare

}  // namespace knead

#define KNEAD_PARAMETER_ENTRY(symbol, value, unit, range, prior, varies, how, source) \
  ::knead::Parameter{module, #symbol, unit, value, range, prior, varies, ::knead::How::how, source},

/// Declares `template <class T> struct Name`, one member T a list entry
/// X(symbol, value, unit, range, prior, varies, how, source).
#define KNEAD_PARAMETERS(Name, module_name, LIST)                                  \
  namespace declared_##Name {                                                      \
    using namespace ::knead::declare;                                              \
    inline constexpr std::string_view module = module_name;                        \
    inline constexpr ::knead::Parameter entries[] = {LIST(KNEAD_PARAMETER_ENTRY)}; \
  }                                                                                \
  template <class T>                                                               \
  struct Name {                                                                    \
    LIST(KNEAD_MEMBER)                                                             \
    static constexpr auto& entries = declared_##Name::entries;                     \
    KNEAD_VISITS(LIST)                                                             \
    bool operator==(const Name&) const = default;                                  \
  };

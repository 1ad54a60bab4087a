#pragma once
// What differs between people: a parameter that varies by subject is log-normal around its value, the median person.

#include <optional>

#include "models/parameter.hpp"
#include "sim/numerics/random.hpp"

namespace knead {

/// The factor on a parameter in one subject: exp(s z), s^2 = ln(1 + CV^2), so that its median is 1 and its
/// coefficient of variation the declared one, or `cv` where given. Exactly 1 for a parameter that does not vary by
/// subject. Keyed by module and symbol, so equal in every arm.
double subject_factor(const Parameter& parameter, DrawKey subject, std::optional<double> cv = {});

/// `value` times that factor, kept within the parameter's range.
double draw_subject(const Parameter& parameter, double value, DrawKey subject, std::optional<double> cv = {});

}  // namespace knead

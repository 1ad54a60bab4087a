#pragma once
// How the keys of a YAML map are declared: once, in a function template `describe(visitor, value)` beside each struct
// (study_schema.hpp, models/loads). A Reader fills the struct, a Writer prints it, a KeyTable documents it; each has
// the methods
//   text(key, string&)                             a line of text
//   name(key, string&)                             a word that may name a file
//   whole(key, int& or uint64&, range)             a whole number
//   flag(key, bool&)                               yes or no
//   quantity(key, double& or optional&, unit, range) a number with a unit, kept in `unit`
//   drawn(key, Drawn&, unit, range)                one such, or a pair: a uniform draw a subject
//   choice(key, enum&, names)                      one of some words, in the order of the enumerators
//   group(key, describe_inner)                     a map within the map
//   form(key, example, value)                      anything with a way of its own of being written (study_forms.hpp)

#include <string>

#include "models/key.hpp"
#include "models/parameter.hpp"

namespace knead {

/// A value with the unit, of those in which such a value is usually said, that needs the fewest digits: "24 h" for
/// 86400 s is "1 d". Reading it back gives the same bits.
std::string written(double value, const std::string& unit);

/// "0 Pa to 500 kPa", or "at least 1 s".
std::string written(Range range, const std::string& unit);

}  // namespace knead

#pragma once
// Whether inflammation feeds itself: leak -> danger signals -> NF-kB -> CXCL8, CCL2 and TNF -> leucocytes -> oxidants
// -> leak. Its gain is a reproduction number, as of an infection (next generation, van den Driessche and Watmough 2002,
// doi:10.1016/S0025-5564(02)00108-6): how much lasting leak the oxidants that one unit of it calls will open, from when
// it opens until it has closed. Each opened unit opens as much again, so that a leak adds up to 1 / (1 - gain) of
// itself and dies out below a gain of 1; at 1 and above it grows until something saturates.

#include "models/parameters.hpp"

namespace knead {

/// The gain in a well-mixed tissue of the given (the median) subject, linearised about the course after 300 maximal
/// eccentric contractions: the largest of those of small leaks that open 0, 12 and 48 h after the bout. Takes a
/// fraction of a second.
double loop_gain(const ParameterSet& parameters);

}  // namespace knead

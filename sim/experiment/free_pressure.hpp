#pragma once
// The pressure of massages as a parameter of the model, to be drawn from its prior.

#include "sim/config/study.hpp"

namespace knead {

/// Lets every massage of a study press with the parameter massage.pressure, whatever pressure the study gives it. True
/// if it gave any. A force, which is a device's, stays.
bool free_pressure(Study& study);

}  // namespace knead

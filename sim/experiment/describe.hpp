#pragma once
// How the results file names what is read.

#include <string>

#include "models/observable.hpp"
#include "sim/results/results_file.hpp"

namespace knead {

inline SeriesDescription described(const Observable& observable) {
  return {std::string(observable.id), std::string(observable.unit), std::string(observable.meaning)};
}

}  // namespace knead

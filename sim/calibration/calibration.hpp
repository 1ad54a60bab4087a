#pragma once
// A calibration as its file says it: which measurements, which parameters, and how long to look.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/inference/row_likelihood.hpp"

namespace knead {

/// Paths from the folder of the calibration's file, as they are opened.
struct CalibrationTables {
  std::string measurements, conditions, observables, parameters;
};

struct SearchSettings {
  int starts = 8, evaluations = 200;
};

struct ProfileSettings {
  int evaluations = 45;
};

struct ChainSettings {
  int chains = 8;
  int warm_up_rounds = 3, warm_up_steps = 60;  ///< each round ends with a new reference and step size
  int linearised = 4;                          ///< chains at whose points a round's reference is made
  int steps = 500;                             ///< kept steps of each chain
  int draws = 256;                             ///< of the posterior: twice as many as particles
};

struct ReweightSettings {
  int draws = 512;  ///< of all kept steps, evenly spaced, from which particles are taken to people
  int people = 4;   ///< quadrature subjects of each study, well mixed
  int steps = 6;    ///< of each particle at each exponent on the way, and as many again at the end
  int blocks = 0;   ///< draws that are run again as full blocks of one subject
};

struct Calibration {
  std::string name, about;
  std::uint64_t seed = 1;
  CalibrationTables tables;
  std::vector<std::string> studies = {};  ///< paths of study files; empty: configs/studies of every condition
  std::vector<std::string> carried;       ///< modules whose other parameters are drawn from their priors, with the data
  int people = 3;                         ///< over whom a drawn time of a load or biopsy is averaged
  double people_spread = 0.3;  ///< of |d|: SD of people's contrasts while only the median person is simulated
  LikelihoodOptions likelihood;
  SearchSettings search;
  ProfileSettings profile;
  ChainSettings chains;
  ReweightSettings reweight;
};

/// Throws ConfigError.
Calibration read_calibration(const std::string& path);

}  // namespace knead

#pragma once
// The outputs of a study at many points, over all threads and ranks; what is done is kept in a ledger.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/parallel/ranks.hpp"
#include "sim/sensitivity/study_variants.hpp"

namespace knead {

struct DesignWork {
  std::filesystem::path part;                          ///< the ledger, which rank 0 writes; it is left there at the end
  std::string identity;                                ///< all that the outputs follow from
  int threads = 1;                                     ///< of this rank
  std::function<void(std::size_t)> going_on = {};      ///< told on rank 0 how many points an earlier run has left
  std::function<void(double fraction)> progress = {};  ///< share of the work left that is done; may throw Interrupted
};

/// StudyVariants::evaluate at every point, the same on all ranks; all must come here.
/// Throws Interrupted with what is kept, and ResultsError if the ledger is another's or cannot be written.
std::vector<std::vector<double>> evaluate_design(const Ranks& ranks, const StudyVariants& variants,
                                                 const std::vector<std::vector<double>>& points, std::size_t width,
                                                 const DesignWork& work);

}  // namespace knead

#include "sim/cli/commands.hpp"
#include "sim/config/read_study.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {

Study study_of(const std::string& file, const std::vector<std::string>& settings) {
  if (!is_hdf5(file)) return read_study(file, settings);
  return read_study_text(ResultsReader(file).description().config, file + ":config", settings);
}

}  // namespace knead

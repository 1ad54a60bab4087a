// What `knead run`, `check` and `sweep` have in common: the study that is meant.

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/config/read_study.hpp"
#include "sim/config/study_posterior.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {

Study study_of(const std::string& file, const StudyOptions& options) {
  const auto posterior = posterior_setting(options.posterior);
  Study study = is_hdf5(file) ? read_study_text(ResultsReader(file).description().config, file + ":config",
                                                options.settings, posterior)
                              : read_study(file, options.settings, posterior);
  if (!options.posterior.empty() && options.posterior != "none" && !study.posterior)
    throw ConfigError(posterior->origin, "nothing of it is in force (the study sets all its parameters itself)");
  return study;
}

void add_set_option(CLI::App& command, std::vector<std::string>& settings) {
  command
      .add_option("--set", settings,
                  "change one value: path.to.key=value; items of lists are counted from 0; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

void add_study_options(CLI::App& command, StudyOptions& options) {
  add_set_option(command, options.settings);
  command
      .add_option("--posterior", options.posterior,
                  "give each subject its own draw of configs/posterior/NAME.tsv, or none, whatever the study says "
                  "(default: what it says, else calibrated)")
      ->type_name("NAME");
}

}  // namespace knead

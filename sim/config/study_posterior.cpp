#include "sim/config/study_posterior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/config/configs_folder.hpp"
#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

constexpr const char *none = "none", *standard = "calibrated";

/// What the key says.
struct Choice {
  std::string name, checksum;  ///< empty: not said
  Origin name_origin, checksum_origin;
};

Choice read_choice_of(const YamlNode& node) {
  Choice choice;
  if (node.kind != YamlNode::Kind::map) {
    choice.name = read_name(node, "posterior");
    choice.name_origin = node.origin;
    return choice;
  }
  Origins origins;
  std::vector<int> draws;  // they follow from the seed
  StudyReader reader(node, {"posterior", ""}, origins);
  reader.name(required("name", "of its file, without .tsv"), choice.name);
  reader.text({"checksum", "of the file that a resolved study was made with"}, choice.checksum);
  reader.form({"draws", "which draw each subject has, from 1"}, "[12, 77]", draws);
  reader.finish();
  choice.name_origin = origins["name"];
  choice.checksum_origin = origins["checksum"];
  return choice;
}

/// Whether there is a posterior that a study has without asking. Where there are no configs there is none: a resolved
/// study needs no others.
bool has_standard() {
  namespace fs = std::filesystem;
  try {
    return fs::is_regular_file(fs::path(configs_folder()) / posterior_file.folder /
                               (std::string(standard) + posterior_file.extension));
  } catch (const ConfigError&) {
    return false;
  }
}

}  // namespace

void read_form(const YamlNode& node, const Spot&, const char*, PosteriorKey&, Origins&) { read_choice_of(node); }

bool is_set(const Study& study, const std::string& parameter) {
  const auto at = study.origins.find("parameters." + parameter);
  return at != study.origins.end() && at->second.layer > Layer::posterior;
}

void give_posterior(Study& study, const YamlNode* said, const std::string& study_path) {
  if (!said) return;
  const Choice choice = read_choice_of(*said);
  if (choice.name == none) return;
  const auto posterior = shared_posterior(find_named(posterior_file, choice.name, study_path, choice.name_origin));
  if (!choice.checksum.empty() && choice.checksum != posterior->checksum)
    throw ConfigError(choice.checksum_origin,
                      fmt::format("posterior '{}' has been made anew since ({} has the checksum {}, not {}); expected "
                                  "the file as it was, or `--posterior none`",
                                  choice.name, posterior->path, posterior->checksum, choice.checksum));
  std::vector<std::size_t> positions;
  for (const std::size_t position : posterior->positions)
    if (!is_set(study, full_name(all_parameters()[position]))) positions.push_back(position);
  if (positions.empty()) return;
  std::sort(positions.begin(), positions.end());
  study.posterior = {posterior, positions};
  const Origin origin{Layer::posterior, choice.name + posterior_file.extension, 0, 0};
  for (const std::size_t position : positions)
    study.origins["parameters." + full_name(all_parameters()[position])] = origin;
}

std::optional<Setting> posterior_setting(const std::string& asked) {
  if (asked.empty() && !has_standard()) return std::nullopt;
  Setting setting{"posterior", {}, {}};
  setting.origin =
      asked.empty() ? Origin{Layer::standard, "default", 0, 0} : Origin{Layer::set, "--posterior " + asked, 0, 0};
  setting.value.kind = YamlNode::Kind::scalar;
  setting.value.origin = setting.origin;
  setting.value.text = asked.empty() ? standard : asked;
  return setting;
}

}  // namespace knead

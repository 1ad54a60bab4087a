#include "sim/config/read_study.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/config/check_study.hpp"
#include "sim/config/configs_folder.hpp"
#include "sim/config/study_posterior.hpp"
#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

constexpr NamedFile body_file{"body", "bodies", ".yaml"};

/// Reads one form of a file of ours, noting the origins of what is in it and not those of the file's other keys.
template <class Describe>
void read_layer(const YamlNode& file, const char* name, Study& study, Describe describe_keys) {
  Origins origins;
  StudyReader reader(file, {name, ""}, origins);
  describe_keys(reader);
  reader.finish();
  for (const auto& [path, origin] : origins) {
    if (path.find('.') != std::string::npos) study.origins[path] = origin;
  }
}

/// A body holds the parameters in which it differs from the defaults, and whose muscle they describe. They are read
/// before the study's, which override.
void read_body(const std::string& path, Study& study) {
  read_layer(parse_yaml_file(path, Layer::body), "body", study, [&](StudyReader& reader) {
    std::string name, about;
    reader.name(required("body", "its name"), name);
    reader.text({"about", "who that is"}, about);
    describe(reader, study.tissue.muscle);
    reader.form({"parameters", "in which it differs from the defaults"}, "{nfkb.k1: 2.5e-3 /s}", study.parameters);
  });
}

/// The installed types of stroke; those of the study override them.
void read_stroke_types(Study& study) {
  const auto path = configs_folder() + "/massage_strokes.yaml";
  read_layer(parse_yaml_file(path, Layer::standard), "massage_strokes", study, [&](StudyReader& reader) {
    reader.form(required("stroke_types", "by name"), "{effleurage: {contact_radius: 30 mm, ...}}", study.stroke_types);
  });
}

/// Only what is used counts as part of a study.
void keep_used_stroke_types(Study& study) {
  StrokeTypes used;
  const auto keep = [&](const Loads& loads) {
    for (const auto& load : loads) {
      const auto* massage = std::get_if<MassageEvent>(&load);
      if (!massage) continue;
      for (const auto& stroke : massage->strokes) used.insert(*study.stroke_types.find(stroke.type));
    }
  };
  keep(study.before);
  for (const auto& arm : study.arms) keep(arm.loads);
  study.stroke_types = used;
}

/// The parameters of a body describe one muscle of it and no other.
void check_muscle(const Study& study, Tissue::Muscle of_body) {
  if (study.tissue.muscle == of_body) return;
  constexpr const char* names[] = {"vastus lateralis", "tibialis anterior"};
  const auto name = [&](Tissue::Muscle muscle) { return names[static_cast<std::size_t>(muscle)]; };
  throw ConfigError(origin_of(study, "tissue.muscle"),
                    fmt::format("muscle is the {} (the body {} is of the {}); expected no 'muscle', or another body",
                                name(study.tissue.muscle), study.subjects.body, name(of_body)));
}

/// `tissue: well_mixed` is short for `tissue: {kind: well_mixed}`.
void spell_out_tissue(YamlNode& study) {
  YamlNode* tissue = study.find("tissue");
  if (!tissue || tissue->kind != YamlNode::Kind::scalar) return;
  YamlNode map;
  map.kind = YamlNode::Kind::map;
  map.origin = tissue->origin;
  map.entries.push_back({"kind", tissue->origin, *tissue});
  *tissue = map;
}

/// Whether nothing is to be looked up for a study.
bool is_resolved(const YamlNode& tree) {
  const YamlNode* flag = tree.find("resolved");
  return flag && read_flag(*flag, "resolved");
}

}  // namespace

Study study_of_tree(YamlNode tree, const std::string& path) {
  if (tree.kind != YamlNode::Kind::map)
    throw ConfigError(tree.origin, fmt::format("a study is {}; expected a map of its keys", described(tree)));
  spell_out_tissue(tree);

  Study study;
  study.origins[""] = tree.origin;
  // Which layers lie below the study must be known before it is read over them.
  bool resolved = is_resolved(tree);
  const YamlNode* subjects = tree.find("subjects");
  if (!resolved) {
    const YamlNode* body = subjects ? subjects->find("body") : nullptr;
    const auto name = body ? read_name(*body, "body") : study.subjects.body;
    read_body(find_named(body_file, name, path, body ? body->origin : tree.origin), study);
    read_stroke_types(study);
  }
  const Tissue::Muscle of_body = study.tissue.muscle;
  StudyReader reader(tree, {"study", ""}, study.origins);
  reader.flag({"resolved", "yes for a study printed with every default: no body and no types of stroke are looked up"},
              resolved);
  describe(reader, study);
  reader.finish();
  if (!resolved) check_muscle(study, of_body);
  give_posterior(study, tree.find("posterior"), path);
  check_study(study);
  keep_used_stroke_types(study);
  return study;
}

void change_study(YamlNode& tree, const std::vector<Setting>& settings, const std::optional<Setting>& posterior) {
  spell_out_tissue(tree);
  const bool asked = posterior && posterior->origin.layer == Layer::set;
  if (asked) apply_setting(tree, *posterior);
  for (const Setting& setting : settings) apply_setting(tree, setting);
  if (posterior && !asked && !tree.find("posterior") && !is_resolved(tree)) apply_setting(tree, *posterior);
}

void change_study(YamlNode& tree, const std::vector<std::string>& settings, const std::optional<Setting>& posterior) {
  std::vector<Setting> parsed;
  for (const std::string& setting : settings) parsed.push_back(parse_setting(setting));
  if (tree.kind == YamlNode::Kind::map) change_study(tree, parsed, posterior);
}

Study read_study(const std::string& path, const std::vector<std::string>& settings,
                 const std::optional<Setting>& posterior) {
  YamlNode tree = parse_yaml_file(path, Layer::study);
  change_study(tree, settings, posterior);
  return study_of_tree(std::move(tree), path);
}

Study read_study_text(const std::string& text, const std::string& name, const std::vector<std::string>& settings,
                      const std::optional<Setting>& posterior) {
  YamlNode tree = parse_yaml(text, name, Layer::study);
  change_study(tree, settings, posterior);
  return study_of_tree(std::move(tree), name);
}

Origin origin_of(const Study& study, const std::string& path) {
  std::string part = path;
  while (true) {
    const auto at = study.origins.find(part);
    if (at != study.origins.end()) return at->second;
    if (part.empty()) return {};
    const auto dot = part.rfind('.');
    part.resize(dot == std::string::npos ? 0 : dot);
  }
}

void check_voxel(const Study& study, double largest_voxel_um, const std::string& species) {
  if (study.tissue.kind != Tissue::Kind::block || study.tissue.voxel_um <= largest_voxel_um) return;
  // Rounded down, so that the voxel that is named does pass.
  const double named_um = std::floor(largest_voxel_um * 10) / 10;
  throw ConfigError(origin_of(study, "tissue.voxel"),
                    fmt::format("voxel is {} (more than half the decay length of {}); expected at most {}",
                                written(study.tissue.voxel_um, "um"), species, written(named_um, "um")));
}

}  // namespace knead

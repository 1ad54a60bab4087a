#include "viz/paraview/scene_index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "viz/paraview/datasets.hpp"

namespace knead {
namespace {

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<int>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

/// Items one a line, indented under `"name": [`.
std::string list(const std::string& name, const std::vector<std::string>& items) {
  return fmt::format("  {}: [\n    {}\n  ]", quoted(name), fmt::join(items, ",\n    "));
}

std::string quantities(const std::string& kind, const std::vector<SeriesDescription>& series) {
  std::vector<std::string> items;
  for (const SeriesDescription& each : series) {
    items.push_back(fmt::format(R"({{"id": {}, "unit": {}, "name": {}, "array": {}}})", quoted(each.id),
                                quoted(each.unit), quoted(each.long_name), quoted(array_name(each))));
  }
  return list(kind, items);
}

}  // namespace

std::string scene_json(const SceneIndex& index) {
  std::vector<std::string> subjects;
  for (const SceneIndex::Subject& subject : index.subjects) {
    std::vector<std::string> arms;
    for (const std::string& arm : subject.arms) arms.push_back(quoted(arm));
    subjects.push_back(fmt::format(R"({{"number": {}, "arms": [{}]}})", subject.number, fmt::join(arms, ", ")));
  }
  std::vector<std::string> kinds;
  for (const std::string& kind : index.contents.cell_kinds) kinds.push_back(quoted(kind));
  const std::vector<std::string> parts{
      fmt::format("  \"study\": {}", quoted(index.study)),
      list("subjects", subjects),
      quantities("domains", index.contents.domains),
      quantities("pericytes", index.contents.pericytes),
      list("cell_kinds", kinds),
      quantities("cells", index.contents.cells),
      quantities("fields", index.contents.fields),
  };
  return fmt::format("{{\n{}\n}}\n", fmt::join(parts, ",\n"));
}

}  // namespace knead

#pragma once
// A YAML file as a small tree in which every node knows where it stands. Read in one pass over yaml-cpp's parser
// events, because yaml-cpp's own tree keeps duplicate keys silently and follows an alias into itself.

#include <string>
#include <utility>
#include <vector>

#include "sim/config/origin.hpp"

namespace knead {

struct YamlNode;

struct YamlEntry;

struct YamlNode {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  Origin origin;
  std::string text;                ///< of a scalar
  std::vector<YamlNode> items;     ///< of a list
  std::vector<YamlEntry> entries;  ///< of a map, in the order of the file

  const YamlNode* find(const std::string& key) const;
  YamlNode* find(const std::string& key);
};

struct YamlEntry {
  std::string key;
  Origin origin;  ///< of the key
  YamlNode value;
};

/// "nothing", "a list", "a map", or the text in quotes.
std::string described(const YamlNode& node);

/// Parses a file. Throws ConfigError for one that is unreadable, longer than 1 MB, not text, empty, more than one
/// document, nested deeper than 64 or larger than 1e5 nodes, for a duplicate key, a tag or an alias to an open anchor.
YamlNode parse_yaml_file(const std::string& path, Layer layer);

/// The same for a text. The name stands in the places of errors; a one-line `--set` has no lines to tell of.
YamlNode parse_yaml(const std::string& text, const std::string& name, Layer layer);

}  // namespace knead

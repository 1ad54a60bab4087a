#include "sim/config/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace knead {
namespace {

constexpr std::size_t most_bytes = 1 << 20;
constexpr std::size_t most_nodes = 100000;
constexpr std::size_t most_depth = 64;
constexpr const char* not_a_key = "no name where a key belongs (a bracket left open?); expected 'name: value'";

/// Nodes in a tree, and its depth.
std::pair<std::size_t, std::size_t> extent(const YamlNode& node) {
  std::size_t nodes = 1, depth = 0;
  const auto add = [&](const YamlNode& child) {
    const auto [more, deeper] = extent(child);
    nodes += more;
    depth = std::max(depth, deeper);
  };
  for (const auto& item : node.items) add(item);
  for (const auto& entry : node.entries) add(entry.value);
  return {nodes, depth + 1};
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string name, Layer layer) : name_(std::move(name)), layer_(layer) {}

  YamlNode take() { return std::move(root_); }

  /// Where yaml-cpp stumbled; for an end that it missed, where the innermost open list or map began.
  Origin place_of(const YAML::Exception& error) const {
    const bool missed_end = error.msg.starts_with("end of");
    return missed_end && !open_.empty() ? open_.back().node.origin : place(error.mark);
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      fail(mark, "a second document begins here (a file holds one); expected nothing after the first");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(make(mark, YamlNode::Kind::null), anchor, mark);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) fail(mark, "this alias stands inside its own anchor (it would never end)");
    const auto [nodes, depth] = extent(known->second);
    check_size(mark, nodes, depth);
    YamlNode copy = known->second;
    nodes_ += nodes - 1;  // add() counts the one
    add(std::move(copy), 0, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_tag(mark, tag);
    YamlNode node = make(mark, YamlNode::Kind::scalar);
    node.text = value;
    add(std::move(node), anchor, mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor;
    YAML::Mark mark;
    std::map<std::string, Origin> keys{};  // of a map
    bool has_key = false;                  // whether its next node is the value of `key`
    std::string key{};
    Origin key_origin{};
  };

  Origin place(const YAML::Mark& mark) const {
    if (layer_ == Layer::set || mark.line < 0) return {layer_, name_, 0, 0};
    return {layer_, name_, mark.line + 1, mark.column + 1};
  }
  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& problem) const {
    throw ConfigError(place(mark), problem);
  }
  YamlNode make(const YAML::Mark& mark, YamlNode::Kind kind) const {
    YamlNode node;
    node.kind = kind;
    node.origin = place(mark);
    return node;
  }
  void check_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!")
      fail(mark, fmt::format("the tag '{}' has no meaning here; expected none", tag));
  }
  void check_size(const YAML::Mark& mark, std::size_t more, std::size_t deeper) const {
    if (open_.size() + deeper > most_depth)
      fail(mark, fmt::format("nested too deep (more than {} levels)", most_depth));
    if (nodes_ + more > most_nodes) fail(mark, fmt::format("too large (more than {} values)", most_nodes));
  }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    check_tag(mark, tag);
    check_size(mark, 1, 1);
    if (!open_.empty() && expects_key()) fail(mark, not_a_key);
    open_.push_back({make(mark, kind), anchor, mark});
  }
  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done.node), done.anchor, done.mark);
  }
  bool expects_key() const { return open_.back().node.kind == YamlNode::Kind::map && !open_.back().has_key; }

  void add(YamlNode node, YAML::anchor_t anchor, const YAML::Mark& mark) {
    check_size(mark, 1, 0);
    ++nodes_;
    if (anchor != 0) {  // kept as a copy, which counts
      const std::size_t copied = extent(node).first;
      check_size(mark, copied, 0);
      nodes_ += copied;
      anchors_[anchor] = node;
    }
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().node.kind == YamlNode::Kind::list) {
      open_.back().node.items.push_back(std::move(node));
    } else if (expects_key()) {
      add_key(std::move(node));
    } else {
      Open& map = open_.back();
      // yaml-cpp places an absent value at whatever comes next.
      if (node.kind == YamlNode::Kind::null) node.origin = map.key_origin;
      map.node.entries.push_back({std::move(map.key), map.key_origin, std::move(node)});
      map.has_key = false;
    }
  }

  void add_key(YamlNode key) {
    Open& map = open_.back();
    if (key.kind != YamlNode::Kind::scalar) throw ConfigError(key.origin, not_a_key);
    const auto [known, is_new] = map.keys.try_emplace(key.text, key.origin);
    if (!is_new) {
      const Origin& first = known->second;
      const auto where = first.line == 0 ? "" : fmt::format(" (first on line {}, column {})", first.line, first.column);
      throw ConfigError(key.origin, fmt::format("duplicate key '{}'{}", key.text, where));
    }
    map.has_key = true;
    map.key = std::move(key.text);
    map.key_origin = key.origin;
  }

  std::string name_;
  Layer layer_;
  YamlNode root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

/// Offset of the first byte that no text has: a control character, or one that breaks UTF-8.
std::size_t first_bad_byte(const std::string& text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80                   ? 1
                               : byte >= 0xF0 && byte < 0xF5 ? 4
                               : byte >= 0xE0                ? 3
                               : byte >= 0xC2                ? 2
                                                             : 0;
    const bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
    if (length == 0 || control || byte >= 0xF5 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return i;
    }
    i += length;
  }
  return std::string::npos;
}

}  // namespace

const YamlNode* YamlNode::find(const std::string& key) const {
  const auto at =
      std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& entry) { return entry.key == key; });
  return at == entries.end() ? nullptr : &at->value;
}

YamlNode* YamlNode::find(const std::string& key) { return const_cast<YamlNode*>(std::as_const(*this).find(key)); }

std::string described(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::map:
      return "a map";
    case YamlNode::Kind::scalar:
      break;
  }
  constexpr std::size_t longest = 60;
  return "'" + (node.text.size() > longest ? node.text.substr(0, longest) + "..." : node.text) + "'";
}

YamlNode parse_yaml(const std::string& text, const std::string& name, Layer layer) {
  const Origin whole{layer, name, 0, 0};
  if (text.size() > most_bytes) throw ConfigError(whole, "too large (more than 1 MB); is it the right file?");
  if (const auto bad = first_bad_byte(text); bad != std::string::npos) {
    const int line =
        1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
    const auto column = static_cast<int>(bad - (line == 1 ? 0 : text.rfind('\n', bad) + 1)) + 1;
    throw ConfigError(
        layer == Layer::set ? whole : Origin{layer, name, line, column},
        fmt::format("not a text (byte 0x{:02X}); expected YAML in UTF-8", static_cast<unsigned char>(text[bad])));
  }
  TreeBuilder builder(name, layer);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) throw ConfigError(whole, "empty; expected a YAML map");
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    throw ConfigError(builder.place_of(error), fmt::format("not valid YAML ({})", error.msg));
  }
  return builder.take();
}

YamlNode parse_yaml_file(const std::string& path, Layer layer) {
  const Origin whole{layer, path, 0, 0};
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (!std::filesystem::exists(status)) throw ConfigError(whole, "no such file");
  if (std::filesystem::is_directory(status)) throw ConfigError(whole, "is a folder; expected a YAML file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw ConfigError(whole, "cannot be read (permission?)");
  // One byte more than is allowed, so that an endless file (a device, a pipe) ends here.
  std::string text(most_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) throw ConfigError(whole, "cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return parse_yaml(text, path, layer);
}

}  // namespace knead

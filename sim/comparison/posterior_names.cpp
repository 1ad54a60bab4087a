#include "sim/comparison/posterior_names.hpp"

#include <set>
#include <sstream>

namespace knead {
namespace {

constexpr const char* none = "none";
constexpr std::string_view posterior_key = "posterior: ", body_key = "body: ";

/// What stands after a word in a line, up to a character; empty without the word.
std::string after(const std::string& line, const std::string& word, char end) {
  const auto at = line.find(word);
  if (at == std::string::npos) return "";
  const auto begin = at + word.size();
  return line.substr(begin, line.find(end, begin) - begin);
}

/// "NAME CHECKSUM" of a line of a resolved study, as `posterior: {name: NAME, checksum: CHECKSUM, draws: [...]}`.
std::string named_in(const std::string& line) {
  const std::string name = after(line, "{name: ", ',');
  return name.empty() ? none : name + ' ' + after(line, "checksum: ", ',');
}

}  // namespace

std::string posterior_of_run(const std::string& config) {
  std::istringstream in(config);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(posterior_key)) return named_in(line);
  return none;
}

std::vector<std::string> posterior_names(const std::string& config) {
  // After the base of a sweep come the bodies of its points, each with the posterior that it is used with.
  std::vector<std::string> of_points;
  std::istringstream in(config);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(body_key)) of_points.emplace_back(none);
    if (line.starts_with(posterior_key) && !of_points.empty())
      of_points.back() = after(line, std::string(posterior_key), ' ');
  }
  if (of_points.empty()) of_points.push_back(after(posterior_of_run(config), "", ' '));
  const std::set<std::string> each(of_points.begin(), of_points.end());
  return {each.begin(), each.end()};
}

}  // namespace knead

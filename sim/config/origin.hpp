#pragma once
// Where a value came from, and the error that says so.

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace knead {

/// The layer that set a value: each overrides those before it.
enum class Layer { standard, posterior, body, study, set };

struct Origin {
  Layer layer = Layer::standard;
  std::string file;          ///< as the user gave it; for `--set` the words "--set path=value"
  int line = 0, column = 0;  ///< from 1; 0 when there is none

  /// "file:line:column", or "--set path=value".
  std::string place() const;
};

/// Origin of every value by its path, as in "arms.massage.0.massage.start". Where a value came from is no part of
/// what a study is, so two of these always compare equal.
struct Origins : std::map<std::string, Origin> {
  bool operator==(const Origins&) const { return true; }
};

/// A mistake of the person who wrote the file: one line that begins with its place. Programs print it and exit 2.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  /// "PLACE: error: PROBLEM"
  ConfigError(const Origin& origin, const std::string& problem);
};

/// "; did you mean 'x'?" with the candidate nearest to a misspelt name, or "" when none is near.
std::string did_you_mean(const std::string& name, const std::vector<std::string>& candidates);

}  // namespace knead

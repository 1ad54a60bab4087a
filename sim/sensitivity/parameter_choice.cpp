#include "sim/sensitivity/parameter_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "models/parameters.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/config/tsv_table.hpp"

namespace knead {
namespace {

bool fixed(std::size_t parameter) { return all_parameters()[parameter].prior.shape == Prior::Shape::fixed; }

/// Collects parameters once each.
class Collection {
 public:
  void add(std::size_t parameter) {
    if (!fixed(parameter)) (held_by_limb_table(parameter) ? held_ : chosen_).insert(parameter);
  }
  ParameterChoice choice() const { return {{chosen_.begin(), chosen_.end()}, {held_.begin(), held_.end()}}; }

 private:
  std::set<std::size_t> chosen_, held_;
};

/// One parameter that the user has named: it must be one that can be varied.
void add_named(std::size_t parameter, const Origin& origin, Collection& collection) {
  const Parameter& named = all_parameters()[parameter];
  if (fixed(parameter)) throw ConfigError(origin, fmt::format("the prior of {} is fixed", full_name(named)));
  if (held_by_limb_table(parameter))
    throw ConfigError(origin, fmt::format("all points share one table of the limb, which holds {}; expected of module "
                                          "limb muscle_modulus or permeability",
                                          full_name(named)));
  collection.add(parameter);
}

[[noreturn]] void refuse_unknown(const std::string& word, const Origin& origin) {
  std::vector<std::string> names{"all"};
  for (const Parameter& parameter : all_parameters()) {
    if (names.back() != parameter.module && std::find(names.begin(), names.end(), parameter.module) == names.end())
      names.emplace_back(parameter.module);
    names.push_back(full_name(parameter));
  }
  throw ConfigError(origin, fmt::format("no parameter or module has this name{}", did_you_mean(word, names)));
}

}  // namespace

bool held_by_limb_table(std::size_t parameter) {
  const Parameter& entry = all_parameters()[parameter];
  return entry.module == "limb" && entry.symbol != "muscle_modulus" && entry.symbol != "permeability";
}

ParameterChoice choose_parameters(const std::vector<std::string>& words) {
  Collection collection;
  for (const std::string& word : words) {
    const Origin origin{Layer::set, "--parameter " + word};
    if (const auto parameter = find_parameter(word)) {
      add_named(*parameter, origin, collection);
      continue;
    }
    bool any = false;
    for (std::size_t i = 0; i < all_parameters().size(); ++i) {
      if (word != "all" && all_parameters()[i].module != word) continue;
      collection.add(i);
      any = true;
    }
    if (!any) refuse_unknown(word, origin);
  }
  const ParameterChoice choice = collection.choice();
  if (choice.chosen.empty())
    throw ConfigError({Layer::set, "--parameter"}, "none of those named has a prior to vary it over");
  return choice;
}

ParameterChoice estimated_parameters(const std::string& path) {
  std::ifstream in(path);
  const Origin nothing_named{Layer::set, "--parameter"};
  if (!in)
    throw ConfigError(nothing_named,
                      "expected the parameters to vary: module.symbol, a module, or all (`knead "
                      "parameters` lists them)");
  TsvTable table(in, path, {{"parameterId", ""}, {"estimate", ""}}, TsvTable::Others::passed_over);
  Collection collection;
  for (TsvLine line(path, 0, ""); table.next(line);) {
    if (line.number("estimate") != 1) continue;
    if (const auto parameter = find_parameter(line.required("parameterId"))) collection.add(*parameter);
  }
  const ParameterChoice choice = collection.choice();
  if (choice.chosen.empty())
    throw ConfigError(nothing_named, fmt::format("expected the parameters to vary, as {} estimates none", path));
  return choice;
}

}  // namespace knead

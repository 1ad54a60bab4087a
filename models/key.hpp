#pragma once
// What is said of one key of a study's YAML, beside the struct that it fills.

namespace knead {

struct Key {
  const char* name;
  const char* meaning;
  bool required = false;
};
constexpr Key required(const char* name, const char* meaning) { return {name, meaning, true}; }

}  // namespace knead

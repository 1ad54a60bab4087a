#pragma once
// What a comparison says in plain words, and how far it can be believed. Each text is one line without its end.

#include <string>
#include <vector>

#include "sim/comparison/comparison.hpp"
#include "sim/inference/measurement_table.hpp"

namespace knead {

/// Of the comparison as a whole: what its intervals hold and do not hold, what was left out, and whether the options of
/// a group differ in their number of sessions, and the points in their references.
std::vector<std::string> caveats(const Comparison& comparison);

/// What the model says of an outcome in a group: which option is best, by how much over the reference, and whether it
/// can be told from no change and from the second.
std::string expectation(const Comparison& comparison, const OptionGroup& group, std::size_t outcome);

/// Which measurements of treated against control legs or people there are of an observable.
std::string support(const std::string& observable, const std::vector<Measurement>& measurements);

/// All of them in the order of outcomes: the caveats, then of each outcome the expectation in each group, and its
/// support.
std::vector<std::string> lines_of(const Comparison& comparison, const std::vector<Measurement>& measurements);

}  // namespace knead

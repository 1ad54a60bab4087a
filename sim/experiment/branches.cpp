#include "sim/experiment/branches.hpp"

#include <algorithm>
#include <cmath>

namespace knead {

namespace {

/// Sorts lives into classes of those that `together` says belong with a class's first.
template <class Together>
std::vector<std::vector<int>> classes_of(const std::vector<int>& lives, const Together& together) {
  std::vector<std::vector<int>> classes;
  for (const int life : lives) {
    const auto known = std::find_if(classes.begin(), classes.end(),
                                    [&](const std::vector<int>& members) { return together(members.front(), life); });
    if (known == classes.end())
      classes.push_back({life});
    else
      known->push_back(life);
  }
  return classes;
}

Branch branch_of(std::span<const Timeline> all, std::vector<int> lives) {
  double parting = std::numeric_limits<double>::infinity();
  for (const int life : lives) parting = std::min(parting, parting_s(all[lives.front()], all[life]));
  Branch branch{std::move(lives), parting, {}};
  if (std::isinf(parting)) return branch;
  const auto go_on_together = [&](int a, int b) { return parting_s(all[a], all[b]) > parting; };
  for (std::vector<int>& members : classes_of(branch.lives, go_on_together))
    branch.children.push_back(branch_of(all, std::move(members)));
  return branch;
}

/// How long the branch and those that it parts into take, from `from_s` on.
double length_s(std::span<const Timeline> lives, const Branch& branch, double from_s) {
  double end_s = 0;
  for (const int life : branch.lives) end_s = std::max(end_s, lives[life].until_s);
  const double to_s = std::min(branch.parting_s, end_s);
  double length = to_s - from_s;
  for (const Branch& child : branch.children) length += length_s(lives, child, to_s);
  return length;
}

}  // namespace

std::vector<Branch> branches_of(std::span<const Timeline> lives) {
  std::vector<int> all(lives.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  std::vector<Branch> branches;
  const auto begin_together = [&](int a, int b) { return lives[a].begin_s == lives[b].begin_s; };
  for (std::vector<int>& members : classes_of(all, begin_together))
    branches.push_back(branch_of(lives, std::move(members)));
  return branches;
}

SimulatedTime simulated_time(std::span<const Timeline> lives, const std::vector<Branch>& branches) {
  SimulatedTime time;
  for (const Timeline& life : lives) time.separate_s += life.until_s - life.begin_s;
  for (const Branch& branch : branches) time.branched_s += length_s(lives, branch, lives[branch.lives.front()].begin_s);
  return time;
}

}  // namespace knead

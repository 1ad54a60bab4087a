#pragma once
// The states of many members of one network, as a structure of arrays.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace knead {

struct Batch {
  std::size_t members = 0, states = 0;
  std::vector<double> value;   ///< state s of member i at value[s * members + i]
  std::vector<double> step_s;  ///< the step size that the integrator would try next, a member; 0 before the first

  Batch() = default;
  Batch(std::size_t states_, std::size_t members_)
      : members(members_), states(states_), value(states_ * members_), step_s(members_) {}

  double* row(std::size_t state) { return value.data() + state * members; }
  const double* row(std::size_t state) const { return value.data() + state * members; }
  bool operator==(const Batch&) const = default;

  /// Removes the members whose mark is not zero; the others keep their order.
  void remove(std::span<const std::uint8_t> marks) {
    const std::size_t kept = members - static_cast<std::size_t>(std::count_if(marks.begin(), marks.end(), is_marked));
    if (kept == members) return;
    Batch smaller(states, kept);
    for (std::size_t s = 0; s < states; ++s) keep(row(s), marks, smaller.row(s));
    keep(step_s.data(), marks, smaller.step_s.data());
    *this = std::move(smaller);
  }

  /// Appends members in one state.
  void append(std::size_t count, std::span<const double> member) {
    if (count == 0) return;
    Batch larger(states, members + count);
    for (std::size_t s = 0; s < states; ++s) {
      std::copy_n(row(s), members, larger.row(s));
      std::fill_n(larger.row(s) + members, count, member[s]);
    }
    std::copy(step_s.begin(), step_s.end(), larger.step_s.begin());
    *this = std::move(larger);
  }

 private:
  static bool is_marked(std::uint8_t mark) { return mark != 0; }
  static void keep(const double* from, std::span<const std::uint8_t> marks, double* to) {
    for (std::size_t i = 0; i < marks.size(); ++i)
      if (!is_marked(marks[i])) *to++ = from[i];
  }
};

}  // namespace knead

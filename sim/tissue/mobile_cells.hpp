#pragma once
// The cells of one kind that move between the fibres, or under a fibre's basal lamina: 125 bytes a cell. What the
// numbers mean for its kind, the rules say.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace knead {

/// Kinds of random events that a cell can undergo, each with its own clock.
inline constexpr int cell_events = 4;

/// One cell, to be appended. Its clocks start at zero.
struct MobileCell {
  std::uint64_t name = 0;  ///< unique, and the key of all its draws
  std::int32_t sheet = 0;
  std::int32_t fibre = -1;  ///< whose lamina binds it; -1 if none does
  double along_um = 0, z_um = 0;
  double velocity_along_um_s = 0, velocity_z_um_s = 0;  ///< of its random motion
  double born_s = 0;
  double programme = 0, repair = 0;  ///< 0 to 1
  std::uint8_t stage = 0;
};

/// A structure of arrays in order of arrival.
struct MobileCells {
  std::vector<std::uint64_t> name;
  std::vector<std::int32_t> sheet, fibre;
  std::vector<double> along_um, z_um, velocity_along_um_s, velocity_z_um_s, born_s, programme, repair;
  std::vector<std::uint8_t> stage;
  std::vector<std::uint32_t> divisions;
  std::array<std::vector<double>, cell_events> hazard;           ///< accumulated since the event last happened
  std::array<std::vector<std::uint32_t>, cell_events> happened;  ///< how often it has

  std::size_t size() const { return name.size(); }
  bool operator==(const MobileCells&) const = default;

  /// Calls visit(array) for every array, always in the same order.
  template <class Visit>
  void each(Visit&& visit) {
    visit(name), visit(sheet), visit(fibre), visit(along_um), visit(z_um), visit(velocity_along_um_s);
    visit(velocity_z_um_s), visit(born_s), visit(programme), visit(repair), visit(stage), visit(divisions);
    for (auto& clock : hazard) visit(clock);
    for (auto& count : happened) visit(count);
  }

  void append(const MobileCell& cell) {
    each([](auto& array) { array.emplace_back(); });
    name.back() = cell.name, sheet.back() = cell.sheet, fibre.back() = cell.fibre;
    along_um.back() = cell.along_um, z_um.back() = cell.z_um, born_s.back() = cell.born_s;
    velocity_along_um_s.back() = cell.velocity_along_um_s, velocity_z_um_s.back() = cell.velocity_z_um_s;
    programme.back() = cell.programme, repair.back() = cell.repair, stage.back() = cell.stage;
  }

  /// Removes the cells whose mark is not zero; the others keep their order.
  void remove(std::span<const std::uint8_t> marks) {
    if (std::find_if(marks.begin(), marks.end(), [](std::uint8_t mark) { return mark != 0; }) == marks.end()) return;
    each([&](auto& array) {
      std::size_t kept = 0;
      for (std::size_t i = 0; i < array.size(); ++i) {
        if (marks[i] == 0) array[kept++] = array[i];
      }
      array.resize(kept);
    });
  }
};

}  // namespace knead

#include "sim/tissue/seed_cells.hpp"

#include <algorithm>
#include <cmath>

#include "sim/tissue/event_clock.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

namespace {

/// Places on sheets by a distance along all of them, laid end to end.
class Line {
 public:
  /// Of the sheets that border a fibre, or of all (-1).
  Line(const Geometry& geometry, int fibre) {
    for (int s = 0; s < static_cast<int>(geometry.sheets.size()); ++s) {
      if (fibre >= 0 && !borders(geometry.sheets[s], fibre)) continue;
      sheets_.push_back(s);
      ends_.push_back(length_um() + geometry.sheets[s].length_um);
    }
  }

  double length_um() const { return ends_.empty() ? 0.0 : ends_.back(); }

  SheetPlace at(double distance_um) const {
    auto s = static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), distance_um) - ends_.begin());
    s = std::min(s, ends_.size() - 1);
    return {sheets_[s], distance_um - (s == 0 ? 0.0 : ends_[s - 1])};
  }

 private:
  std::vector<int> sheets_;
  std::vector<double> ends_;
};

void add(SheetPlace place, int fibre, double z_um, std::uint64_t name, double time_s, const Walk& walk, DrawKey key,
         MobileCells& cells) {
  const auto u = draw_four_uniforms(key, Purpose::cell_walk, name, 1, start_of_walk);
  const auto [along_v, z_v] = stationary_velocity(walk, u[0], u[1]);
  MobileCell cell{.name = name, .sheet = place.sheet, .fibre = fibre, .along_um = place.along_um, .z_um = z_um};
  cell.velocity_along_um_s = along_v, cell.velocity_z_um_s = z_v, cell.born_s = time_s;
  cells.append(cell);
}

}  // namespace

int whole_number(double expected, int kind, DrawKey key) {
  const auto u = draw_uniform(key, Purpose::cell_arrival, name_of(static_cast<std::uint64_t>(kind), 0, 0, 3));
  return static_cast<int>(std::floor(expected + u));
}

void seed_on_sheets(const Geometry& geometry, int count, int kind, double time_s, const Walk& walk, DrawKey key,
                    MobileCells& cells) {
  const Line line(geometry, -1);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t name = resident_name(kind, i);
    const auto u = draw_four_uniforms(key, Purpose::cell_walk, name, 0, start_of_walk);
    const SheetPlace place = line.at((i + u[0]) / count * line.length_um());
    add(place, -1, u[1] * geometry.length_um(), name, time_s, walk, key, cells);
  }
}

void seed_on_fibres(const Geometry& geometry, int count, int kind, double time_s, const Walk& walk, DrawKey key,
                    MobileCells& cells) {
  const int fibres = static_cast<int>(geometry.fibres.size());
  std::vector<Line> outlines;
  for (int f = 0; f < fibres; ++f) outlines.emplace_back(geometry, f);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t name = resident_name(kind, i);
    const auto u = draw_four_uniforms(key, Purpose::cell_walk, name, 0, start_of_walk);
    const double at = (i + u[0]) / count * fibres;  // in fibre lengths
    const int fibre = std::min(fibres - 1, static_cast<int>(at));
    const SheetPlace place = outlines[fibre].at(u[1] * outlines[fibre].length_um());
    add(place, fibre, (at - fibre) * geometry.length_um(), name, time_s, walk, key, cells);
  }
}

}  // namespace knead

#include "sim/numerics/diffusion.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace knead {

namespace {

constexpr int lanes = 8;
typedef double Lanes __attribute__((vector_size(lanes * sizeof(double))));

/// A vector of lanes that standard containers take without losing its alignment.
struct Row {
  Lanes lane;
};

constexpr int rows_for(int n) { return (n + lanes - 1) / lanes; }

/// u <- alpha B u - beta u along n steps of `stride`, for W rows of lanes side by side; `half` holds n * W rows.
template <int W>
void solve(const AxisStep& axis, double alpha, double beta, int n, Row* u, std::ptrdiff_t stride, Row* half) {
  const double r = axis.root, closure = axis.closure, scaled = alpha * axis.gain;
  Lanes carry[W] = {};
  for (int i = n - axis.reach; i < n; ++i) {
    for (int w = 0; w < W; ++w) carry[w] = u[i * stride + w].lane + r * carry[w];
  }
  for (int w = 0; w < W; ++w) carry[w] *= closure;
  for (int i = 0; i < n; ++i) {
    for (int w = 0; w < W; ++w) half[i * W + w].lane = carry[w] = u[i * stride + w].lane + r * carry[w];
  }
  Lanes back[W] = {};
  for (int i = axis.reach - 1; i >= 0; --i) {
    for (int w = 0; w < W; ++w) back[w] = half[i * W + w].lane + r * back[w];
  }
  for (int w = 0; w < W; ++w) back[w] *= closure;
  for (int i = n - 1; i >= 0; --i) {
    for (int w = 0; w < W; ++w) {
      back[w] = half[i * W + w].lane + r * back[w];
      Lanes& at = u[i * stride + w].lane;
      at = scaled * back[w] - beta * at;
    }
  }
}

constexpr double gamma_tr = 2.0 - std::numbers::sqrt2;
constexpr double c1 = 1.0 / (gamma_tr * (2.0 - gamma_tr));
constexpr double c2 = c1 - 1.0;  // (1 - gamma)^2 c1

template <int W>
void step_lines(const AxisStep& axis, int n, Row* u, std::ptrdiff_t stride, Row* half) {
  if (axis.scheme == AxisStep::Scheme::crank_nicolson) {
    solve<W>(axis, 2.0, 1.0, n, u, stride, half);
  } else {
    solve<W>(axis, 2.0 * c1, c1 + c2, n, u, stride, half);
    solve<W>(axis, 1.0, 0.0, n, u, stride, half);
  }
}

constexpr int most_rows = 4;  // enough chains side by side to hide the latency of the recursion, and still in L1

void step_lines(const AxisStep& axis, int n, int width, Row* u, std::ptrdiff_t stride, Row* half) {
  if (axis.scheme == AxisStep::Scheme::none) return;
  for (int w = 0; w < width; w += most_rows) {
    switch (std::min(most_rows, width - w)) {
      case 1:
        step_lines<1>(axis, n, u + w, stride, half);
        break;
      case 2:
        step_lines<2>(axis, n, u + w, stride, half);
        break;
      case 3:
        step_lines<3>(axis, n, u + w, stride, half);
        break;
      default:
        step_lines<4>(axis, n, u + w, stride, half);
        break;
    }
  }
}

/// to[k * to_stride] holds element k of every from[i * from_stride].
void transpose(const Row* from, std::ptrdiff_t from_stride, Row* to, std::ptrdiff_t to_stride) {
  Lanes a[lanes], b[lanes];
  for (int i = 0; i < lanes; ++i) a[i] = from[i * from_stride].lane;
  for (int i = 0; i < lanes; i += 2) {
    b[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    b[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i : {0, 1, 4, 5}) {
    a[i] = __builtin_shufflevector(b[i], b[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    a[i + 2] = __builtin_shufflevector(b[i], b[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  for (int i = 0; i < lanes / 2; ++i) {
    to[i * to_stride].lane = __builtin_shufflevector(a[i], a[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    to[(i + 4) * to_stride].lane = __builtin_shufflevector(a[i], a[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

/// Working space of one thread. Lanes beyond the end of a line hold finite leftovers that are never read back.
struct Scratch {
  std::vector<Row> plane, lines, half;
  void reserve(std::size_t plane_rows, std::size_t line_rows) {
    if (plane.size() < plane_rows) plane.resize(plane_rows);
    if (lines.size() < line_rows) lines.resize(line_rows);
    if (half.size() < line_rows) half.resize(line_rows);
  }
};

Scratch& scratch() {
  static thread_local Scratch mine;
  return mine;
}

/// Sweeps along x and y one plane of constant z, which stays in the cache meanwhile. Lines along x are turned so that
/// lanes run over y.
class PlaneSweep {
 public:
  PlaneSweep(const Grid& grid, const DiffusionStep& step)
      : nx_(grid.nx), ny_(grid.ny), x_(step.axes()[0]), y_(step.axes()[1]), width_(rows_for(nx_)) {}

  void operator()(double* plane, SweepOrder order) const {
    Scratch& s = scratch();
    const int turned_rows = rows_for(ny_);
    s.reserve(std::size_t(width_) * turned_rows * lanes, std::size_t(std::max(width_ * lanes, ny_)) * most_rows);
    for (int j = 0; j < ny_; ++j) std::memcpy(&s.plane[j * width_], plane + std::ptrdiff_t(j) * nx_, nx_ * 8ul);
    if (order == SweepOrder::zyx) along_y(s);
    along_x(s, turned_rows);
    if (order == SweepOrder::xyz) along_y(s);
    for (int j = 0; j < ny_; ++j) std::memcpy(plane + std::ptrdiff_t(j) * nx_, &s.plane[j * width_], nx_ * 8ul);
  }

 private:
  void along_y(Scratch& s) const { step_lines(y_, ny_, width_, s.plane.data(), width_, s.half.data()); }

  void along_x(Scratch& s, int turned_rows) const {
    if (x_.scheme == AxisStep::Scheme::none) return;
    for (int first = 0; first < turned_rows; first += most_rows) {
      const int count = std::min(most_rows, turned_rows - first);
      for (int w = 0; w < count; ++w) {
        for (int i = 0; i < width_; ++i) {
          transpose(&s.plane[(first + w) * lanes * width_ + i], width_, &s.lines[i * lanes * count + w], count);
        }
      }
      step_lines(x_, nx_, count, s.lines.data(), count, s.half.data());
      for (int w = 0; w < count; ++w) {
        for (int i = 0; i < width_; ++i) {
          transpose(&s.lines[i * lanes * count + w], count, &s.plane[(first + w) * lanes * width_ + i], width_);
        }
      }
    }
  }

  int nx_, ny_;
  AxisStep x_, y_;
  int width_;
};

constexpr int column_block = most_rows * lanes;

/// Sweeps along z the columns [first, first + count) of a field.
void sweep_columns(const AxisStep& axis, int nz, std::ptrdiff_t plane, double* first, int count) {
  Scratch& s = scratch();
  const int width = rows_for(count);
  s.reserve(0, std::size_t(nz) * most_rows);
  for (int k = 0; k < nz; ++k) std::memcpy(&s.lines[k * width], first + k * plane, count * sizeof(double));
  step_lines(axis, nz, width, s.lines.data(), width, s.half.data());
  for (int k = 0; k < nz; ++k) std::memcpy(first + k * plane, &s.lines[k * width], count * sizeof(double));
}

void sweep_xy(const Grid& grid, const DiffusionStep& step, double* field, SweepOrder order) {
  const PlaneSweep sweep(grid, step);
  const std::ptrdiff_t plane = std::ptrdiff_t(grid.nx) * grid.ny;
  tbb::parallel_for(tbb::blocked_range<int>(0, grid.nz, 4), [&](const auto& range) {
    for (int k = range.begin(); k < range.end(); ++k) sweep(field + k * plane, order);
  });
}

void sweep_z(const Grid& grid, const DiffusionStep& step, double* field) {
  const AxisStep axis = step.axes()[2];
  if (axis.scheme == AxisStep::Scheme::none) return;
  const int plane = grid.nx * grid.ny;
  tbb::parallel_for(tbb::blocked_range<int>(0, (plane + column_block - 1) / column_block, 4), [&](const auto& range) {
    for (int b = range.begin(); b < range.end(); ++b) {
      const int first = b * column_block;
      sweep_columns(axis, grid.nz, plane, field + first, std::min(column_block, plane - first));
    }
  });
}

}  // namespace

AxisStep::AxisStep(double number, int n) {
  if (n == 1 || number == 0) return;
  scheme = number <= crank_nicolson_limit ? Scheme::crank_nicolson : Scheme::tr_bdf2;
  const double a = 0.5 * number * (scheme == Scheme::tr_bdf2 ? gamma_tr : 1.0);
  root = 2.0 * a / ((1.0 + 2.0 * a) + std::sqrt(1.0 + 4.0 * a));
  gain = (1.0 - root) * (1.0 - root);  // of the rounded root, so that a uniform field keeps its sum
  double power = 1.0;
  for (reach = 0; reach < n && power >= 0x1p-60; ++reach) power *= root;
  double whole = power;
  for (int m = reach; m < n; ++m) whole *= root;
  closure = 1.0 / (1.0 - whole);
}

DiffusionStep::DiffusionStep(const Grid& grid, double diffusivity_um2_per_s, double dt_s) {
  const double spread = diffusivity_um2_per_s * dt_s;
  if (!(diffusivity_um2_per_s >= 0) || !(dt_s >= 0) || !std::isfinite(spread)) {
    throw std::invalid_argument("diffusion needs a diffusivity and a time step that are finite and not negative");
  }
  axes_ = {AxisStep(spread / (grid.hx_um * grid.hx_um), grid.nx), AxisStep(spread / (grid.hy_um * grid.hy_um), grid.ny),
           AxisStep(spread / (grid.hz_um * grid.hz_um), grid.nz)};
}

void diffuse(const Grid& grid, std::span<const DiffusionStep> steps, std::span<double* const> fields,
             SweepOrder order) {
  tbb::parallel_for(std::size_t{0}, fields.size(), [&](std::size_t s) {
    if (order == SweepOrder::zyx) sweep_z(grid, steps[s], fields[s]);
    sweep_xy(grid, steps[s], fields[s], order);
    if (order == SweepOrder::xyz) sweep_z(grid, steps[s], fields[s]);
  });
}

}  // namespace knead

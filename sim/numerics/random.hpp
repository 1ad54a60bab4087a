#pragma once
// Randomness is a function, not a stream: a draw is Philox4x64-10 (Salmon et al. 2011, doi:10.1145/2063384.2063405)
// of (seed, subject; entity, purpose, count). It does not depend on threads, order or history.

#include <Random123/philox.h>

#include <array>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace knead {

/// What a draw is for. A new purpose goes at the end: the number is part of the draw.
enum class Purpose : std::uint64_t {
  physiology,
  prior,
  load_timing,
  fibre_packing,
  fibre_type,
  fibre_multiplier,
  capillary_placement,
  pericyte_placement,
  biopsy_site,
  biopsy_time,
  assay_noise,
  assay_background,
  leg_effect,
  trial_resampling,
  test,
  fibre_area,
  cell_walk,
  cell_event,
  cell_arrival,
  cell_name,
  domain_death,
  domain_cut,
  sweep_design,
  posterior_draw,
  chain_step,
  search_start,
  simulated_data,
  bootstrap,
  preposterior,
  chain_redraw,
};

/// Who draws: one subject of one seeded experiment.
struct DrawKey {
  std::uint64_t seed = 0, subject = 0;
};

/// Uniform on the open interval (0, 1), with 53 bits.
inline double draw_uniform(DrawKey key, Purpose purpose, std::uint64_t entity, std::uint64_t count = 0) {
  const r123::Philox4x64::ctr_type bits =
      r123::Philox4x64{}({{entity, static_cast<std::uint64_t>(purpose), count, 0}}, {{key.seed, key.subject}});
  return (static_cast<double>(bits[0] >> 11) + 0.5) * 0x1p-53;
}

inline double draw_uniform(DrawKey key, Purpose purpose, std::uint64_t entity, std::uint64_t count, double low,
                           double high) {
  return low + (high - low) * draw_uniform(key, purpose, entity, count);
}

/// Standard normal, by inversion, so that one draw is one number.
inline double draw_normal(DrawKey key, Purpose purpose, std::uint64_t entity, std::uint64_t count = 0) {
  using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  return boost::math::quantile(boost::math::normal_distribution<double, InDouble>{},
                               draw_uniform(key, purpose, entity, count));
}

/// Four uniforms from the four words of one draw; `part` tells apart draws of the same count, and the first uniform of
/// part 0 is what draw_uniform gives.
inline std::array<double, 4> draw_four_uniforms(DrawKey key, Purpose purpose, std::uint64_t entity, std::uint64_t count,
                                                std::uint64_t part = 0) {
  const r123::Philox4x64::ctr_type bits =
      r123::Philox4x64{}({{entity, static_cast<std::uint64_t>(purpose), count, part}}, {{key.seed, key.subject}});
  const auto uniform = [](std::uint64_t word) { return (static_cast<double>(word >> 11) + 0.5) * 0x1p-53; };
  return {uniform(bits[0]), uniform(bits[1]), uniform(bits[2]), uniform(bits[3])};
}

/// Two independent standard normals from two uniforms (Box and Muller 1958, doi:10.1214/aoms/1177706645): faster than
/// inversion, for draws by the million.
inline std::array<double, 2> normal_pair(double u, double v) {
  const double radius = std::sqrt(-2 * std::log(u)), angle = 2 * std::numbers::pi * v;
  return {radius * std::cos(angle), radius * std::sin(angle)};
}

}  // namespace knead

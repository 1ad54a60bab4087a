#pragma once
// Many subjects, one table: the response of a limb under one contact over pressure and stiffness of the muscle.

#include <array>
#include <vector>

#include "models/mechanics/limb_section.hpp"

namespace knead {

/// An interval with positive ends, divided evenly in the logarithm.
struct LogInterval {
  double low, high;
  bool operator==(const LogInterval&) const = default;
};

/// Responses at one depth under one contact, solved at nodes at most a factor of 1.6 apart and interpolated by local
/// cubics in log pressure and log stiffness. Over the whole priors of both, under a hand and a thumb, that is
/// within 1.5 % of a direct solve. Permeability needs no nodes: it enters only as a product with time, see Drainage.
class SectionTable {
 public:
  /// Solves the section at every node. An interval without width makes a single node of its axis.
  SectionTable(const Limb& limb, double contact_radius_mm, double depth_mm, LogInterval pressure_kPa,
               LogInterval muscle_modulus_kPa, const SectionMesh& mesh = {});

  /// The response to a stroke of this peak pressure; throws std::out_of_range outside the intervals.
  SectionResponse at(double pressure_kPa, double muscle_modulus_kPa) const;

  /// Number of sections solved.
  int nodes() const { return static_cast<int>(responses_.size()); }

 private:
  std::vector<double> pressure_kPa_, modulus_kPa_;  ///< nodes of the axes, ascending
  std::vector<SectionResponse> responses_;          ///< to each node's pressure, modulus fastest
};

/// Up to four neighbouring nodes and Lagrange's weights, which add up to one, for a value between them.
struct LogStencil {
  int first = 0, count = 0;
  std::array<double, 4> weight{};
};

/// The stencil for x among ascending nodes, in the logarithm. Throws std::out_of_range outside them.
LogStencil log_stencil(const std::vector<double>& nodes, double x);

}  // namespace knead

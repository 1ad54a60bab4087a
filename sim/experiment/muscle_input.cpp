#include "sim/experiment/muscle_input.hpp"

#include "models/cells/surroundings.hpp"
#include "sim/experiment/member_state.hpp"

namespace knead {

MuscleInput<double> muscle_input(const Geometry& geometry, const FibreParameters<double>& p, double KTGF,
                                 const TissueState& state, const Means& means, double fibroblasts,
                                 double severing_per_s, double clearance_per_s) {
  MuscleInput<double> input{};
  double area = 0;
  for (std::size_t d = 0; d < state.domains.members; ++d) {
    const auto x = member_state<FibreState<double>>(state.domains, d, means);
    const double share = geometry.fibres[d / geometry.domains_per_fibre].area_um2;
    area += share;
    const double alive = 1 - x.necrosis.expected_necrotic - x.necrosis.expected_cleared;
    const double intact = alive - x.necrosis.expected_regenerating;
    input.bradykinin += share * x.medium.bradykinin;
    input.pge2 += share * x.medium.pge2 / p.cytokine.pge2_rest;
    input.nfkb_activity += share * alive * promoter_activity(x.nfkb.nfkb_nuclear, p.nfkb.x7r, p.expression);
    input.leak += share * intact * leak(x.damage);
    input.deaths += share * intact * (death_hazard(leak(x.damage), p.necrosis) + severing_per_s);
    input.tgfb_occupancy += share * occupancy_above_rest(x.medium.tgfb, p.cytokine.tgfb_rest, KTGF);
  }
  input.each([&](double& sum) { sum /= area; });
  input.lymph_fold = 1 + clearance_per_s / p.cytokine.lymph_rest;
  input.fibroblasts = fibroblasts;
  return input;
}

}  // namespace knead

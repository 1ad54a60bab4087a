// The generated functions of every network under names of their own, so that their object code can be read
// (no_calls.cmake).

#include "kernels/expected_cells_kernel.hpp"
#include "kernels/fibre_domain_kernel.hpp"
#include "kernels/muscle_function_kernel.hpp"
#include "kernels/nfkb_cell_kernel.hpp"

using V = knead::Lanes<knead::native_lanes>;

#define KNEAD_NAMED(kernel)                                                                                            \
  void kernel##_add_rates(const V* x, const V* w, const double* k, V* b) {                                             \
    knead::kernels::kernel::add_rates<V>(x, w, k, b);                                                                  \
  }                                                                                                                    \
  void kernel##_rates_and_factors(const V* x, const V* w, const double* k, const V* step_rate, V* dx, V* m) {          \
    knead::kernels::kernel::rates_and_factors<V>(x, w, k, *step_rate, dx, m);                                          \
  }                                                                                                                    \
  void kernel##_solve(const V* m, const V* w, const double* k, V* b) { knead::kernels::kernel::solve<V>(m, w, k, b); } \
  void kernel##_prepare_inputs(const V* u, const double* k, V* w) {                                                    \
    knead::kernels::kernel::prepare_inputs<V>(u, k, w);                                                                \
  }

extern "C" {
KNEAD_NAMED(fibre_domain_kernel)
KNEAD_NAMED(nfkb_cell_kernel)
KNEAD_NAMED(expected_cells_kernel)
KNEAD_NAMED(muscle_function_kernel)
}

// The generated functions under names of their own, so that their object code can be read (no_calls.cmake).

#include "kernels/fibre_domain_kernel.hpp"

using V = knead::Lanes<knead::native_lanes>;
using Kernel = knead::kernels::fibre_domain_kernel;

extern "C" {
void kernel_add_rates(const V* x, const V* w, const double* k, V* b) { Kernel::add_rates<V>(x, w, k, b); }
void kernel_rates_and_factors(const V* x, const V* w, const double* k, const V* step_rate, V* dx, V* m) {
  Kernel::rates_and_factors<V>(x, w, k, *step_rate, dx, m);
}
void kernel_solve(const V* m, const V* w, const double* k, V* b) { Kernel::solve<V>(m, w, k, b); }
void kernel_prepare_inputs(const V* u, const double* k, V* w) { Kernel::prepare_inputs<V>(u, k, w); }
}

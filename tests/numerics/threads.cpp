// The members of one batch on several threads: every thread takes a chunk, and the bits are those of one thread.

#include <doctest/doctest.h>

#include "kernels/example_kernel.hpp"
#include "sim/numerics/network_integrator_definition.hpp"
#include "tests/first_task_latch.hpp"
#include "tests/numerics/example_network.hpp"
#include "tests/numerics/random_members.hpp"

using namespace knead;
using test::FirstTaskLatch;

namespace {

FirstTaskLatch* latch = nullptr;

struct HeldNetwork : ExampleNetwork {
  static constexpr std::string_view name = "held";
};

/// The example's kernel, held where a chunk begins.
struct HeldKernel : kernels::example_kernel {
  template <class V>
  static void prepare_inputs(const V* u, const double* k, V* w) {
    if (latch) latch->hold();
    example_kernel::prepare_inputs<V>(u, k, w);
  }
};

}  // namespace

template <>
struct knead::KernelOf<HeldNetwork> {
  using type = HeldKernel;
};

TEST_CASE("every thread takes a chunk of one batch and the bits are those of one thread") {
  constexpr std::size_t members = 7 * chunk_members + 5;
  const Batch start = random_batch<HeldNetwork>(members);
  const std::vector<double> inputs = random_inputs<HeldNetwork>(members, 0.6);
  const NetworkIntegrator<HeldNetwork> integrator(default_parameters<HeldNetwork>());
  const auto advanced = [&](int threads) {
    FirstTaskLatch held(threads);
    latch = &held;
    Batch batch = start;
    test::on_threads(threads, [&] { return integrator.advance(batch, inputs, 900.0); });
    latch = nullptr;
    CHECK(held.threads_held() == threads);
    return batch;
  };
  const Batch alone = advanced(1);
  CHECK(advanced(2) == alone);
  CHECK(advanced(4) == alone);
}

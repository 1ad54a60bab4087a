// Compiled once a network: its integrator (see add_network in CMakeLists.txt).

#include KNEAD_NETWORK_HEADER
#include KNEAD_KERNEL_HEADER
#include "sim/numerics/network_integrator_definition.hpp"

template <>
struct knead::KernelOf<knead::KNEAD_NETWORK> {
  using type = knead::kernels::KNEAD_KERNEL;
};

template class knead::NetworkIntegrator<knead::KNEAD_NETWORK>;

// Compiled once a network into the program that writes its kernel: arguments are the kernel's name and the file. The
// network and the header that defines it are given by the build (see add_network in CMakeLists.txt).

#include <exception>
#include <fstream>
#include <iostream>

#include KNEAD_NETWORK_HEADER
#include "sim/numerics/kernels/kernel_writer.hpp"

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "usage: " << argv[0] << " KERNEL FILE.hpp\n";
    return 2;
  }
  const std::string text = knead::kernels::write_kernel(knead::kernels::record<knead::KNEAD_NETWORK>(), argv[1]);
  std::ofstream file(argv[2]);
  file << text;
  file.close();
  if (!file) {
    std::cerr << argv[2] << ": error: cannot be written\n";
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "error: network " << knead::KNEAD_NETWORK::name << ": " << error.what() << "\n";
  return 2;
}

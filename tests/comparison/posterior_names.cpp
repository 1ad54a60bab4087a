#include "sim/comparison/posterior_names.hpp"

#include <doctest/doctest.h>

using namespace knead;
using Names = std::vector<std::string>;

TEST_CASE("a run's posterior is read off its resolved text") {
  const std::string with =
      "resolved: yes\nstudy: s\nabout: \"posterior: x\"\nposterior: {name: calibrated, checksum: 0123456789abcdef, "
      "draws: [1, 2]}\ndrawn_parameters:\n  nfkb.k1: 1 /s\n";
  CHECK(posterior_of_run(with) == "calibrated 0123456789abcdef");
  CHECK(posterior_names(with) == Names{"calibrated"});
  for (const std::string without : {"study: s\nposterior: none\nparameters:\n", "study: s\n", ""}) {
    CHECK(posterior_of_run(without) == "none");
    CHECK(posterior_names(without) == Names{"none"});
  }
}

TEST_CASE("the points of a sweep may differ in their posterior") {
  const std::string base = "study: s\nposterior: {name: a, checksum: 01, draws: [1]}\nparameters:\n";
  const std::string with_a = "body: young_man\nposterior: a 01\nparameters:\n",
                    with_b = "body: young_man\nposterior: b 02\nparameters:\n", plain = "body: old_man\nparameters:\n";
  CHECK(posterior_names(base + with_a + "start=1 h\n") == Names{"a"});
  CHECK(posterior_names(base + plain + with_b + with_a + "posterior=b\n") == Names{"a", "b", "none"});
  CHECK(posterior_names(base + plain) == Names{"none"});
}

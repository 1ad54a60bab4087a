#include "models/observable.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

TEST_CASE("observables have unique ids and a pericyte's share exactly where they sum over a homogenate") {
  std::set<std::string_view> ids;
  for (const Observable& observable : observables()) {
    CAPTURE(std::string(observable.id));
    CHECK(ids.insert(observable.id).second);
    CHECK(find_observable(observable.id) == &observable);
    CHECK(static_cast<bool>(observable.in_fibre));
    CHECK((observable.in_pericyte != nullptr) == (observable.over == Observable::Over::homogenate));
  }
  CHECK(find_observable("exertion_pain") == nullptr);
}

TEST_CASE("at rest folds are one and levels are those of resting muscle") {
  const OneDomain domain;
  const auto cell = values_of<PericyteParameters>({});
  for (const Observable& observable : observables()) {
    CAPTURE(std::string(observable.id));
    const double value = observable.in_fibre(domain.x, domain.p);
    if (observable.meaning.ends_with("x rest")) CHECK(value == doctest::Approx(1).epsilon(1e-12));
    // What is compared by logarithms must not be 0 at rest; what is 0 at rest must not be compared so.
    CHECK((value > 0) == (observable.scale == Scale::logarithm));
    if (observable.in_pericyte) CHECK(observable.in_pericyte(pericyte_at_rest(cell), cell) == value);
  }
  CHECK(domain.read("lactate") == doctest::Approx(1.5).epsilon(0.01));
  CHECK(domain.read("ikba") == doctest::Approx(0.0600 + 0.0025 + (0.0034 - 0.0023) / 5 - 0.0003).epsilon(0.01));
}

TEST_CASE("nuclear p65 counts what IkBa holds in the nucleus and free p65 does not") {
  OneDomain domain;
  domain.x.nfkb.ikba_nfkb_nuclear = 0.02;
  domain.x.nfkb.nfkb_nuclear = 0.1;
  CHECK(domain.read("p65_nuclear") == doctest::Approx(0.12));
  CHECK(domain.read("p65_nuclear_fibre") == doctest::Approx(0.12));
  CHECK(domain.read("nfkb_dna_binding") == doctest::Approx(0.1));
}

}  // namespace
}  // namespace knead::test

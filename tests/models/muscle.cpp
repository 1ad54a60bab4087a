#include "models/function/muscle.hpp"

#include <doctest/doctest.h>

#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

using State = MuscleState<double>;
using Input = MuscleInput<double>;
using Values = MuscleParameters<double>;

constexpr double hour = 3600;

/// Rest as a tissue at rest drives it.
Input resting() {
  Input input{};
  auto entry = std::begin(Input::entries);
  input.each([&](double& value) { value = (entry++)->rest; });
  return input;
}

State after(const Input& input, double duration_s, const Values& p, const State& from) {
  auto x = flat(from);
  integrate(x, duration_s, 1e-10, [&](const auto& at, auto& dxdt) {
    State d{};
    MuscleFunction::rates(record_of<State>(at), input, p, d);
    dxdt = flat(d);
  });
  return record_of<State>(x);
}

TEST_CASE("a muscle at rest stays there for any parameters of the priors") {
  for (unsigned seed = 0; seed < 100; ++seed) {
    const Values p = values_of<MuscleParameters>(seed == 0 ? ParameterSet{} : scattered_parameters(seed));
    State rates{};
    MuscleFunction::rates(muscle_at_rest(p), resting(), p, rates);
    for (const double rate : flat(rates)) CHECK(rate == 0);
  }
}

TEST_CASE("creatine kinase goes from muscle by lymph to plasma as two compartments in a row do") {
  Values p = values_of<MuscleParameters>({});
  p.kinase.kLy = 0.05;  // apart from each other, or the closed form is another
  p.kinase.kcl = 0.02;
  for (const double fold : {1.0, 3.0}) {
    Input leaky = resting();
    leaky.leak = 0.2;
    leaky.deaths = 3e-9;
    leaky.lymph_fold = fold;
    const double released = p.kinase.content * (p.kinase.kck * 0.2 + 3e-9 * hour);  // U/g/h
    const double a = p.kinase.kLy * fold, b = p.kinase.kcl, t = 30;
    const double to_plasma = p.kinase.avail * p.kinase.mass / p.kinase.Vd;
    const State x = after(leaky, t * hour, p, muscle_at_rest(p));
    CHECK(x.kinase.interstitial == doctest::Approx(released / a * (1 - std::exp(-a * t))).epsilon(1e-7));
    const double above =
        to_plasma * released * ((1 - std::exp(-b * t)) / b - (std::exp(-a * t) - std::exp(-b * t)) / (b - a));
    CHECK(x.kinase.plasma - p.kinase.CK0 == doctest::Approx(above).epsilon(1e-6));
  }
}

TEST_CASE("creatine kinase that left the muscle is in fluid or plasma or was cleared or came inactive") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Values p = values_of<MuscleParameters>(scattered_parameters(seed));
    Input leaky = resting();
    leaky.leak = scattered(seed);
    leaky.deaths = 1e-8 * scattered(seed + 50);
    // Beside the states: what was released (U/g) and what plasma cleared (U/L).
    std::array<double, 2 + std::size(State::entries)> x{};
    const State rest = muscle_at_rest(p);
    std::size_t i = 2;
    rest.each([&](double value) { x[i++] = value; });
    const auto run = [&](const Input& input, double duration_s) {
      integrate(x, duration_s, 1e-10, [&](const auto& at, auto& dxdt) {
        std::array<double, std::size(State::entries)> states;
        std::copy(at.begin() + 2, at.end(), states.begin());
        State d{};
        MuscleFunction::rates(record_of<State>(states), input, p, d);
        dxdt[0] = p.kinase.content * (p.kinase.kck / hour * input.leak + input.deaths);
        dxdt[1] = p.kinase.kcl / hour * (record_of<State>(states).kinase.plasma - p.kinase.CK0);
        std::size_t at_state = 2;
        d.each([&](double rate) { dxdt[at_state++] = rate; });
      });
    };
    run(leaky, 10 * hour);
    run(resting(), 50 * hour);
    std::array<double, std::size(State::entries)> states;
    std::copy(x.begin() + 2, x.end(), states.begin());
    const State end = record_of<State>(states);
    const double arrived = p.kinase.avail * p.kinase.mass / p.kinase.Vd * (x[0] - end.kinase.interstitial);
    CHECK(end.kinase.plasma - p.kinase.CK0 + x[1] == doctest::Approx(arrived).epsilon(1e-6));
  }
}

TEST_CASE("NGF follows bradykinin by two steps and GDNF follows PGE2 by one") {
  Values p = values_of<MuscleParameters>({});
  p.soreness.tauN1 = 12;
  p.soreness.tauN2 = 20;
  p.soreness.tauGD = 14;
  Input hurt = resting();
  hurt.bradykinin = 3 * p.soreness.KB;
  hurt.pge2 = 5;
  for (const double t : {6.0, 24.0, 72.0}) {
    const SorenessState<double> x = after(hurt, t * hour, p, muscle_at_rest(p)).soreness;
    CHECK(x.ngf_message == doctest::Approx(0.75 * (1 - std::exp(-t / 12))).epsilon(1e-7));
    const double cascade = 1 - (20 * std::exp(-t / 20) - 12 * std::exp(-t / 12)) / (20 - 12);
    CHECK(x.ngf_effect == doctest::Approx(0.75 * cascade).epsilon(1e-7));
    CHECK(x.gdnf == doctest::Approx(0.5 * (1 - std::exp(-t / 14))).epsilon(1e-7));
  }
}

TEST_CASE("soreness is that of a leg at rest or more and below 10 and grows with all that sensitises") {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    const auto p = values_of<MuscleParameters>(scattered_parameters(seed)).soreness;
    const auto u = [seed](unsigned i) { return scattered(41 * seed + i); };
    CHECK(soreness({}, 20 * u(0), p) == p.S0);
    const SorenessState<double> x{u(1), 0.01 + u(2), 0.01 + u(3)};
    const double swelling = 20 * u(4), felt = soreness(x, swelling, p);
    CHECK(felt > p.S0);
    CHECK(felt < 10);
    CHECK(soreness({x.ngf_message, x.ngf_effect + 0.1, x.gdnf}, swelling, p) > felt);
    CHECK(soreness({x.ngf_message, x.ngf_effect, x.gdnf + 0.1}, swelling, p) > felt);
    CHECK(soreness(x, swelling + 1, p) > felt);
    CHECK(soreness({x.ngf_message, 1e6, 1e6}, 100, p) <= 10);
  }
}

TEST_CASE("swelling goes exponentially to where lymph drains what filters and faster lymph halves it") {
  const Values p = values_of<MuscleParameters>({});
  Input inflamed = resting();
  inflamed.bradykinin = p.soreness.KB;  // half of its effect
  inflamed.pge2 = 4;
  inflamed.nfkb_activity = 0.2;
  const double filtered = p.swelling.J0 * (3 * p.swelling.pP + 0.5 * p.swelling.pB + 0.2 * p.swelling.pT);
  for (const double fold : {1.0, 2.0}) {
    inflamed.lymph_fold = fold;
    const double rate = p.swelling.kV * fold, t = 48;
    CHECK(after(inflamed, t * hour, p, muscle_at_rest(p)).swelling.extra_fluid ==
          doctest::Approx(filtered / rate * (1 - std::exp(-rate * t))).epsilon(1e-7));
  }
}

TEST_CASE("collagen goes exponentially to what its fibroblasts lay down") {
  const Values p = values_of<MuscleParameters>({});
  Input scarring = resting();
  scarring.fibroblasts = 2.5;
  scarring.tgfb_occupancy = 0.3;
  const double most = 2.5 * (1 + 0.3 * p.fibrosis.gT), t = 500;
  CHECK(after(scarring, t * hour, p, muscle_at_rest(p)).fibrosis.collagen ==
        doctest::Approx(most + (1 - most) * std::exp(-p.fibrosis.turnover * t)).epsilon(1e-7));
}

}  // namespace
}  // namespace knead::test

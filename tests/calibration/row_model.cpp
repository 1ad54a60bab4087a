// What the model says to rows, against runs of the study made by hand.

#include "sim/calibration/row_model.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/experiment/run_study.hpp"
#include "sim/experiment/traits.hpp"
#include "tests/calibration/dish.hpp"

using namespace knead;

namespace {

using test::dish;
using test::ratio_row;

const std::vector<Measurement> three_rows{ratio_row("nfkb_dna_binding"), ratio_row("tnf_mrna"), ratio_row("il6_mrna")};
constexpr int control = 0, pulse = 1, after = 1;  // arms and the sample of the dish

RowModel model_of(const Study& study, const std::vector<Measurement>& rows, double spread = 0.3) {
  return RowModel({study}, rows, Fidelity::median_person, 1, spread, {});
}

std::vector<double> means(const RowModel& model, const ParameterSet& parameters) {
  const auto samples = model.simulate(test::all_drawn(parameters));
  REQUIRE(samples);
  const auto predictions = model.predict(*samples);
  REQUIRE(predictions);
  std::vector<double> all;
  for (const RowPrediction& prediction : *predictions) all.push_back(prediction.at[prediction.nodes / 2].mean);
  return all;
}

int place_of(const TrueSamples& truth, const std::string& observable) {
  for (std::size_t o = 0; o < truth.observables.size(); ++o)
    if (truth.observables[o].id == observable) return static_cast<int>(o);
  FAIL("no such observable");
  return -1;
}

/// ln of the treated over the control arm, as it truly is.
double true_contrast(const TrueSamples& truth, const std::string& observable, int sample) {
  const int o = place_of(truth, observable);
  return std::log(truth.at(0, pulse, sample, o).mean / truth.at(0, control, sample, o).mean);
}

ParameterSet other_parameters() {
  ParameterSet parameters;
  parameters["ikk_activation.K_T"] = 150;
  parameters["cytokine_expression.g_T"] = 25;
  return parameters;
}

/// The study as a fit simulates it, made by hand.
Study quick(Study study, const ParameterSet& parameters) {
  study.coupling = {.tolerance = 0.06, .max_step_s = 4 * 3600.0};
  study.network.tolerance = 1e-3;
  study.output.series_s = 1e9;
  study.parameters = parameters;
  return study;
}

}  // namespace

TEST_CASE("predictions are those of a run made by hand") {
  const RowModel model = model_of(dish(), three_rows);
  REQUIRE(model.rows().size() == 3);
  for (const ParameterSet& parameters : {ParameterSet(), other_parameters()}) {
    const TrueSamples truth = run_study(quick(dish(), parameters), {.subject_cv = 0.0});
    const std::vector<double> predicted = means(model, parameters);
    for (std::size_t r = 0; r < 3; ++r) {
      CAPTURE(three_rows[r].observable);
      CHECK(predicted[r] == doctest::Approx(true_contrast(truth, three_rows[r].observable, after)).epsilon(1e-12));
    }
  }
  CHECK(means(model, ParameterSet()) != means(model, other_parameters()));
}

TEST_CASE("quick steps are within a few percent of fine ones") {
  Study fine = dish();
  fine.coupling.tolerance = 1e-3;
  fine.network.tolerance = 1e-6;
  const TrueSamples truth = run_study(fine, {.subject_cv = 0.0});
  const std::vector<double> predicted = means(model_of(dish(), three_rows), ParameterSet());
  for (std::size_t r = 0; r < 3; ++r)
    CHECK(predicted[r] == doctest::Approx(true_contrast(truth, three_rows[r].observable, after)).epsilon(0.03));
}

TEST_CASE("one person's spread is a share of the contrast beside the laboratory's") {
  const auto sd = [](double share) {
    const RowModel model = model_of(dish(), three_rows, share);
    const auto predictions = model.predict(*model.simulate({}));
    return std::pair((*predictions)[1].at[0].mean, (*predictions)[1].at[0].sd);
  };
  const auto [mean, laboratory] = sd(0);
  CHECK(sd(0.3).first == mean);
  CHECK(sd(0.3).second == doctest::Approx(std::hypot(laboratory, 0.3 * mean)));
  CHECK(sd(0.9).second == doctest::Approx(std::hypot(laboratory, 0.9 * mean)));
}

TEST_CASE("the laboratory is that of the study's file") {
  const std::string clean = test::dish_yaml + "parameters: {laboratory.leg_effect_cv: 0}\n";
  const auto sd = [](const Study& study) {
    const RowModel model = model_of(study, three_rows, 0);
    return (*model.predict(*model.simulate({})))[1].at[0].sd;
  };
  CHECK(sd(dish(clean)) < sd(dish()));
}

TEST_CASE("what a study's file sets wins over a draw") {
  const RowModel model = model_of(dish(test::dish_yaml + "parameters: {ikk_activation.K_T: 80}\n"), three_rows);
  ParameterSet a, b;
  a["ikk_activation.K_T"] = 30;
  b["ikk_activation.K_T"] = 590;
  CHECK(means(model, a) == means(model, b));
  ParameterSet as_set;
  as_set["ikk_activation.K_T"] = 80;
  CHECK(means(model, a) == means(model_of(dish(), three_rows), as_set));
  b["cytokine_expression.g_T"] = 3;
  CHECK(means(model, a)[0] == means(model, b)[0]);
  CHECK(means(model, a)[1] != means(model, b)[1]);
}

TEST_CASE("a setting is the study's, too, and a body's value is not") {
  const RowModel model = model_of(dish(test::dish_yaml, {"parameters.ikk_activation.K_T=80"}), three_rows);
  ParameterSet a, b;
  a["ikk_activation.K_T"] = 30;
  CHECK(means(model, a) == means(model, b));
}

TEST_CASE("what is not drawn stays as the study's body has it") {
  Study of_body = dish();
  of_body.parameters["ikk_activation.K_T"] = 80;  // without a line in the study's file
  const DrawnParameters other{{*find_parameter("cytokine_expression.g_T")}, {3}};
  ParameterSet both;
  both["ikk_activation.K_T"] = 80;
  both["cytokine_expression.g_T"] = 3;
  CHECK(drawn(of_body, other).parameters.values == both.values);
  CHECK(drawn(of_body, {{*find_parameter("ikk_activation.K_T")}, {30}}).parameters["ikk_activation.K_T"] == 30);
}

TEST_CASE("an arm's traits keep their ratio to what is drawn") {
  std::string text = test::dish_yaml;
  const std::string medium = "    - medium:";
  text.insert(text.find(medium), "    - traits: {cytokine_expression.g_T: 24}\n");
  const Study study = dish(text);
  const std::size_t g_T = *find_parameter("cytokine_expression.g_T");
  REQUIRE(study.arms[1].traits.at(g_T) == 24);  // twice the declared 12
  const RowModel model = model_of(study, three_rows);
  ParameterSet drawn;
  drawn["cytokine_expression.g_T"] = 5;
  Study by_hand = quick(study, drawn);
  by_hand.arms[1].traits[g_T] = 10;
  const TrueSamples truth = run_study(by_hand, {.subject_cv = 0.0});
  CHECK(means(model, drawn)[1] == doctest::Approx(true_contrast(truth, "tnf_mrna", after)).epsilon(1e-12));
  // So that it differs from one who has no trait, and from one whose trait stayed as written.
  CHECK(means(model, drawn)[1] != doctest::Approx(means(model_of(dish(), three_rows), drawn)[1]).epsilon(1e-3));
  by_hand.arms[1].traits[g_T] = 24;
  const TrueSamples stayed = run_study(by_hand, {.subject_cv = 0.0});
  CHECK(means(model, drawn)[1] != doctest::Approx(true_contrast(stayed, "tnf_mrna", after)).epsilon(1e-3));
}

TEST_CASE("a trait of a parameter that the file sets stays as written") {
  std::string text = test::dish_yaml + "parameters: {cytokine_expression.g_T: 12}\n";
  text.insert(text.find("    - medium:"), "    - traits: {cytokine_expression.g_T: 24}\n");
  const RowModel model = model_of(dish(text), three_rows);
  ParameterSet drawn;
  drawn["cytokine_expression.g_T"] = 5;
  CHECK(means(model, drawn) == means(model, ParameterSet()));
}

TEST_CASE("nothing where the study's own grid would not resolve a field") {
  const std::string block = R"(study: dish
seed: 1
subjects: {count: 1}
tissue: {fibres: 5, length: 200 um, domain_length: 100 um}
arms:
  control: []
  pulse:
    - prescribed: {start: 0 min, segments: [{for: 10 min, fibre_strain: 0.09, frequency: 0.5 Hz}]}
sample: {biopsy: {at: [baseline, 30 min]}}
rows: {pulse_vs_control: [pulse, control]}
until: 30 min
)";
  const RowModel of_block = model_of(dish(block), three_rows), of_culture = model_of(dish(), three_rows);
  ParameterSet blurred;
  blurred["cytokine.tnf_D"] = 1e-3 * blurred["cytokine.tnf_D"];
  CHECK(of_block.simulate({}));
  CHECK_FALSE(of_block.simulate(test::all_drawn(blurred)));
  CHECK(of_culture.simulate(test::all_drawn(blurred)));  // without space there is nothing to resolve
}

TEST_CASE("only rows that a study models are kept, in its order") {
  Measurement stranger = ratio_row("tnf_mrna"), late = ratio_row("tnf_mrna"), unmapped = ratio_row("tnf_mrna"),
              unknown = ratio_row("no_such_thing");
  stranger.study_file = "elsewhere";
  late.time_h = 9;
  unmapped.condition = "not_mapped";
  const std::vector<Measurement> table{stranger, late, three_rows[2], unmapped, unknown, three_rows[0]};
  const RowModel model = model_of(dish(), table);
  REQUIRE(model.rows().size() == 2);
  CHECK(model.rows()[0].observable == "il6_mrna");
  CHECK(model.rows()[1].observable == "nfkb_dna_binding");
  CHECK(model.study_of_row() == std::vector<std::size_t>{0, 0});
  CHECK(model.lookup(stranger).no_study);
  CHECK(model.lookup(late).why == "no sample at 9 h");
  CHECK(model.lookup(unmapped).why == "no arms for 'not_mapped'");
  CHECK(model.lookup(three_rows[0]).place);
}

TEST_CASE("two studies answer each for its own rows") {
  std::string other = test::dish_yaml;
  other.replace(other.find("study: dish"), 11, "study: weak");
  other.replace(other.find("tnf: 8 pM"), 9, "tnf: 3 pM");
  Measurement weak = ratio_row("tnf_mrna");
  weak.study_file = "weak";
  const RowModel both({dish(), dish(other)}, {weak, ratio_row("tnf_mrna")}, Fidelity::median_person, 1, 0.3, {});
  CHECK(both.study_of_row() == std::vector<std::size_t>{0, 1});
  const std::vector<double> together = means(both, ParameterSet());
  CHECK(together[0] == means(model_of(dish(), {ratio_row("tnf_mrna")}), ParameterSet())[0]);
  CHECK(together[1] == means(model_of(dish(other), {weak}), ParameterSet())[0]);
  CHECK(together[1] < together[0]);
}

TEST_CASE("a peak is the largest of a series that goes to the study's end") {
  Measurement peak = ratio_row("il6_mrna"), at_end = ratio_row("il6_mrna");
  peak.when = Measurement::When::peak;
  peak.time_h = 0;
  at_end.time_h = 12;
  std::string text = test::dish_yaml;
  text.replace(text.find("until: 30 min"), 13, "until: 12 h");
  text.replace(text.find("30 min]}}"), 9, "12 h]}}");
  const RowModel model = model_of(dish(text), {peak, at_end});
  REQUIRE(model.rows().size() == 2);
  CHECK(model.parts()[0].until_s == 12 * 3600);
  const std::vector<double> predicted = means(model, ParameterSet());
  // Every three hours, to the end.
  Study every = quick(dish(text), ParameterSet());
  every.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""}};
  for (int k = 0; k <= 4; ++k)
    every.sampling.biopsies.push_back({BiopsyTime::When::at, {k * 10800.0, k * 10800.0}, ""});
  const TrueSamples truth = run_study(every, {.subject_cv = 0.0});
  const int o = place_of(truth, "il6_mrna");
  double largest[2] = {0, 0};
  for (int arm : {control, pulse})
    for (int k = 1; k <= 5; ++k) largest[arm] = std::max(largest[arm], truth.at(0, arm, k, o).mean);
  CHECK(predicted[0] == doctest::Approx(std::log(largest[pulse] / largest[control])).epsilon(0.01));
  CHECK(predicted[0] > predicted[1] + 0.01);  // it has passed by then
}

TEST_CASE("a fit asks one person where no time is drawn, several where one is") {
  CHECK(at_fidelity(dish(), Fidelity::median_person, 3, false).subjects.count == 1);
  CHECK(at_fidelity(dish(), Fidelity::people, 3, false).subjects.count == 3);
  std::string text = test::dish_yaml;
  text.replace(text.find("start: 0 min, segments: [{for: 30"), 33, "start: [0 min, 5 min], segments: [{for: 25");
  CHECK(at_fidelity(dish(text), Fidelity::median_person, 3, false).subjects.count == 3);
  CHECK(at_fidelity(dish(text), Fidelity::block, 3, false).subjects.count == 1);
}

namespace {

const std::string rubbed_yaml = R"(study: rubbed
seed: 1
subjects: {count: 2}
tissue: {kind: well_mixed, domains: 2}
stroke_types: {press: {contact_radius: 30 mm, pressure_factor: 0.5, frequency: 0.5 Hz}}
arms:
  rest: []
  massage:
    - massage: {start: 1 min, strokes: [{press: 1 min}]}
sample: {biopsy: {at: [baseline, 5 min]}}
rows: {massage_vs_rest: [massage, rest]}
until: 5 min
)";

const std::size_t pressure = *find_parameter("massage.pressure"), modulus = *find_parameter("limb.muscle_modulus");

/// Whether the table has the answer to the one stroke at these values.
bool answers(const LimbResponses& responses, double pressure_kPa, double modulus_kPa) {
  Limb limb;
  limb.muscle_modulus = modulus_kPa;
  try {
    responses.of(limb)({30, 0.5 * pressure_kPa});
    return true;
  } catch (const std::out_of_range&) {
    return false;
  }
}

}  // namespace

TEST_CASE("the table of the limb covers what it is told to, the median person at its ends, and what studies set") {
  const std::vector<DrawnParameters> ends{{{pressure, modulus}, {100, 9}}, {{pressure, modulus}, {200, 30}}};
  const auto responses = wide_responses({dish(rubbed_yaml)}, ends);
  REQUIRE(responses);
  for (const double kPa : {100, 150, 200})
    for (const double stiffness : {9, 20, 30}) CHECK(answers(*responses, kPa, stiffness));
  CHECK(answers(*responses, 17.32, 3.73));  // as declared
  CHECK_FALSE(answers(*responses, 5, 9));
  CHECK_FALSE(answers(*responses, 100, 100));

  const auto firm = wide_responses({dish(rubbed_yaml + "parameters: {limb.muscle_modulus: 60 kPa}\n")}, ends);
  CHECK(answers(*firm, 200, 60));
  CHECK_FALSE(wide_responses({dish()}, ends));  // nothing touches it
}

TEST_CASE("a draw far beyond the declared prior is simulated, and one massage without rows does no harm") {
  Measurement row = ratio_row("fak_p");
  row.study_file = "rubbed";
  row.condition = "massage_vs_rest";
  row.time_h = 0.083;
  const DrawnParameters hard{{pressure, modulus}, {300, 0.4}};
  std::string block = rubbed_yaml;
  block.replace(block.find("kind: well_mixed, domains: 2"), 28, "fibres: 5, length: 200 um");
  block.replace(block.find("massage_vs_rest: [massage, rest]"), 32, "rest: [rest]");
  for (const std::string& text : {rubbed_yaml, block}) {
    const RowModel model({dish(text)}, {row}, Fidelity::median_person, 1, 0.3, {hard});
    REQUIRE(model.rows().size() == 1);
    CHECK(model.simulate(hard));
    row.condition = "rest";
    row.contrast = Contrast::baseline;
  }
}

TEST_CASE("studies of other limbs are pressed each in its own") {
  Measurement row = ratio_row("fak_p");
  row.study_file = "rubbed";
  row.condition = "massage_vs_rest";
  row.time_h = 0.083;
  Measurement near = row;
  near.study_file = "thin";
  std::string thin = rubbed_yaml + "parameters: {limb.muscle_thickness: 15 mm}\n";
  thin.replace(thin.find("study: rubbed"), 13, "study: thin");
  const RowModel both({dish(rubbed_yaml), dish(thin)}, {row, near}, Fidelity::median_person, 1, 0.3, {});
  const std::vector<double> together = means(both, ParameterSet());
  CHECK(together[0] == means(model_of(dish(rubbed_yaml), {row}), ParameterSet())[0]);
  CHECK(together[1] == means(model_of(dish(thin), {near}), ParameterSet())[0]);
  CHECK(together[0] != together[1]);
}

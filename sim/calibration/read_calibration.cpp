#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "models/parameters.hpp"
#include "sim/calibration/calibration.hpp"
#include "sim/config/posterior.hpp"
#include "sim/config/study_reader.hpp"

namespace knead {

// How the forms of the file below are read.

static void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<std::string>& names,
                      Origins&) {
  expect_list(node, spot.name, example);
  for (const YamlNode& item : node.items) names.push_back(read_text(item, spot.name));
}

namespace {

constexpr Range counts{1, 1e6};

/// What a calibration file may hold.
template <class Visitor>
void describe(Visitor& v, Calibration& c) {
  v.name(required("calibration", "name of the posterior and of its file"), c.name);
  v.text({"about", "what it is, in a sentence"}, c.about);
  v.whole({"seed", "of every draw"}, c.seed, Range{0, 1e15});
  v.group(required("tables", "paths from the folder of this file"), [&](auto& inner) {
    inner.text(required("measurements", "what was measured"), c.tables.measurements);
    inner.text(required("conditions", "which study answers a condition, and whether it is fitted"),
               c.tables.conditions);
    inner.text(required("observables", "how far the model may be from each"), c.tables.observables);
    inner.text(required("parameters", "which are free"), c.tables.parameters);
  });
  v.form({"studies", "study files; else those of the conditions, from configs/studies"}, "[my_study.yaml]", c.studies);
  v.form({"carried", "modules whose other parameters are drawn along, from their priors"}, "[damage, soreness]",
         c.carried);
  v.group({"fit", "while the median person is simulated, well mixed"}, [&](auto& inner) {
    inner.whole({"people", "over whom drawn times are averaged"}, c.people, counts);
    inner.quantity({"people_spread", "SD of people's contrasts, as a share of the contrast"}, c.people_spread, "1",
                   Range{0, 10});
  });
  v.group({"likelihood", "of a row"}, [&](auto& inner) {
    inner.quantity({"degrees_of_freedom", "of Student's t"}, c.likelihood.degrees_of_freedom, "1", Range{1, 1e6});
    inner.quantity({"slip", "share of sign rows that say nothing"}, c.likelihood.slip, "1", Range{1e-6, 0.5});
    inner.quantity({"discrepancy", "of the model, where the table of observables does not say"},
                   c.likelihood.discrepancy, "1", Range{0, 10});
  });
  v.group({"search", "for the best fit"}, [&](auto& inner) {
    inner.whole({"starts", "of the search"}, c.search.starts, counts);
    inner.whole({"evaluations", "at most, of a start"}, c.search.evaluations, counts);
  });
  v.group({"profile", "of each free parameter"}, [&](auto& inner) {
    inner.whole({"evaluations", "at most, of a point"}, c.profile.evaluations, counts);
  });
  v.group({"chains", "of the posterior"}, [&](auto& inner) {
    inner.whole({"chains", "at once"}, c.chains.chains, Range{2, 10000});
    inner.whole({"warm_up_rounds", "after each of which the proposal is made anew"}, c.chains.warm_up_rounds, counts);
    inner.whole({"warm_up_steps", "of a round"}, c.chains.warm_up_steps, counts);
    inner.whole({"linearised", "chains at whose points the proposal is made"}, c.chains.linearised, counts);
    inner.whole({"steps", "kept of each chain"}, c.chains.steps, Range{8, 1e6});
    inner.whole({"draws", "that the posterior holds: half of them are particles"}, c.chains.draws, counts);
  });
  v.group({"reweight", "of the kept draws, by more than the fit simulated"}, [&](auto& inner) {
    inner.whole({"draws", "of all kept steps, evenly spaced, that are weighed first"}, c.reweight.draws,
                Range{16, 1e6});
    inner.whole({"people", "of each study, drawn from the population"}, c.reweight.people, Range{2, 1000});
    inner.whole({"steps", "of a particle at each exponent, and at the end"}, c.reweight.steps, counts);
    inner.whole({"blocks", "draws that are run as blocks"}, c.reweight.blocks, Range{0, 1e6});
  });
}

void check_modules(const YamlNode& tree, const std::vector<std::string>& carried) {
  std::vector<std::string> modules;
  std::set<std::string> of_the_study;  // some of whose parameters no posterior may hold
  for (const Parameter& parameter : all_parameters()) {
    if (modules.empty() || modules.back() != parameter.module) modules.emplace_back(parameter.module);
    if (belongs_to_study(parameter)) of_the_study.emplace(parameter.module);
  }
  for (std::size_t i = 0; i < carried.size(); ++i) {
    const Origin& origin = tree.find("carried")->items[i].origin;
    if (std::find(modules.begin(), modules.end(), carried[i]) == modules.end())
      throw ConfigError(
          origin, fmt::format("no module '{}' among the parameters{}", carried[i], did_you_mean(carried[i], modules)));
    if (of_the_study.contains(carried[i]))
      throw ConfigError(origin,
                        fmt::format("module '{}' {}; expected another module", carried[i], belongs_to_study_words));
  }
}

}  // namespace

Calibration read_calibration(const std::string& path) {
  const YamlNode tree = parse_yaml_file(path, Layer::study);
  Calibration calibration;
  Origins origins;
  StudyReader reader(tree, {"calibration", ""}, origins);
  describe(reader, calibration);
  reader.finish();
  check_modules(tree, calibration.carried);
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const auto from_folder = [&](std::string& file) { file = (folder / file).string(); };
  for (std::string* file : {&calibration.tables.measurements, &calibration.tables.conditions,
                            &calibration.tables.observables, &calibration.tables.parameters})
    from_folder(*file);
  for (std::string& study : calibration.studies) from_folder(study);
  return calibration;
}

}  // namespace knead

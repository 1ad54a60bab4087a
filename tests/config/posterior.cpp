// Posterior files, and which of their parameters a study leaves in force.

#include "sim/config/posterior.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "sim/config/configs_folder.hpp"
#include "sim/config/study_posterior.hpp"
#include "sim/config/study_writer.hpp"
#include "tests/config/reading.hpp"

using namespace knead;

namespace {

const std::string drawn =
    "# command: by hand\n"
    "# effective draws: 2\n"
    "# fitted row: Crane2012\tcrane2012\tp65_nuclear\tcontrol\t0.45\tratio\n"
    "# fitted row: Crane2012\tcrane2012\tck_plasma\tcontrol\tpeak\tvalue\n"
    "weight\tnfkb.k1\tmassage.pressure\tlog_likelihood.crane2012\n"
    "1\t0.002\t10\t-3.5\n"
    "3\t0.004\t20\t-inf\n";

const std::string study_text = R"(study: small
subjects: {body: BODY, count: 3}
arms: {rest: [], other: []}
until: 3 h
)";

std::string with_body(const std::string& name) {
  std::string text = study_text;
  return text.replace(text.find("BODY"), 4, name);
}

Study read(const Folder& folder, const std::string& text, const std::vector<std::string>& settings = {},
           const std::optional<Setting>& posterior = {}) {
  folder.write("s.yaml", text);
  return read_study("s.yaml", settings, posterior);
}

std::string error_of_posterior(const std::string& text) {
  const Folder folder;
  folder.write("p.tsv", text);
  try {
    read_posterior("p.tsv");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

std::size_t position(const char* name) { return *find_parameter(name); }

/// The message of what a call throws.
template <class Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a posterior is what its file says") {
  const Folder folder;
  folder.write("p.tsv", drawn);
  const Posterior posterior = read_posterior("p.tsv");
  CHECK(posterior.name == "p");
  CHECK(posterior.facts == std::map<std::string, std::string>{{"command", "by hand"}, {"effective draws", "2"}});
  CHECK(posterior.fitted_rows == std::vector<std::string>{"Crane2012\tcrane2012\tp65_nuclear\tcontrol\t0.45\tratio",
                                                          "Crane2012\tcrane2012\tck_plasma\tcontrol\tpeak\tvalue"});
  CHECK(posterior.positions == std::vector<std::size_t>{position("nfkb.k1"), position("massage.pressure")});
  CHECK(posterior.values == std::vector<std::vector<double>>{{0.002, 10}, {0.004, 20}});
  CHECK(posterior.weights == std::vector<double>{0.25, 0.75});
  CHECK(posterior.studies == std::vector<std::string>{"crane2012"});
  CHECK(posterior.log_likelihood[0][0] == -3.5);
  CHECK(posterior.log_likelihood[1][0] == -std::numeric_limits<double>::infinity());
  CHECK(posterior.checksum.size() == 16);

  folder.write("q.tsv", text_of(posterior));
  const Posterior again = read_posterior("q.tsv");
  CHECK(again.facts == posterior.facts);
  CHECK(again.fitted_rows == posterior.fitted_rows);
  CHECK(again.positions == posterior.positions);
  CHECK(again.values == posterior.values);
  CHECK(again.weights == posterior.weights);
  CHECK(again.studies == posterior.studies);
  CHECK(again.log_likelihood == posterior.log_likelihood);
  CHECK(text_of(again) == text_of(posterior));

  CHECK(!(again == posterior));  // of another name
  folder.write("p.tsv", drawn + "0\t0.002\t10\t0\n");
  CHECK(!(read_posterior("p.tsv") == posterior));  // of other bytes
}

TEST_CASE("six digits keep a value in its range") {
  Posterior posterior;
  posterior.positions = {position("damage.unsealed")};
  posterior.values = {{0.99999999}, {1.0 / 3}};
  posterior.weights = {0.5, 0.5};
  CHECK(text_of(posterior) == "weight\tdamage.unsealed\n0.5\t1\n0.5\t0.333333\n");
}

TEST_CASE("a posterior with Windows line ends and empty lines reads the same") {
  const Folder folder;
  std::string windows;
  for (const char c : drawn) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  folder.write("p.tsv", "\r\n" + windows + "\r\n");
  CHECK(read_posterior("p.tsv").values == std::vector<std::vector<double>>{{0.002, 10}, {0.004, 20}});
}

TEST_CASE("a mistake in a posterior is told with its place and column") {
  CHECK(message_of([] { read_posterior("nowhere.tsv"); }) == "nowhere.tsv: error: cannot be read");
  CHECK(error_of_posterior("") == "p.tsv: error: no header; expected 'weight' and parameters");
  CHECK(error_of_posterior("# fact\nweight\tnfkb.k1\n") == "p.tsv:1:1: error: no fact; expected '# key: value'");
  CHECK(error_of_posterior("# a: b\n# fitted row: Crane2012\tcrane2012\nweight\tnfkb.k1\n1\t0.002\n") ==
        "p.tsv:2:15: error: no row; expected its study, study_file, observable, condition, time_h and kind with tabs "
        "between");
  CHECK(error_of_posterior("nfkb.k1\tweight\n") ==
        "p.tsv:1:1: error: the first column is 'nfkb.k1'; expected 'weight'");
  CHECK(error_of_posterior("weight\n1\n") == "p.tsv:1:1: error: no column names a parameter");
  CHECK(error_of_posterior("# a: b\nweight\tnfkb.k1\tnfbk.k2\n") ==
        "p.tsv:2:16: error: column 'nfbk.k2': no parameter is called so; did you mean 'nfkb.k2'?");
  CHECK(error_of_posterior("weight\tnfkb.k1\tnfkb.k1\n") == "p.tsv:1:16: error: column 'nfkb.k1': a second time");
  CHECK(error_of_posterior("weight\tnfkb.k1\n") == "p.tsv: error: no draws; expected one a line");
  CHECK(error_of_posterior("weight\tnfkb.k1\n0\t0.002\n0\t0.001\n") ==
        "p.tsv: error: column 'weight': all are 0; expected one above 0");
  CHECK(error_of_posterior("weight\tnfkb.k1\n-1\t0.002\n") ==
        "p.tsv:2:1: error: column 'weight': '-1' is no weight; expected 0 or more");
  CHECK(error_of_posterior("weight\tnfkb.k1\ninf\t0.002\n") ==
        "p.tsv:2:1: error: column 'weight': 'inf' is no weight; expected 0 or more");
  CHECK(error_of_posterior("weight\tnfkb.k1\n\n1\tslow\n") ==
        "p.tsv:3:3: error: column 'nfkb.k1': 'slow' is not a number");
  CHECK(error_of_posterior("weight\tmassage.pressure\n1\t20\n1\t600\n") ==
        "p.tsv:3:3: error: column 'massage.pressure': '600' is out of range; expected 0 kPa to 500 kPa");
  CHECK(
      error_of_posterior("weight\tnfkb.k1\n1\tnan\n").starts_with("p.tsv:2:3: error: column 'nfkb.k1': 'nan' is out"));
  CHECK(error_of_posterior("weight\tnfkb.k1\n1\t0.002\t3\n") ==
        "p.tsv:2:1: error: 3 columns; expected 2, with tabs between");
  CHECK(error_of_posterior("weight\tnfkb.k1\tlog_likelihood.x\n1\t0.002\tnan\n") ==
        "p.tsv:2:9: error: column 'log_likelihood.x': 'nan' is not a number");
}

TEST_CASE("what says how a limb, a tissue or a laboratory is made is no part of a posterior") {
  for (const Parameter& parameter : all_parameters()) {
    const std::string module(parameter.module), name = module + "." + std::string(parameter.symbol);
    const bool of_study = module == "laboratory" || module == "tissue" || module == "biopsy" ||
                          (module == "limb" && name != "limb.muscle_modulus" && name != "limb.permeability");
    const std::string error = error_of_posterior("weight\t" + name + "\n1\t" + std::to_string(parameter.value) + "\n");
    CAPTURE(name);
    if (of_study)
      CHECK(error == "p.tsv:1:8: error: column '" + name +
                         "': it belongs to the study (how a limb, a tissue or a laboratory is made is no part of a "
                         "posterior)");
    else
      CHECK(error == "");
  }
}

TEST_CASE("subjects draw by weight, keyed by seed and subject alone") {
  Posterior posterior;
  posterior.values = {{}, {}, {}, {}};
  posterior.weights = {0.1, 0, 0.6, 0.3};
  std::vector<int> counts(4);
  constexpr int subjects = 20000;
  for (int subject = 1; subject <= subjects; ++subject) ++counts[draw_of_subject(posterior, 7, subject)];
  CHECK(counts[1] == 0);
  for (const std::size_t draw : {0u, 2u, 3u})  // within five standard errors
    CHECK(std::abs(counts[draw] - posterior.weights[draw] * subjects) < 5 * std::sqrt(subjects * 0.25));

  Posterior other = posterior;  // other parameters, same weights
  other.values = {{1}, {2}, {3}, {4}};
  int same = 0;
  for (int subject = 1; subject <= 100; ++subject) {
    CHECK(draw_of_subject(posterior, 7, subject) == draw_of_subject(other, 7, subject));
    same += draw_of_subject(posterior, 7, subject) == draw_of_subject(posterior, 8, subject);
  }
  CHECK(same < 80);  // another seed, other draws: 46 expected
}

TEST_CASE("the posterior stands above the defaults and below the body, the study and --set") {
  const Folder folder;
  folder.write("p.tsv", "weight\tnfkb.k1\tnfkb.k2\tnfkb.k3\tnfkb.i1\n1\t0.002\t1\t3e-4\t2e-3\n");
  folder.write("old_man.yaml", "body: old_man\nparameters: {nfkb.k1: 1e-3 /s}\n");
  const auto study = read(folder, with_body("old_man") + "posterior: p\nparameters: {nfkb.k2: 0.4 /uM/s}\n",
                          {"parameters.nfkb.k3=2e-4 /s"});
  REQUIRE(study.posterior);
  CHECK(study.posterior.of->name == "p");
  CHECK(study.posterior.positions == std::vector<std::size_t>{position("nfkb.i1")});
  CHECK(study.origins.at("parameters.nfkb.i1").layer == Layer::posterior);
  CHECK(study.origins.at("parameters.nfkb.i1").place() == "p.tsv");
  CHECK(study.origins.at("parameters.nfkb.k1").layer == Layer::body);

  ParameterSet parameters = study.parameters;
  study.posterior.put_draw(study.seed, 1, parameters);
  CHECK(parameters["nfkb.k1"] == 1e-3);
  CHECK(parameters["nfkb.i1"] == 2e-3);
  CHECK(parameters["nfkb.k2"] == 0.4);
  CHECK(parameters["nfkb.k3"] == 2e-4);

  const std::string text = resolved_yaml_with_origins(study);
  const auto line_with = [&](const std::string& part) {
    const auto at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('\n', at) - at);
  };
  CHECK(line_with("  nfkb.k1:").ends_with("  # body old_man.yaml:2:23"));
  CHECK(line_with("  nfkb.i1:").ends_with("  # posterior p.tsv, over default"));
  CHECK(line_with("  nfkb.k2:").ends_with("  # s.yaml:6:23"));
  CHECK(line_with("  nfkb.k3:").ends_with("  # --set parameters.nfkb.k3=2e-4 /s"));
  CHECK(line_with("posterior:")
            .starts_with("posterior: {name: p, checksum: " + study.posterior.of->checksum + ", draws: [1, 1, 1]}"));
  CHECK(line_with("posterior:").ends_with("# s.yaml:5:12"));
}

TEST_CASE("a resolved study has its posterior again, and only of that checksum") {
  const Folder folder;
  folder.write("p.tsv", drawn);
  folder.write("old_man.yaml", "body: old_man\nparameters: {nfkb.k1: 1e-3 /s}\n");
  const auto study = read(folder, with_body("old_man") + "posterior: p\n");
  const std::string resolved = resolved_yaml(study);
  CHECK(read(folder, resolved) == study);
  CHECK(read(folder, resolved_yaml_with_origins(study)) == study);

  // Without it there is the study without it, and what a resolved study is given is above its draws.
  CHECK(read(folder, resolved, {"posterior=none"}) == read(folder, with_body("old_man")));
  const auto set = read(folder, resolved, {"parameters.nfkb.k1=5e-3 /s"});
  CHECK(set.posterior.positions == std::vector<std::size_t>{position("massage.pressure")});

  folder.write("p.tsv", drawn + "0\t0.002\t10\t0\n");
  const std::string now = read_posterior("p.tsv").checksum, then = study.posterior.of->checksum;
  const std::string message = message_of([&] { read(folder, resolved); });
  CHECK(message.find(": error: posterior 'p' has been made anew since (p.tsv has the checksum " + now + ", not " +
                     then + "); expected the file as it was, or `--posterior none`") != std::string::npos);
  CHECK(message.starts_with("s.yaml:"));
  CHECK(!read(folder, resolved, {}, posterior_setting("none")).posterior);
  CHECK(read(folder, resolved, {"posterior=p"}).posterior.of->checksum == now);
}

TEST_CASE("a study without the key, with none or that sets all of it has no posterior") {
  const Folder folder;
  folder.write("p.tsv", drawn);
  const auto without = read(folder, with_body("young_man"));
  CHECK(!without.posterior);
  CHECK(read(folder, with_body("young_man") + "posterior: none\n") == without);
  CHECK(resolved_yaml(without).find("posterior: none\nparameters:\n") != std::string::npos);
  CHECK(
      !read(folder, with_body("young_man") + "posterior: p\nparameters: {nfkb.k1: 1e-3 /s, massage.pressure: 10 kPa}\n")
           .posterior);
}

TEST_CASE("an unknown posterior is told with the nearest") {
  const Folder folder;
  std::filesystem::create_directory("configs");
  std::filesystem::create_directory("configs/posterior");
  const char* before = std::getenv("KNEAD_CONFIGS");
  const std::string kept = before ? before : "";
  std::filesystem::copy(configs_folder() + "/bodies", "configs/bodies", std::filesystem::copy_options::recursive);
  std::filesystem::copy(configs_folder() + "/massage_strokes.yaml", "configs/massage_strokes.yaml");
  setenv("KNEAD_CONFIGS", "configs", 1);
  folder.write("configs/posterior/calibrated.rows.tsv", "");
  folder.write("configs/posterior/README.md", "");

  CHECK(!posterior_setting(""));
  folder.write("configs/posterior/calibrated.tsv", drawn);
  CHECK(message_of([&] { read(folder, with_body("young_man") + "posterior: calibratd\n"); }) ==
        "s.yaml:5:12: error: no posterior 'calibratd' (looked for calibratd.tsv and configs/posterior/calibratd.tsv); "
        "did you mean 'calibrated'?");
  CHECK(message_of([&] { read(folder, with_body("young_man"), {}, posterior_setting("mine")); }) ==
        "--posterior mine: error: no posterior 'mine' (looked for mine.tsv and configs/posterior/mine.tsv)");

  // The command line's default yields to the study; what it is asked for does not.
  const auto standard = posterior_setting("");
  REQUIRE(standard);
  CHECK(read(folder, with_body("young_man"), {}, standard).posterior.of->name == "calibrated");
  CHECK(!read(folder, with_body("young_man") + "posterior: none\n", {}, standard).posterior);
  CHECK(!read(folder, with_body("young_man"), {"posterior=none"}, standard).posterior);
  CHECK(!read(folder, resolved_yaml(read(folder, with_body("young_man"))), {}, standard).posterior);
  CHECK(!read(folder, with_body("young_man"), {}, posterior_setting("none")).posterior);
  CHECK(read(folder, with_body("young_man") + "posterior: none\n", {}, posterior_setting("calibrated")).posterior);

  if (before)
    setenv("KNEAD_CONFIGS", kept.c_str(), 1);
  else
    unsetenv("KNEAD_CONFIGS");
}

TEST_CASE("a resolved study needs no configs, and without them there is no default posterior") {
  const Folder folder;
  const std::string resolved = resolved_yaml(read(folder, with_body("young_man")));
  const char* before = std::getenv("KNEAD_CONFIGS");
  const std::string kept = before ? before : "";
  setenv("KNEAD_CONFIGS", "nowhere", 1);

  CHECK(!posterior_setting(""));
  CHECK(!read(folder, resolved, {}, posterior_setting("")).posterior);
  const std::string missing = "KNEAD_CONFIGS=nowhere: error: no such folder";
  CHECK(message_of([&] { read(folder, resolved, {}, posterior_setting("calibrated")); }) == missing);
  CHECK(message_of([&] { read(folder, with_body("young_man"), {}, posterior_setting("")); }) == missing);

  if (before)
    setenv("KNEAD_CONFIGS", kept.c_str(), 1);
  else
    unsetenv("KNEAD_CONFIGS");
}

TEST_CASE("a posterior is taken out parameter by parameter, and compared by content") {
  const Folder folder;
  folder.write("p.tsv", drawn);
  const std::vector<std::size_t> both{position("nfkb.k1"), position("massage.pressure")};
  PosteriorInForce one{std::make_shared<const Posterior>(read_posterior("p.tsv")), both}, other = one;
  other.of = std::make_shared<const Posterior>(read_posterior("p.tsv"));
  CHECK(one == other);
  other.take_out({both[1]});
  CHECK(!(one == other));
  CHECK(other);
  CHECK(!other.covers(both[1]));
  other.take_out({both[0]});
  CHECK(!other);
  CHECK(other == PosteriorInForce{});
  CHECK(shared_posterior("p.tsv") == shared_posterior("p.tsv"));
}

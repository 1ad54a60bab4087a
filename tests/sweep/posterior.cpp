// Sweeps whose base has a posterior.

#include <doctest/doctest.h>

#include "sim/config/study_posterior.hpp"
#include "sim/experiment/subject_setup.hpp"
#include "sim/sweep/model_groups.hpp"
#include "tests/sweep/sweeping.hpp"

using namespace knead;

namespace {

const std::string draws = "weight\tnfkb.k1\tmassage.duty\n1\t0.002\t0.1\n1\t0.004\t0.4\n";

void write_files(const Folder& folder, const std::string& more, const std::string& posterior) {
  folder.write("p.tsv", draws);
  folder.write("base.yaml", base_text + posterior);
  folder.write("w.yaml", sweep_with(more));
}

std::vector<std::string> drawn_at(const Sweep& sweep, std::size_t point) {
  std::vector<std::string> names;
  for (const std::size_t position : sweep.study_of(sweep.points[point]).posterior.positions)
    names.emplace_back(all_parameters()[position].symbol);
  return names;
}

}  // namespace

TEST_CASE("a point that sets a parameter takes it out of the posterior") {
  const Folder folder;
  write_files(folder,
              "over:\n  which:\n    drawn: {}\n    set: {parameters.nfkb.k1: 3e-3 /s}\n    off: {posterior: none}\n",
              "posterior: p\n");
  const Sweep sweep = read_sweep("w.yaml");
  CHECK(drawn_at(sweep, 0) == std::vector<std::string>{"k1", "duty"});
  CHECK(drawn_at(sweep, 1) == std::vector<std::string>{"duty"});
  CHECK(drawn_at(sweep, 2).empty());
  CHECK(subject_parameters(sweep.study_of(sweep.points[1]), 1)["nfkb.k1"] == 3e-3);
}

TEST_CASE("a sweep has the posterior that is chosen for its base") {
  const Folder folder;
  write_files(folder, "over: {arms.massage.0.massage.start: [0 h, 1 h]}\n", "");
  CHECK(drawn_at(read_sweep("w.yaml"), 1).empty());
  CHECK(drawn_at(read_sweep("w.yaml", {}, posterior_setting("p")), 1) == std::vector<std::string>{"k1", "duty"});
  CHECK(drawn_at(read_sweep("w.yaml", {"parameters.nfkb.k1=3e-3 /s"}, posterior_setting("p")), 1) ==
        std::vector<std::string>{"duty"});
  folder.write("base.yaml", base_text + "posterior: p\n");
  CHECK(drawn_at(read_sweep("w.yaml", {}, posterior_setting("none")), 1).empty());
}

TEST_CASE("another file of draws is another sweep, and none may change while a sweep runs") {
  const Folder folder;
  write_files(folder, "over: {arms.massage.0.massage.start: [0 h, 1 h]}\n", "posterior: p\n");
  const Sweep before = read_sweep("w.yaml");
  CHECK(before.resolved() == read_sweep("w.yaml").resolved());
  const std::string text = before.resolved();
  folder.write("p.tsv", draws + "0\t0.002\t0.1\n");  // the same draws for everyone, other bytes
  CHECK(text != read_sweep("w.yaml").resolved());
  CHECK_THROWS_AS(before.study_of(before.points[0]), ConfigError);
}

TEST_CASE("points share a subject's tissue when its draw leaves them the same") {
  const Folder folder;
  write_files(folder, "over: {parameters.massage.duty: [0.1, 0.4]}\n", "posterior: p\n");
  const Sweep sweep = read_sweep("w.yaml");
  LimbCache limbs;
  const auto groups = model_groups(sweep, std::vector<int>{0, 1}, 1, limbs);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].parameters["nfkb.k1"] == subject_parameters(sweep.study_of(sweep.points[0]), 1)["nfkb.k1"]);

  write_files(folder, "over: {parameters.nfkb.k1: [1e-3 /s, 3e-3 /s]}\n", "posterior: p\n");
  CHECK(model_groups(read_sweep("w.yaml"), std::vector<int>{0, 1}, 1, limbs).size() == 2);
}

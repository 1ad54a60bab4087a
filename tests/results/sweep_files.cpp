// A sweep's files: what is written comes back, shard by shard, finished or not.

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "sim/results/shard_writer.hpp"
#include "sim/results/sweep_folder.hpp"
#include "sim/results/sweep_reader.hpp"
#include "tests/results/example_run.hpp"

using namespace knead;
namespace fs = std::filesystem;

namespace {

/// Three points, two subjects, two arms, four times, two series, three outcomes.
SweepDescription three_points() {
  SweepDescription sweep;
  sweep.sweep = "when";
  sweep.about = "when to massage";
  sweep.version = "0.0.1";
  sweep.config = "study: x\nuntil: 3 h\nstart=0 h\nstart=1 h\nstart=2 h\n";
  sweep.points = {"start=0 h, who=a", "start=1 h, who=a", "start=2 h, who=b"};
  sweep.columns = {{"start", "h", {"0 h", "1 h", "2 h"}, {0, 1, 2}}, {"who", "", {"a", "a", "b"}, {}}};
  sweep.seeds = {7, 7, 8};
  sweep.arms = {"rest", "massage"};
  sweep.subjects = {1, 2};
  sweep.time_h = {0, 1, 2, 3};
  sweep.series = {{"force", "%", "force"}, {"soreness", "1", "soreness"}};
  sweep.outcomes = {{"force.end", "%", "a"}, {"soreness.peak", "1", "b"}, {"force.days_to(90 %)", "d", "c"}};
  sweep.against = "rest";
  sweep.sessions = {0, 1, 0, 1, 0, 4};
  sweep.treated_min = {0, 10, 0, 10, 0, 40};
  sweep.bout_end_h = {0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5};
  return sweep;
}

/// Numbers that tell where they belong.
double number(int point, int subject, int what, int at) { return 1000 * point + 100 * subject + 10 * what + at + 0.25; }

SweepRecord record_of(const SweepDescription& sweep, int point, int subject) {
  SweepRecord record;
  for (int s = 0; s < static_cast<int>(sweep.series.size()); ++s)
    for (int i = 0; i < static_cast<int>(sweep.series_size()); ++i)
      record.series.push_back(number(point, subject, s, i));
  for (int i = 0; i < static_cast<int>(sweep.outcomes_size()); ++i)
    record.outcomes.push_back(number(point, subject, 9, i));
  return record;
}

const std::vector<Shard> two_shards{{0, 0, 2, 0, 2}, {1, 2, 1, 0, 2}};

void write(const SweepFolder& files, const SweepDescription& sweep, const Shard& shard, int records) {
  ShardWriter writer(files.shards(), sweep, shard);
  for (int i = 0; i < records; ++i)
    writer.write(i, record_of(sweep, shard.first_point + i / shard.subjects, shard.first_subject + i % shard.subjects));
  writer.flush();
}

}  // namespace

TEST_CASE("a sweep comes back from its shards as it was written") {
  const TestFolder folder;
  const SweepDescription sweep = three_points();
  const SweepFolder files(folder / "results", "when");
  files.begin(sweep);
  CHECK(files.description() == sweep);
  for (const Shard& shard : two_shards) write(files, sweep, shard, shard.records());
  files.merge(sweep, two_shards);
  CHECK(is_sweep(files.file()));
  const SweepReader reader(files.file());
  CHECK(reader.description() == sweep);
  for (const bool finished : reader.finished()) CHECK(finished);
  const auto outcomes = reader.outcomes();
  REQUIRE(outcomes.size() == 3 * 2 * 6);
  for (int point = 0; point < 3; ++point)
    for (int subject = 0; subject < 2; ++subject) {
      for (int i = 0; i < 6; ++i) CHECK(outcomes[(point * 2 + subject) * 6 + i] == number(point, subject, 9, i));
      for (int s = 0; s < 2; ++s)
        for (int i = 0; i < 8; ++i)
          CHECK(reader.series(sweep.series[s].id, point)[subject * 8 + i] == number(point, subject, s, i));
    }
  CHECK_THROWS_WITH_AS(reader.series("ck_plasma", 0),
                       (files.file().string() + ": error: no series 'ck_plasma' in it; it has force, soreness").c_str(),
                       ResultsError);
}

TEST_CASE("shards may part subjects and may come from a folder that has moved") {
  const TestFolder folder;
  const SweepDescription sweep = three_points();
  const std::vector<Shard> by_subject{{0, 0, 3, 0, 1}, {1, 0, 3, 1, 1}};
  const SweepFolder files(folder / "here", "when");
  files.begin(sweep);
  for (const Shard& shard : by_subject) write(files, sweep, shard, shard.records());
  files.merge(sweep, by_subject);
  fs::rename(folder / "here", folder / "there");
  const SweepReader reader(folder / "there" / "when.h5");
  for (int subject = 0; subject < 2; ++subject)
    CHECK(reader.outcomes()[(2 * 2 + subject) * 6] == number(2, subject, 9, 0));
}

TEST_CASE("a shard that was cut short keeps what it has and goes on") {
  const TestFolder folder;
  const SweepDescription sweep = three_points();
  const SweepFolder files(folder / "results", "when");
  files.begin(sweep);
  write(files, sweep, two_shards[0], 3);
  CHECK(finished_records(files.shards(), sweep, two_shards[0]) == std::vector<bool>{true, true, true, false});
  CHECK(finished_records(files.shards(), sweep, two_shards[1]) == std::vector<bool>{false, false});
  files.merge(sweep, two_shards);
  {
    const SweepReader reader(files.file());
    CHECK(reader.finished() == std::vector<bool>{true, true, true, false, false, false});
    CHECK(reader.outcomes()[2 * 6] == number(1, 0, 9, 0));
    CHECK(std::isnan(reader.outcomes()[3 * 6]));
    CHECK(std::isnan(reader.outcomes()[5 * 6]));
  }
  ShardWriter writer(files.shards(), sweep, two_shards[0]);
  CHECK(writer.finished_before() == std::vector<bool>{true, true, true, false});
  writer.write(3, record_of(sweep, 1, 1));
  writer.flush();
  CHECK(SweepReader(files.file()).outcomes()[3 * 6] == number(1, 1, 9, 0));
}

TEST_CASE("a shard that cannot be read or is another sweep's is told and kept") {
  const TestFolder folder;
  const SweepDescription sweep = three_points();
  const SweepFolder files(folder / "results", "when");
  files.begin(sweep);
  write(files, sweep, two_shards[0], 4);
  SweepDescription other = sweep;
  other.config.replace(other.config.find("3 h"), 3, "4 h");
  const std::string path = (files.shards() / "0001.h5").string();
  CHECK_THROWS_WITH_AS(
      finished_records(files.shards(), other, two_shards[0]),
      (path + ": error: a part of another sweep or version; expected another folder (-o), or --anew to "
              "begin again")
          .c_str(),
      ResultsError);
  CHECK_THROWS_AS(ShardWriter(files.shards(), other, two_shards[0]), ResultsError);
  CHECK(finished_records(files.shards(), sweep, two_shards[0]) == std::vector<bool>(4, true));
  // A layout that was cut short has not its name yet.
  std::ofstream(files.shards() / "0002.h5.new") << "half a file";
  write(files, sweep, two_shards[1], 2);
  CHECK(finished_records(files.shards(), sweep, two_shards[1]) == std::vector<bool>(2, true));
  std::ofstream(files.shards() / "0002.h5") << "no file at all";
  CHECK_THROWS_AS(finished_records(files.shards(), sweep, two_shards[1]), ResultsError);
}

TEST_CASE("axes may be called as they like") {
  const TestFolder folder;
  SweepDescription sweep = three_points();
  sweep.columns[0].name = "x";
  sweep.columns[1].name = "x_label";
  const SweepFolder files(folder / "results", "when");
  files.begin(sweep);
  CHECK(files.description() == sweep);
}

TEST_CASE("a folder that another sweep has begun is refused with what differs") {
  const TestFolder folder;
  const SweepDescription sweep = three_points();
  const SweepFolder files(folder / "results", "when");
  files.begin(sweep);
  files.begin(sweep);
  const std::string place = files.shards().string() + ": error: begun by another sweep (";
  const std::string advice = "); expected the same, another folder (-o), or --anew to begin it again";
  SweepDescription other = sweep;
  other.version = "0.0.2";
  CHECK_THROWS_WITH_AS(files.begin(other), (place + "version was 0.0.1, is 0.0.2" + advice).c_str(), ResultsError);
  other = sweep;
  other.config.replace(other.config.find("3 h"), 3, "4 h");
  CHECK_THROWS_WITH_AS(files.begin(other),
                       (place + "a line of the study or its points was 'until: 3 h', is 'until: 4 h'" + advice).c_str(),
                       ResultsError);
  other = sweep;
  other.config += "start=3 h\n";
  CHECK_THROWS_WITH_AS(files.begin(other),
                       (place + "a line of the study or its points was nothing, is 'start=3 h'" + advice).c_str(),
                       ResultsError);
  other = sweep;
  other.series.clear();
  CHECK_THROWS_WITH_AS(
      files.begin(other),
      (place + "it keeps whole courses, now outcomes only (--summary-only) were asked for" + advice).c_str(),
      ResultsError);
  other = sweep;
  other.outcomes[0].id = "force.peak";
  CHECK_THROWS_WITH_AS(files.begin(other), (place + "an outcome was 'force.end', is 'force.peak'" + advice).c_str(),
                       ResultsError);
  files.remove();
  files.begin(other);
  CHECK(files.description() == other);
}

TEST_CASE("the results of a run are not written over") {
  const TestFolder folder;
  const fs::path run = folder / "when.h5";
  std::ofstream(run) << "a run";
  CHECK_THROWS_WITH_AS(SweepFolder(folder / "", "when").begin(three_points()),
                       (run.string() + ": error: not a sweep's, and it would be written over; expected another folder "
                                       "(-o), or another name of the sweep")
                           .c_str(),
                       ResultsError);
  CHECK_FALSE(fs::exists(folder / "when.shards"));
}

TEST_CASE("what is no sweep is told apart") {
  const TestFolder folder;
  const fs::path text = folder / "text.h5";
  std::ofstream(text) << "text";
  CHECK_FALSE(is_sweep(text));
  CHECK_FALSE(is_sweep(folder / ""));
  CHECK_FALSE(is_sweep(folder / "none.h5"));
  CHECK_THROWS_WITH_AS(
      SweepReader{text},
      (text.string() + ": error: not an HDF5 file, or not a readable one; expected the file NAME.h5 of a sweep")
          .c_str(),
      ResultsError);
}

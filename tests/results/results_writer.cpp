#include "sim/results/results_writer.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <iterator>
#include <thread>

#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_reader.hpp"
#include "tests/results/example_run.hpp"

namespace knead {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Number of values that are not, bit for bit, those of example_record (or NaN for a subject who is not finished).
int wrong_values(const ResultsReader& reader) {
  const RunDescription& run = reader.description();
  const std::vector<bool> finished = reader.finished();
  int wrong = 0;
  for (std::size_t s = 0; s < run.series.size(); ++s) {
    const std::vector<double> read = reader.series(run.series[s].id);
    const std::size_t of_one = read.size() / run.subjects.size();
    for (std::size_t i = 0; i < read.size(); ++i) {
      const std::size_t subject = i / of_one;
      if (!finished[subject]) continue;
      const double written = example_record(run, static_cast<int>(subject)).series[s][i % of_one];
      wrong += std::bit_cast<std::uint64_t>(read[i]) != std::bit_cast<std::uint64_t>(written);
    }
  }
  return wrong;
}

/// Writes subjects one after the other for ever, until killed.
[[noreturn]] void write_for_ever(const std::filesystem::path& path, const RunDescription& run, int ready) {
  const ResultsWriter writer(path, run);
  std::vector<SubjectRecord> records;
  for (int subject = 0; subject < static_cast<int>(run.subjects.size()); ++subject) {
    records.push_back(example_record(run, subject));
  }
  writer.write_subject(0, records[0]);
  if (write(ready, "1", 1) != 1) _exit(1);
  for (std::size_t subject = 1;; subject = (subject + 1) % records.size()) {
    writer.write_subject(static_cast<int>(subject), records[subject]);
  }
}

RunDescription many_subjects() {
  RunDescription run = example_description();
  run.time_h.resize(20);
  run.subjects.clear();
  for (int number = 1; number <= 200; ++number) run.subjects.push_back(number);
  for (int i = 0; i < 20; ++i) run.series.push_back({"state_" + std::to_string(i), "uM", "a state"});
  return run;
}

}  // namespace

TEST_CASE("what was written is read back bit for bit and the part file is gone") {
  const TestFolder folder;
  write_example(folder / "new/example.h5", {2, 0, 1}, {1.5, 4, "host", "path", "date"});
  const ResultsReader reader(folder / "new/example.h5");
  RunDescription run = example_description();
  run.snapshot_subjects = {2};
  CHECK(reader.description() == run);
  CHECK(reader.finished() == std::vector<bool>{true, true, true});
  CHECK(wrong_values(reader) == 0);
  const BiopsyTable biopsies = reader.biopsies("p65_nuclear");
  CHECK(biopsies.time_h.at(1) == 0.25);
  CHECK(biopsies.true_value.at(2 * 6 + 4) == 3.5);
  CHECK(biopsies.measured.at(2 * 6 + 4) == 3.75);
  CHECK(std::isnan(biopsies.measured.at(2 * 6 + 5)));
  // What a sampling error follows from: the spread of fibres, or the number of cells.
  CHECK(biopsies.sampling.at(2 * 6 + 4) == 3);
  CHECK(reader.biopsies("macrophages").sampling.at(6 + 2) == 640);
  const auto in_folder = std::filesystem::directory_iterator(folder / "new");
  CHECK(std::distance(begin(in_folder), end(in_folder)) == 1);
}

TEST_CASE("equal runs give equal bytes whatever the order of their subjects") {
  const TestFolder folder;
  const Provenance provenance{1.5, 4, "host", "path", "date"};
  write_example(folder / "a.h5", {0, 1, 2}, provenance);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // a time stamp of HDF5's counts seconds
  write_example(folder / "b.h5", {2, 1, 0}, provenance);
  CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
}

TEST_CASE("subjects may come from several threads at once") {
  const TestFolder folder;
  const RunDescription run = many_subjects();
  const ResultsWriter writer(folder / "run.h5", run);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int subject = thread; subject < 40; subject += 4)
        writer.write_subject(subject, example_record(run, subject));
    });
  }
  for (std::thread& thread : threads) thread.join();
  const ResultsReader reader(folder / "run.h5.part");
  for (int subject = 0; subject < 200; ++subject) CHECK(reader.finished()[subject] == (subject < 40));
  CHECK(wrong_values(reader) == 0);
}

TEST_CASE("an unfinished run is readable and holds NaN for the subjects to come") {
  const TestFolder folder;
  const RunDescription run = example_description();
  { ResultsWriter(folder / "run.h5", run).write_subject(1, example_record(run, 1)); }
  CHECK_FALSE(std::filesystem::exists(folder / "run.h5"));
  const ResultsReader reader(folder / "run.h5.part");
  CHECK(reader.description() == run);
  CHECK(reader.finished() == std::vector<bool>{false, true, false});
  const std::vector<double> soreness = reader.series("soreness");
  const std::size_t of_one = soreness.size() / 3;
  for (std::size_t i = 0; i < soreness.size(); ++i) REQUIRE(std::isnan(soreness[i]) == (i / of_one != 1));
  CHECK(std::isnan(reader.biopsies("p65_nuclear").true_value.at(0)));
}

TEST_CASE("a finished subject changes no byte but its own numbers and its mark") {
  const TestFolder folder;
  const RunDescription run = example_description();
  const ResultsWriter writer(folder / "run.h5", run);
  writer.write_subject(0, example_record(run, 0));
  const std::string before = bytes_of(folder / "run.h5.part");
  writer.write_subject(2, example_record(run, 2));
  const std::string after = bytes_of(folder / "run.h5.part");
  REQUIRE(before.size() == after.size());

  std::vector<bool> may_change(before.size(), false);
  std::vector<std::string> paths = subject_datasets(run);
  paths.push_back("finished");
  {
    Hdf5Lock lock;
    const Handle file = open_file(folder / "run.h5.part", Open::to_read);
    for (const std::string& path : paths) {
      const Handle dataset = open_dataset(file, path);
      const std::size_t size = H5Dget_storage_size(dataset), start = H5Dget_offset(dataset);
      REQUIRE(size > 0);
      for (std::size_t i = size / 3 * 2; i < size; ++i) may_change[start + i] = true;  // the third of three subjects
    }
  }
  int changed = 0, wrongly = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    changed += before[i] != after[i];
    wrongly += before[i] != after[i] && !may_change[i];
  }
  CHECK(changed > 1000);
  CHECK(wrongly == 0);
}

TEST_CASE("a kill at any moment leaves every finished subject readable") {
  const RunDescription run = many_subjects();
  for (int trial = 0; trial < 12; ++trial) {
    const TestFolder folder;
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) write_for_ever(folder / "run.h5", run, ready[1]);
    char token = 0;
    close(ready[1]);
    REQUIRE(read(ready[0], &token, 1) == 1);
    close(ready[0]);
    std::this_thread::sleep_for(std::chrono::microseconds(7919 * trial));
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));

    const ResultsReader reader(folder / "run.h5.part");
    CHECK(reader.description() == run);
    CHECK(reader.finished()[0]);
    CHECK(wrong_values(reader) == 0);
  }
}

TEST_CASE("someone who has the part file open does not stop the run") {
  const TestFolder folder;
  const RunDescription run = example_description();
  const ResultsWriter writer(folder / "run.h5", run);
  const int watching = open((folder / "run.h5.part").c_str(), O_RDONLY);
  REQUIRE(flock(watching, LOCK_SH) == 0);  // as h5py does
  writer.write_subject(0, example_record(run, 0));
  writer.finish({});
  CHECK(wrong_values(ResultsReader(folder / "run.h5")) == 0);
  close(watching);
}

TEST_CASE("a record that does not fit is refused and its subject stays unfinished") {
  const TestFolder folder;
  const RunDescription run = example_description();
  const ResultsWriter writer(folder / "run.h5", run);
  SubjectRecord record = example_record(run, 0);
  record.series[1].pop_back();
  CHECK_THROWS_WITH_AS(writer.write_subject(0, record), "a dataset of 1402 values was given 1401",
                       std::invalid_argument);
  record.series.pop_back();
  CHECK_THROWS_WITH_AS(writer.write_subject(0, record), "a subject's record lacks series", std::invalid_argument);
  CHECK_THROWS_AS(writer.write_subject(3, example_record(run, 0)), std::invalid_argument);
  CHECK_THROWS_AS(writer.write_snapshots(0, example_geometry(), example_contents()), std::invalid_argument);
  CHECK_FALSE(ResultsReader(folder / "run.h5.part").finished()[0]);
}

TEST_CASE("names that could not stand in the file are refused") {
  const TestFolder folder;
  const auto refused = [&](auto change) {
    RunDescription run = example_description();
    change(run);
    CHECK_THROWS_AS(ResultsWriter(folder / "run.h5", run), std::invalid_argument);
  };
  refused([](RunDescription& run) { run.series[0].id = "p65 nuclear"; });
  refused([](RunDescription& run) { run.series[0].id = "time"; });
  refused([](RunDescription& run) { run.series[0].id = run.series[1].id; });
  refused([](RunDescription& run) { run.arms[1] = run.arms[0]; });
  refused([](RunDescription& run) { run.arms[1] = "a/b"; });
  refused([](RunDescription& run) { run.subjects[1] = run.subjects[0]; });
  refused([](RunDescription& run) { run.snapshot_subjects = {3}; });
  CHECK_FALSE(std::filesystem::exists(folder / "run.h5.part"));
}

TEST_CASE("a study without biopsies or times of its own is written and read") {
  const TestFolder folder;
  RunDescription run = example_description();
  run.biopsies = {};
  run.time_h.clear();
  const ResultsWriter writer(folder / "run.h5", run);
  writer.write_subject(0, {{{}, {}}, {}, {}, {}, {}});
  writer.finish({});
  const ResultsReader reader(folder / "run.h5");
  CHECK(reader.description() == run);
  CHECK(reader.series("soreness").empty());
}

}  // namespace knead

// Writes the results files that test_results_python.py opens: `write_example_results FOLDER`.

#include <cstdio>

#include "tests/results/example_run.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_example_results FOLDER\n", stderr);
    return 2;
  }
  using namespace knead;
  const std::filesystem::path folder = argv[1];
  write_example(folder / "one.h5", {0, 1, 2}, {1.5, 1, "here", "/a/one.h5", "2012-02-01T12:00:00Z"});
  write_example(folder / "other.h5", {2, 1, 0}, {2.5, 2, "there", "/b/other.h5", "2012-02-02T12:00:00Z"});

  RunDescription run = example_description();
  run.snapshot_subjects = {2};
  const ResultsWriter killed(folder / "killed.h5", run);
  killed.write_subject(2, example_record(run, 2));
}

#include "sim/results/results_reader.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/snapshot_reader.hpp"
#include "tests/results/example_run.hpp"

namespace knead {
namespace {

const std::string kExpected = "; expected a results file of this program, NAME.h5 or NAME.h5.part";

std::string error_of(const std::filesystem::path& path) {
  try {
    ResultsReader reader(path);
    return "no error";
  } catch (const ResultsError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("files that are no results files are refused in one line that says why") {
  const TestFolder folder;
  const std::string missing = folder / "missing.h5", text = folder / "study.yaml", part = folder / "";
  CHECK(error_of(missing) == missing + ": error: no such file" + kExpected);
  CHECK(error_of(part) == part + ": error: this is a folder" + kExpected);

  std::ofstream(text) << "study: crane2012\n";
  CHECK(error_of(text) == text + ": error: not an HDF5 file, or not a readable one" + kExpected);
  CHECK_FALSE(is_hdf5(text));
  CHECK_FALSE(is_hdf5(missing));

  const std::string foreign = folder / "foreign.h5", other = folder / "other.h5";
  { create_file(foreign); }
  CHECK(error_of(foreign) == foreign + ": error: not a results file" + kExpected);
  { write_attribute(create_file(other), "Conventions", std::string("CF-1.8")); }
  CHECK(error_of(other) ==
        other + ": error: not a results file (it follows 'CF-1.8', not 'knead-results-2')" + kExpected);
}

TEST_CASE("a truncated file is refused wherever it was cut") {
  const TestFolder folder;
  write_example(folder / "whole.h5", {0, 1, 2}, {});
  CHECK(is_hdf5(folder / "whole.h5"));
  const auto size = std::filesystem::file_size(folder / "whole.h5");
  for (const auto length : {std::uintmax_t{0}, std::uintmax_t{8}, std::uintmax_t{100}, size / 2, size - 1}) {
    const std::filesystem::path cut = folder / "cut.h5";
    std::filesystem::copy_file(folder / "whole.h5", cut, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(cut, length);
    const std::string error = error_of(cut);
    CHECK(error.starts_with(cut.string() + ": error: "));
    CHECK(error.find('\n') == std::string::npos);
  }
}

TEST_CASE("a name that is not in the file is refused with those that are") {
  const TestFolder folder;
  const std::string path = folder / "run.h5";
  write_example(path, {0, 1, 2}, {});
  const ResultsReader reader(path);
  CHECK_THROWS_WITH_AS(reader.series("sorenes"),
                       (path + ": error: no series 'sorenes' in it; it has p65_nuclear, soreness").c_str(),
                       ResultsError);
  CHECK_THROWS_WITH_AS(
      reader.biopsies("soreness"),
      (path + ": error: no biopsied observable 'soreness' in it; it has p65_nuclear, macrophages").c_str(),
      ResultsError);
  CHECK_THROWS_WITH_AS(SnapshotReader(path, 1),
                       (path + ": error: no snapshots of subject 1 in it; a study asks for them with `output: "
                               "{snapshots: {every: 1 h, subjects: [1]}}`")
                           .c_str(),
                       ResultsError);
}

TEST_CASE("a folder that cannot be written to is an error of one line") {
  const TestFolder folder;
  std::ofstream(folder / "file") << "not a folder";
  const std::string path = folder / "file/run.h5";
  try {
    const ResultsWriter writer(path, example_description());
    FAIL("written into a file as if it were a folder");
  } catch (const ResultsError& error) {
    CHECK(std::string(error.what()).starts_with(path + ".part: error: cannot create it ("));
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

}  // namespace knead

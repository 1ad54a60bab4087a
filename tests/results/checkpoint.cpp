#include "sim/results/checkpoint.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <fstream>
#include <limits>

#include "tests/results/example_run.hpp"

namespace knead {
namespace {

std::vector<std::uint64_t> bits(const std::vector<double>& values) {
  std::vector<std::uint64_t> all;
  for (const double value : values) all.push_back(std::bit_cast<std::uint64_t>(value));
  return all;
}

}  // namespace

TEST_CASE("a checkpoint keeps every bit") {
  const TestFolder folder;
  using Limits = std::numeric_limits<double>;
  Checkpoint written;
  written.reals["awkward"] = {0.0,
                              -0.0,
                              Limits::denorm_min(),
                              -Limits::denorm_min(),
                              Limits::max(),
                              Limits::infinity(),
                              Limits::quiet_NaN(),
                              std::bit_cast<double>(0x7ff8dead0000beefULL),   // a quiet NaN with a payload
                              std::bit_cast<double>(0xfff00000000000a1ULL)};  // a signalling NaN
  std::uint64_t pattern = 1;
  for (int i = 0; i < 5000; ++i) {  // long enough to be packed
    pattern = pattern * 6364136223846793005ULL + 1442695040888963407ULL;
    written.reals["long"].push_back(std::bit_cast<double>(pattern));
  }
  written.reals["empty"] = {};
  written.integers["steps"] = {0, -1, std::numeric_limits<std::int64_t>::min(),
                               std::numeric_limits<std::int64_t>::max()};
  written.texts["config"] = "study: µm\n";
  written.texts["empty"] = "";

  write_checkpoint(folder / "state.h5", written);
  const Checkpoint read = read_checkpoint(folder / "state.h5");
  REQUIRE(read.reals.size() == written.reals.size());
  for (const auto& [name, values] : written.reals) CHECK(bits(read.reals.at(name)) == bits(values));
  CHECK(read.integers == written.integers);
  CHECK(read.texts == written.texts);
}

TEST_CASE("a checkpoint replaces the one before it") {
  const TestFolder folder;
  write_checkpoint(folder / "state.h5", {{{"a", {1}}}, {}, {}});
  write_checkpoint(folder / "state.h5", {{{"b", {2}}}, {}, {}});
  CHECK(read_checkpoint(folder / "state.h5").reals == std::map<std::string, std::vector<double>>{{"b", {2}}});
  CHECK_FALSE(std::filesystem::exists(folder / "state.h5.new"));
}

TEST_CASE("a file that is no checkpoint is refused by name") {
  const TestFolder folder;
  const std::string path = folder / "run.h5";
  const auto error_of = [&] {
    try {
      read_checkpoint(path);
      return std::string("no error");
    } catch (const ResultsError& error) {
      return std::string(error.what());
    }
  };
  const std::string expected = "; expected a checkpoint of this program";
  CHECK(error_of() == path + ": error: no such file" + expected);
  std::ofstream(path) << "text";
  CHECK(error_of() == path + ": error: not an HDF5 file, or not a readable one" + expected);
  write_example(path, {0}, {});
  CHECK(error_of() == path + ": error: not a checkpoint" + expected);
}

}  // namespace knead

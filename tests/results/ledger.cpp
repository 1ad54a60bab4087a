// Rows that survive a kill, and a ledger of other work, or of another run, that is left alone.

#include "sim/results/ledger.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sim/results/results_file.hpp"

using namespace knead;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path =
      fs::temp_directory_path() / ("knead_ledger_test_" + std::to_string(getpid()));  // tests run side by side
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("a ledger opened again holds every row, and goes on") {
  const Folder folder;
  const fs::path path = folder.path / "work";
  {
    Ledger ledger(path, "a study", 2);
    CHECK(ledger.rows().empty());
    ledger.append({1, 2});
    ledger.append({3, 4});
  }
  {
    Ledger again(path, "a study", 2);
    CHECK(again.rows() == std::vector<std::vector<double>>{{1, 2}, {3, 4}});
    again.append({5, 6});
  }
  CHECK(Ledger(path, "a study", 2).rows().size() == 3);
}

TEST_CASE("a row that was cut off is dropped, at whatever byte") {
  const Folder folder;
  const fs::path path = folder.path / "work";
  for (int bytes = 1; bytes < 24; ++bytes) {
    fs::remove(path);
    {
      Ledger ledger(path, "a study", 2);
      ledger.append({1, 2});
      ledger.append({3, 4});
    }
    fs::resize_file(path, fs::file_size(path) - bytes);
    {
      Ledger again(path, "a study", 2);
      CHECK(again.rows() == std::vector<std::vector<double>>{{1, 2}});
      again.append({7, 8});
    }
    CHECK(Ledger(path, "a study", 2).rows() == std::vector<std::vector<double>>{{1, 2}, {7, 8}});
  }
}

TEST_CASE("a row whose bytes the disk never had is dropped, with all after it") {
  const Folder folder;
  const fs::path path = folder.path / "work";
  for (const int row : {0, 1, 2}) {
    fs::remove(path);
    {
      Ledger ledger(path, "a study", 2);
      for (double x : {1, 2, 3}) ledger.append({x, x});
    }
    std::fstream(path, std::ios::binary | std::ios::in | std::ios::out)
        .seekp(24 + 24 * row)
        .write("\0\0\0\0\0\0\0\0", 8);
    CHECK(rows_of_ledger(path, "a study", 2).size() == static_cast<std::size_t>(row));
    Ledger(path, "a study", 2).append({4, 4});
    CHECK(Ledger(path, "a study", 2).rows().back() == std::vector<double>{4, 4});
    CHECK(Ledger(path, "a study", 2).rows().size() == static_cast<std::size_t>(row) + 1);
  }
}

TEST_CASE("a ledger of other work is refused and keeps its rows") {
  const Folder folder;
  const fs::path path = folder.path / "work";
  Ledger(path, "a study", 2).append({1, 2});
  CHECK_THROWS_AS(Ledger(path, "another", 2), ResultsError);
  CHECK_THROWS_AS(Ledger(path, "a study", 3), ResultsError);
  CHECK(Ledger(path, "a study", 2).rows().size() == 1);
  std::ofstream(folder.path / "text") << "something that somebody wrote by hand";
  CHECK_THROWS_AS(Ledger(folder.path / "text", "a study", 2), ResultsError);
  CHECK(fs::file_size(folder.path / "text") == 37);
}

TEST_CASE("a ledger that is written is nobody else's, but can be read") {
  const Folder folder;
  const fs::path path = folder.path / "work";
  CHECK(rows_of_ledger(path, "a study", 2).empty());
  {
    Ledger ledger(path, "a study", 2);
    ledger.append({1, 2});
    CHECK_THROWS_WITH_AS(Ledger(path, "a study", 2), doctest::Contains("work: error: is in use by another run"),
                         ResultsError);
    std::ofstream(path, std::ios::binary | std::ios::app) << "half";  // as if a row were being written
    CHECK(rows_of_ledger(path, "a study", 2) == std::vector<std::vector<double>>{{1, 2}});
    CHECK(fs::file_size(path) == 24 + 24 + 4);
    CHECK_THROWS_AS(rows_of_ledger(path, "another", 2), ResultsError);
  }
  CHECK(Ledger(path, "a study", 2).rows().size() == 1);
  CHECK(fs::file_size(path) == 24 + 24);
}

TEST_CASE("a ledger that is removed under its writer is not written on") {
  const Folder folder;
  const fs::path path = folder.path / "work";
  Ledger ledger(path, "a study", 2);
  ledger.append({1, 2});
  fs::remove(path);
  CHECK_THROWS_WITH_AS(ledger.append({3, 4}), doctest::Contains("was removed"), ResultsError);
  CHECK(!fs::exists(path));
  Ledger other(path, "a study", 2);
  CHECK_THROWS_AS(ledger.append({3, 4}), ResultsError);
  CHECK(rows_of_ledger(path, "a study", 2).empty());
}

TEST_CASE("a ledger that cannot be written is told") {
  const Folder folder;
  CHECK_THROWS_AS(Ledger(folder.path / "no_folder" / "work", "a study", 2), ResultsError);
  CHECK_THROWS_AS(Ledger(folder.path, "a study", 2), ResultsError);
}

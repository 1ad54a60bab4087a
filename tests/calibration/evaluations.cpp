// Answers that are made once and kept.

#include "sim/calibration/evaluations.hpp"

#include <doctest/doctest.h>
#include <tbb/parallel_for.h>

#include <atomic>
#include <cmath>
#include <limits>

#include "sim/results/results_file.hpp"
#include "tests/calibration/dish.hpp"

using namespace knead;
namespace fs = std::filesystem;

namespace {

const Ranks alone;

/// Answers (x + y, x y), counted.
struct Counted {
  std::atomic<int> made = 0;

  Evaluations open(const fs::path& path, const std::string& identity = "work") {
    return Evaluations(path, identity, 2, alone, [this](const Point& z) {
      ++made;
      return std::vector<double>{z[0] + z[1], z[0] * z[1]};
    });
  }
};

}  // namespace

TEST_CASE("an answer is made once and kept") {
  const test::Folder folder("evaluations");
  Counted counted;
  Evaluations evaluations = counted.open(folder.path / "work");
  CHECK(evaluations.known() == 0);
  CHECK(evaluations.at(Point{2, 3}) == std::vector<double>{5, 6});
  CHECK(evaluations.at(Point{2, 3}) == std::vector<double>{5, 6});
  CHECK(counted.made == 1);
  CHECK(evaluations.at(Point{3, 2}) == std::vector<double>{5, 6});
  CHECK(evaluations.at(Point{2, std::nextafter(3, 4)})[0] == 5);
  CHECK(counted.made == 3);
  CHECK(evaluations.known() == 3);
}

TEST_CASE("opened again nothing is evaluated twice") {
  const test::Folder folder("evaluations");
  const std::vector<Point> points{{1, 2}, {3, 4}, {-0.5, 1e-300}, {0.1, 0.2}};
  Counted first, second;
  const auto answers = first.open(folder.path / "work").at(points);
  CHECK(first.made == 4);
  Evaluations after = second.open(folder.path / "work");
  CHECK(after.known() == 4);
  CHECK(after.at(points) == answers);
  CHECK(second.made == 0);
  CHECK(after.at({points[1], {7, 8}}) == std::vector<std::vector<double>>{{7, 12}, {15, 56}});
  CHECK(second.made == 1);
}

TEST_CASE("an answer that is no number is kept, too") {
  const test::Folder folder("evaluations");
  int made = 0;
  for (int time = 0; time < 2; ++time) {
    Evaluations evaluations(folder.path / "work", "work", 1, alone, [&](const Point&) {
      ++made;
      return std::vector{std::numeric_limits<double>::quiet_NaN()};
    });
    CHECK(std::isnan(evaluations.at(Point{1})[0]));
  }
  CHECK(made == 1);
}

TEST_CASE("answers to another question are refused and left alone") {
  const test::Folder folder("evaluations");
  const fs::path path = folder.path / "work";
  Counted counted;
  counted.open(path).at(Point{1, 2});
  CHECK_THROWS_AS(counted.open(path, "other work"), ResultsError);
  CHECK_THROWS_AS(Evaluations(path, "work", 3, alone, nullptr), ResultsError);
  CHECK(counted.open(path).known() == 1);
}

TEST_CASE("an answer that was cut off is made again, at whatever byte") {
  const test::Folder folder("evaluations");
  const fs::path path = folder.path / "work";
  for (int bytes = 1; bytes < 24; ++bytes) {
    CAPTURE(bytes);
    fs::remove(path);
    Counted counted;
    counted.open(path).at({{1, 2}, {3, 4}});
    fs::resize_file(path, fs::file_size(path) - bytes);
    Counted again;
    {
      Evaluations evaluations = again.open(path);
      CHECK(evaluations.known() == 1);
      CHECK(evaluations.at({{1, 2}, {3, 4}}) == std::vector<std::vector<double>>{{3, 2}, {7, 12}});
    }
    CHECK(again.made == 1);
    CHECK(again.open(path).known() == 2);
  }
}

TEST_CASE("what several ranks found is read by fewer") {
  const test::Folder folder("evaluations");
  const fs::path path = folder.path / "work";
  Counted counted;
  for (const int rank : {2, 1}) {
    const double x = rank;
    counted.open(path).at({{x, 1}, {9, 9}});  // both have found the last
    fs::rename(path, path.string() + "." + std::to_string(rank));
  }
  counted.open(path).at(Point{0, 1});
  CHECK(counted.made == 5);
  Evaluations all = counted.open(path);
  CHECK(all.known() == 4);
  CHECK(all.at({{0, 1}, {1, 1}, {2, 1}, {9, 9}}) == std::vector<std::vector<double>>{{1, 0}, {2, 1}, {3, 2}, {18, 81}});
  CHECK(counted.made == 5);
  all.remove();
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("many threads ask for the same and lose nothing") {
  const test::Folder folder("evaluations");
  Counted counted;
  {
    Evaluations evaluations = counted.open(folder.path / "work");
    tbb::parallel_for(0, 400, [&](int i) {
      const double x = i % 50;
      CHECK(evaluations.at(Point{x, 2})[1] == 2 * x);
    });
    CHECK(evaluations.known() == 50);
    CHECK(evaluations.known_to_all() == 50);
  }
  Counted again;
  Evaluations kept = again.open(folder.path / "work");
  for (double x = 0; x < 50; ++x) CHECK(kept.at(Point{x, 2})[0] == x + 2);
  CHECK(again.made == 0);
}

TEST_CASE("what evaluating throws is told, and nothing is kept of it") {
  const test::Folder folder("evaluations");
  Evaluations evaluations(folder.path / "work", "work", 1, alone, [](const Point& z) {
    if (z[0] > 1) throw std::runtime_error("no");
    return std::vector<double>{1};
  });
  CHECK_THROWS_WITH(evaluations.at(Point{2}), "no");
  CHECK_THROWS_WITH(evaluations.at(std::vector<Point>{{0}, {2}}), "no");
  CHECK(evaluations.at(Point{0})[0] == 1);
  CHECK(evaluations.known() == 1);
}

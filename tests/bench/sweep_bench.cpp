// What a sweep costs beside its simulations, what sharing saves, what a second core brings, and how memory grows.

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>

#include "sim/config/read_study.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/experiment/subject_record.hpp"
#include "sim/results/sweep_folder.hpp"
#include "sim/sweep/describe_sweep.hpp"
#include "sim/sweep/model_groups.hpp"
#include "sim/sweep/run_sweep.hpp"
#include "sim/sweep/shards.hpp"

using namespace knead;
namespace fs = std::filesystem;

namespace {

/// So many starts of the massage within seven hours.
std::string starts(int count) {
  return fmt::format(
      "sweep: bench\nbase: base.yaml\nover: {{arms.massage.0.massage.start: {{linear: [24 h, 31 h], points: {}}}}}\n",
      count);
}

/// A massage a day after eccentric exercise, followed for another day: the trunk is half of each life.
std::string base_on(const std::string& tissue, int subjects) {
  return fmt::format(
      "study: base\nsubjects: {{count: {}}}\ntissue: {}\n"
      "before: [{{exercise: {{kind: eccentric, contractions: 100}}}}]\n"
      "arms: {{massage: [{{massage: {{start: 24 h, pressure: 20 kPa, strokes: [{{petrissage: 10 min}}]}}}}]}}\n"
      "until: 48 h\noutput: {{series: 30 min}}\n",
      subjects, tissue);
}

template <class Work>
double seconds_of(const Work& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Of all threads' work, waiting for the disk left out.
template <class Work>
double core_seconds_of(const Work& work) {
  const std::clock_t begun = std::clock();
  work();
  return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

/// A folder with a base and a sweep.
class Bench {
 public:
  Bench(const std::string& base, const std::string& sweep) {
    std::string name = (fs::temp_directory_path() / "knead_sweep_bench_XXXXXX").string();
    folder_ = mkdtemp(name.data());
    std::ofstream(folder_ / "base.yaml") << base;
    std::ofstream(folder_ / "sweep.yaml") << sweep;
  }
  ~Bench() { fs::remove_all(folder_); }

  Sweep read() const { return read_sweep((folder_ / "sweep.yaml").string()); }
  std::string base() const { return (folder_ / "base.yaml").string(); }

  /// All that `knead sweep` does.
  void run(int threads, bool summary_only) const {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    const Sweep sweep = read();
    const auto outcomes = outcomes_of(sweep);
    const SweepDescription description = describe_sweep(sweep, outcomes, summary_only);
    const Study first = sweep.study_of(sweep.points.front());
    SweepJob job{sweep, description, outcomes, series_of(first)};
    const auto shards = shards_of(static_cast<int>(sweep.points.size()), first.subjects.count);
    const SweepFolder files(folder_, sweep.name);
    files.remove();
    files.begin(description);
    std::atomic<int> at = 0;
    const auto next = [&]() -> std::optional<int> {
      const int i = at++;
      return i < static_cast<int>(shards.size()) ? std::optional(i) : std::nullopt;
    };
    run_shards(job, files.shards(), shards, next, threads, {});
    files.merge(description, shards);
  }

  /// Core seconds of the same simulations, read and thrown away, on one thread.
  double bare_s() const {
    const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
    const Sweep sweep = read();
    const Study first = sweep.study_of(sweep.points.front());
    std::vector<int> points(sweep.points.size());
    std::iota(points.begin(), points.end(), 0);
    LimbCache limbs;
    Readers readers;
    readers.series = [](int, std::size_t, const std::vector<Observed>&, const TissueState&, const Quantities&) {};
    double seconds = 0;
    for (int subject = 1; subject <= first.subjects.count; ++subject) {
      const auto groups = model_groups(sweep, points, subject, limbs);
      seconds += core_seconds_of([&] {
        for (const ModelGroup& group : groups)
          simulate_lives(SubjectTissue(group.study, subject).with(group.parameters), group.lives, readers);
      });
    }
    return seconds;
  }

 private:
  fs::path folder_;
};

double peak_resident_MB() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1e3;
  return 0;
}

void print_costs(const std::string& what, const std::string& tissue, int points, int subjects) {
  const Bench bench(base_on(tissue, subjects), starts(points));
  bench.run(1, false);  // once to warm up
  LimbCache limbs;
  const double limb = core_seconds_of([&] { limbs.of(read_study(bench.base())); }), bare = bench.bare_s();
  double core = 0;
  const double one = seconds_of([&] { core = core_seconds_of([&] { bench.run(1, false); }); }),
               two = seconds_of([&] { bench.run(2, false); });
  fmt::print(
      "{}: {} starts x {} subjects: {:.2f} core-s, of which {:.2f} simulate and {:.2f} solve the limb: its own cost "
      "is {:.1f} % of the simulations'\n",
      what, points, subjects, core, bare, limb, 100 * (core - bare - limb) / bare);
  fmt::print("{}: {:.2f} s on one thread, {:.2f} s on two: {:.2f} times\n", what, one, two, one / two);
}

void print_sharing(const std::string& what, const std::string& tissue) {
  const Bench bench(base_on(tissue, 1), starts(8));
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 1);
  const double shared = seconds_of([&] { bench.run(1, false); });
  double separate = 0;
  const Sweep sweep = bench.read();
  for (const SweepPoint& point : sweep.points) separate += seconds_of([&] { run_study(sweep.study_of(point)); });
  fmt::print("{}: eight starts in the second half: {:.2f} s shared, {:.2f} s separate, {:.0f} % (allowed 60 %)\n", what,
             shared, separate, 100 * shared / separate);
}

void print_memory(int points) {
  const Bench bench(
      "study: base\nsubjects: {count: 2}\ntissue: well_mixed\n"
      "arms: {massage: [{massage: {start: 0 min, pressure: 20 kPa, strokes: [{petrissage: 1 min}]}}]}\n"
      "until: 10 min\noutput: {series: 5 min}\n",
      fmt::format("sweep: bench\nbase: base.yaml\ndraw: {{points: {}, over: {{arms.massage.0.massage.start: {{uniform: "
                  "[0 min, 9 min]}}}}}}\ncompare: {{outcomes: [soreness.peak]}}\n",
                  points));
  const double seconds = seconds_of([&] { bench.run(2, true); });
  fmt::print("{:6} points, outcomes only: {:.1f} s, peak memory {:.1f} MB\n", points, seconds, peak_resident_MB());
}

}  // namespace

/// Each size of the memory's table runs in a process of its own: `sweep_bench --memory POINTS`.
int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--memory") {
    print_memory(std::stoi(argv[2]));
    return 0;
  }
  const std::string block = "{kind: block, fibres: 20, length: 500 um}";
  print_costs("well mixed", "well_mixed", 64, 8);
  print_costs("block of 100 domains", block, 8, 4);
  print_sharing("well mixed", "well_mixed");
  print_sharing("block of 100 domains", block);
  std::fflush(stdout);
  int failures = 0;
  for (const char* points : {"100", "1000", "10000"})
    failures += std::system(fmt::format("'{}' --memory {}", argv[0], points).c_str()) != 0;
  return failures;
}

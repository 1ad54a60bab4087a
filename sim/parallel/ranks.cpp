#include "sim/parallel/ranks.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <thread>

#ifdef KNEAD_HAS_MPI
#include <mpi.h>
#endif

namespace knead {

bool started_by_mpi() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"})
    if (std::getenv(name)) return true;
  return false;
}

namespace {

/// Hands out the items of a list from any thread.
class List {
 public:
  explicit List(const std::vector<int>& items) : items_(items) {}
  std::optional<int> next() {
    const std::lock_guard lock(mutex_);
    return at_ < items_.size() ? std::optional(items_[at_++]) : std::nullopt;
  }

 private:
  const std::vector<int>& items_;
  std::size_t at_ = 0;
  std::mutex mutex_;
};

}  // namespace

#ifdef KNEAD_HAS_MPI

namespace {

constexpr int ask_tag = 1, answer_tag = 2, none = -1;
enum Asking : int { next_item, no_more };

void sleep_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

/// The library's own waiting would take a core for as long as it lasts.
void wait_for(MPI_Request& request) {
  constexpr int looks_before_sleep = 1000;
  int here = 0;
  for (int looks = 0; MPI_Test(&request, &here, MPI_STATUS_IGNORE), !here; ++looks)
    if (looks >= looks_before_sleep) sleep_ms(1);
}

/// Rank 0 answers the others until each has said that it wants no more, while its own work goes on in another thread.
/// It sleeps between looks, as the library's own waiting would take a core. Returns how many have not come back.
int answer_until_all_are_done(List& list, int others, const std::function<bool()>& quiet) {
  constexpr int looks_between_asking = 1000;
  for (int idle = 0; others > 0;) {
    int asked = 0;
    MPI_Status who;
    MPI_Iprobe(MPI_ANY_SOURCE, ask_tag, MPI_COMM_WORLD, &asked, &who);
    if (!asked) {
      if (++idle % looks_between_asking == 0 && quiet()) break;
      sleep_ms(1);
      continue;
    }
    idle = 0;
    int asking = no_more;
    MPI_Recv(&asking, 1, MPI_INT, who.MPI_SOURCE, ask_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (asking == no_more) {
      --others;
      continue;
    }
    const int item = list.next().value_or(none);
    MPI_Send(&item, 1, MPI_INT, who.MPI_SOURCE, answer_tag, MPI_COMM_WORLD);
  }
  return others;
}

}  // namespace

bool built_with_mpi() { return true; }

Ranks::Ranks() : thrown_before_(std::uncaught_exceptions()) {
  if (!started_by_mpi()) return;
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  if (provided < MPI_THREAD_SERIALIZED) throw std::runtime_error("this MPI does not let threads call it in turn");
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

Ranks::~Ranks() {
  if (!started_by_mpi()) return;
  if (lost_) {
    std::fflush(nullptr);
    MPI_Abort(MPI_COMM_WORLD, 1);  // the others would wait for the lost one
  }
  if (!failed_) all_well(std::uncaught_exceptions() == thrown_before_);
  MPI_Finalize();
}

bool Ranks::all_well(bool here) const {
  if (size_ == 1) return here;
  int mine = here, all = 0;
  MPI_Request asked;
  MPI_Iallreduce(&mine, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &asked);
  wait_for(asked);
  failed_ = !all;
  return all;
}

std::vector<double> Ranks::gather(const std::vector<double>& mine) const {
  meet();
  if (size_ == 1) return mine;
  const int count = static_cast<int>(mine.size());
  std::vector<int> counts(size_), starts(size_);
  MPI_Allgather(&count, 1, MPI_INT, counts.data(), 1, MPI_INT, MPI_COMM_WORLD);
  std::exclusive_scan(counts.begin(), counts.end(), starts.begin(), 0);
  std::vector<double> all(static_cast<std::size_t>(starts.back() + counts.back()));
  MPI_Allgatherv(mine.data(), count, MPI_DOUBLE, all.data(), counts.data(), starts.data(), MPI_DOUBLE, MPI_COMM_WORLD);
  return all;
}

void Ranks::share(const std::vector<int>& items,
                  const std::function<void(const std::function<std::optional<int>()>&)>& work,
                  const std::function<bool()>& quiet) {
  meet();
  List list(items);
  std::exception_ptr thrown;
  const auto run = [&](const std::function<std::optional<int>()>& next) {
    try {
      work(next);
    } catch (...) {
      thrown = std::current_exception();
    }
  };
  if (rank_ == 0) {
    std::atomic<bool> working = true;
    std::thread own([&] {
      run([&] { return list.next(); });
      working = false;
    });
    lost_ = answer_until_all_are_done(list, size_ - 1, [&] { return !working && quiet(); }) > 0;
    own.join();
  } else {
    std::mutex one_at_a_time;
    run([&]() -> std::optional<int> {
      const std::lock_guard lock(one_at_a_time);
      const int asking = next_item;
      int item = none;
      MPI_Send(&asking, 1, MPI_INT, 0, ask_tag, MPI_COMM_WORLD);
      MPI_Recv(&item, 1, MPI_INT, 0, answer_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
      return item == none ? std::nullopt : std::optional(item);
    });
    const int asking = no_more;
    MPI_Send(&asking, 1, MPI_INT, 0, ask_tag, MPI_COMM_WORLD);
  }
  if (thrown) std::rethrow_exception(thrown);
}

#else

bool built_with_mpi() { return false; }

Ranks::Ranks() : thrown_before_(std::uncaught_exceptions()) {}
Ranks::~Ranks() = default;
bool Ranks::all_well(bool here) const { return here; }
std::vector<double> Ranks::gather(const std::vector<double>& mine) const { return mine; }

void Ranks::share(const std::vector<int>& items,
                  const std::function<void(const std::function<std::optional<int>()>&)>& work,
                  const std::function<bool()>&) {
  List list(items);
  work([&] { return list.next(); });
}

#endif

void Ranks::meet() const {
  if (!all_well(true)) throw AnotherRankFailed("stopped, as another rank has failed");
}

void Ranks::on_first(const std::function<void()>& act) const {
  if (rank_ == 0) act();
  meet();
}

}  // namespace knead

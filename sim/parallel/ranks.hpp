#pragma once
// The processes of one `mpirun` or `srun`. They run alike and meet now and then; or rank 0 hands out work to all,
// itself included, as each asks for more.
//
// Each meeting begins with the question whether all is well. A rank that leaves by an exception answers it when its
// Ranks are destroyed, so that the others, wherever they meet next, leave too. No rank may meet the others while it
// handles an exception.

#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

namespace knead {

/// True if this process was started as one of several by mpirun or srun.
bool started_by_mpi();

/// True if the program was built with MPI.
bool built_with_mpi();

/// Ends a rank where another has failed, which tells why.
struct AnotherRankFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Ranks {
 public:
  /// Joins the others; alone where there are none. Once in a process.
  Ranks();
  ~Ranks();
  Ranks(const Ranks&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }

  /// Waits until all have come here. Throws AnotherRankFailed, here as in all below, if one never will.
  void meet() const;

  /// Does what one alone can do, on rank 0, before all go on; all must come here.
  void on_first(const std::function<void()>& act) const;

  /// The numbers of every rank, those of rank 0 first, on all of them; all must come here.
  std::vector<double> gather(const std::vector<double>& mine) const;

  /// All come here. Runs `work` once on each rank with a way to ask for the next item, from any of its threads, until
  /// there is none. `items` counts on rank 0 alone. Returns on rank 0 when every rank's work is done, or when no one
  /// can be at work any more (`quiet`, asked now and then): a rank may have died. Rethrows what this rank's work
  /// throws.
  void share(const std::vector<int>& items,
             const std::function<void(const std::function<std::optional<int>()>& next)>& work,
             const std::function<bool()>& quiet);

 private:
  /// Whether all is well on every rank.
  bool all_well(bool here) const;

  int rank_ = 0, size_ = 1;
  int thrown_before_;            ///< exceptions that were on their way when this was made
  bool lost_ = false;            ///< some rank has not come back
  mutable bool failed_ = false;  ///< all know that some rank has failed
};

}  // namespace knead

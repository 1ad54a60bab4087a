#pragma once
// The processes of one `mpirun` or `srun`: rank 0 hands out work to all, itself included, as each asks for more.

#include <functional>
#include <optional>
#include <vector>

namespace knead {

/// True if this process was started as one of several by mpirun or srun.
bool started_by_mpi();

/// True if the program was built with MPI.
bool built_with_mpi();

class Ranks {
 public:
  /// Joins the others; alone where there are none. Once in a process.
  Ranks();
  ~Ranks();
  Ranks(const Ranks&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }

  /// Whether all is well on every rank; all must come here.
  bool all_agree(bool well) const;

  /// The numbers of every rank, those of rank 0 first, on all of them; all must come here.
  std::vector<double> gather(const std::vector<double>& mine) const;

  /// Runs `work` once on each rank with a way to ask for the next item, from any of its threads, until there is none.
  /// `items` counts on rank 0 alone. Returns on rank 0 when every rank's work is done, or when no one can be at work
  /// any more (`quiet`, asked now and then): a rank may have died. Rethrows what this rank's work throws.
  void share(const std::vector<int>& items,
             const std::function<void(const std::function<std::optional<int>()>& next)>& work,
             const std::function<bool()>& quiet);

 private:
  int rank_ = 0, size_ = 1;
  bool lost_ = false;  ///< some rank has not come back
};

}  // namespace knead

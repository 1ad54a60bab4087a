#pragma once
// The model's answers at points, each simulated once and kept on the disk: an algorithm that was killed is simply run
// again, and finds what it had asked before.

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/parallel/ranks.hpp"
#include "sim/results/ledger.hpp"
#include "sim/sampling/target.hpp"

namespace knead {

class Evaluations {
 public:
  /// Numbers of one point, always as many; from any thread.
  using Evaluate = std::function<std::vector<double>(const Point&)>;

  /// @param path of the ledger; each rank adds its number, and reads those of all
  /// @param identity all that the answers follow from
  Evaluations(const std::filesystem::path& path, const std::string& identity, std::size_t width, const Ranks& ranks,
              Evaluate evaluate);

  /// The answer at a point: found, or made and kept.
  std::vector<double> at(const Point& z);
  /// The answers at several, over all threads and ranks; all ranks must come here.
  std::vector<std::vector<double>> at(const std::vector<Point>& points);
  /// The same in batches, told what share is done before each, and 1 at the end.
  std::vector<std::vector<double>> at(const std::vector<Point>& points,
                                      const std::function<void(double share)>& progress);

  /// How many answers this rank knows: at first all there are, later not what others have found by themselves.
  std::size_t known() const;
  /// How many all ranks know together; all must come here.
  std::size_t known_to_all() const;
  /// Removes the ledgers of all ranks.
  void remove() const;

  const Ranks& ranks() const { return ranks_; }

 private:
  const Ranks& ranks_;
  std::size_t width_;
  Evaluate evaluate_;
  std::vector<std::filesystem::path> files_;  ///< of all ranks there ever were
  std::optional<Ledger> own_;                 ///< never without
  std::unordered_map<std::uint64_t, std::vector<double>> known_;
  mutable std::mutex mutex_;
};

/// Removes the ledgers of all ranks.
void remove_ledgers(const std::filesystem::path& path);

}  // namespace knead

#pragma once
// What long work has found so far: rows of numbers in a file, each written before the next is begun and on the disk a
// second later. Killed at any moment and opened again, it holds every row but the one that was being written; where the
// machine itself failed, all but those of the last second, as each row has a checksum.

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/file_lock.hpp"

namespace knead {

class Ledger {
 public:
  /// Opens or begins the ledger of this work, for this process alone. A row that was cut off is dropped.
  /// @param identity all that the rows follow from, but for the program's build: a ledger of other work is refused
  /// @throws ResultsError "PATH: error: ..." if it is another's or in use, or cannot be read or written
  Ledger(std::filesystem::path path, const std::string& identity, std::size_t width);

  const std::vector<std::vector<double>>& rows() const { return rows_; }
  /// Adds a row of `width` numbers.
  void append(const std::vector<double>& row);

 private:
  std::filesystem::path path_;
  FileLock lock_;
  std::size_t width_;
  std::vector<std::vector<double>> rows_;
  std::vector<double> written_;  ///< the row as it stands in the file
  std::chrono::steady_clock::time_point synced_{};
};

/// The whole rows of a ledger that another process may be writing, which is left as it is; none if there is no file.
/// Throws as Ledger does.
std::vector<std::vector<double>> rows_of_ledger(const std::filesystem::path& path, const std::string& identity,
                                                std::size_t width);

}  // namespace knead

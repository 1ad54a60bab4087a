#include "sim/results/ledger.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "sim/numerics/fnv1a.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/running_build.hpp"

namespace knead {

namespace {

constexpr char magic[8] = {'k', 'n', 'e', 'a', 'd', 'l', 'g', '2'};
constexpr std::chrono::seconds between_syncs{1};

struct Head {
  char magic[8];
  std::uint64_t identity, width;
};

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& problem) {
  throw ResultsError(fmt::format("{}: error: {}", path.string(), problem));
}

Head head_of(const std::string& identity, std::size_t width) {
  Head head{{}, fnv1a(fmt::format("{:016x} {}", running_build(), identity)), width};
  std::memcpy(head.magic, magic, sizeof magic);
  return head;
}

FileLock lock_on(const std::filesystem::path& path) {
  auto lock = FileLock::take(path);
  if (!lock) fail(path, "is in use by another run; expected that one to end first, or another folder");
  return std::move(*lock);
}

/// Writes at a place in a file, and waits until the disk has it if asked to; if that fails the file ends there.
void write_at(const std::filesystem::path& path, const FileLock& file, const void* bytes, std::size_t size,
              std::size_t place, bool sync) {
  if (!file.is_at(path)) fail(path, "was removed while this run wrote it");
  const ssize_t written = ::pwrite(file.descriptor(), bytes, size, static_cast<off_t>(place));
  if (written == static_cast<ssize_t>(size) && (!sync || ::fdatasync(file.descriptor()) == 0)) return;
  const std::string why = written < 0 || written == static_cast<ssize_t>(size) ? std::strerror(errno) : "cut short";
  const bool cut = ::ftruncate(file.descriptor(), static_cast<off_t>(place)) == 0;
  fail(path, fmt::format("a row could not be written ({}); {}", why,
                         cut ? "what stands before it is kept" : "the file's end is cut off"));
}

/// Of a row, in the place of one more number.
double checksum(const std::vector<double>& row, std::size_t width) {
  const auto* bytes = reinterpret_cast<const char*>(row.data());
  return std::bit_cast<double>(fnv1a(std::string_view(bytes, width * sizeof(double))));
}

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

std::size_t bytes_of_row(std::size_t width) { return (width + 1) * sizeof(double); }

}  // namespace

std::vector<std::vector<double>> rows_of_ledger(const std::filesystem::path& path, const std::string& identity,
                                                std::size_t width) {
  std::ifstream in(path, std::ios::binary);
  if (!in && std::filesystem::exists(path)) fail(path, "cannot be read");
  const Head head = head_of(identity, width);
  Head found{};
  in.read(reinterpret_cast<char*>(&found), sizeof found);
  const auto there = static_cast<std::size_t>(in.gcount());
  if (std::memcmp(found.magic, magic, std::min(there, sizeof magic)) != 0)
    fail(path, "is no ledger of unfinished work");
  if (there < sizeof found) return {};  // cut off when it was begun
  if (found.identity != head.identity || found.width != head.width)
    fail(path, "was begun by other work (other settings, tables or build); remove it to begin again");
  std::vector<std::vector<double>> rows;
  std::vector<double> row(width + 1);
  while (in.read(reinterpret_cast<char*>(row.data()), static_cast<std::streamsize>(bytes_of_row(width)))) {
    if (!same_bits(row.back(), checksum(row, width))) break;
    rows.emplace_back(row.begin(), row.end() - 1);
  }
  return rows;
}

Ledger::Ledger(std::filesystem::path path, const std::string& identity, std::size_t width)
    : path_(std::move(path)), lock_(lock_on(path_)), width_(width), rows_(rows_of_ledger(path_, identity, width)) {
  const std::size_t whole = sizeof(Head) + rows_.size() * bytes_of_row(width_);
  if (std::filesystem::file_size(path_) < sizeof(Head)) {
    const Head head = head_of(identity, width);
    write_at(path_, lock_, &head, sizeof head, 0, true);
  } else if (::ftruncate(lock_.descriptor(), static_cast<off_t>(whole)) != 0) {
    fail(path_, fmt::format("cannot be written ({})", std::strerror(errno)));
  }
}

void Ledger::append(const std::vector<double>& row) {
  if (row.size() != width_) throw std::logic_error("a row of a ledger has another width");
  written_ = row;
  written_.push_back(checksum(row, width_));
  const auto now = std::chrono::steady_clock::now();
  const bool sync = now - synced_ >= between_syncs;
  const std::size_t bytes = bytes_of_row(width_);
  write_at(path_, lock_, written_.data(), bytes, sizeof(Head) + rows_.size() * bytes, sync);
  if (sync) synced_ = now;
  rows_.push_back(row);
}

}  // namespace knead

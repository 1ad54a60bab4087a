#include "sim/results/ledger.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "sim/numerics/fnv1a.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/running_build.hpp"

namespace knead {

namespace {

constexpr char magic[8] = {'k', 'n', 'e', 'a', 'd', 'l', 'g', '1'};

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

/// Writes at a place in a file and waits until the disk has it; if that fails the file ends there.
void write_synced(const std::filesystem::path& path, const FileLock& file, const void* bytes, std::size_t size,
                  std::size_t place) {
  if (!file.is_at(path)) fail(path, "was removed while this run wrote it");
  const ssize_t written = ::pwrite(file.descriptor(), bytes, size, static_cast<off_t>(place));
  if (written == static_cast<ssize_t>(size) && ::fdatasync(file.descriptor()) == 0) return;
  const std::string why = written < 0 || written == static_cast<ssize_t>(size) ? std::strerror(errno) : "cut short";
  const bool cut = ::ftruncate(file.descriptor(), static_cast<off_t>(place)) == 0;
  fail(path, fmt::format("a row could not be written ({}); {}", why,
                         cut ? "what stands before it is kept" : "the file's end is cut off"));
}

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
  std::vector<double> row(width);
  while (in.read(reinterpret_cast<char*>(row.data()), static_cast<std::streamsize>(width * sizeof(double))))
    rows.push_back(row);
  return rows;
}

Ledger::Ledger(std::filesystem::path path, const std::string& identity, std::size_t width)
    : path_(std::move(path)), lock_(lock_on(path_)), width_(width), rows_(rows_of_ledger(path_, identity, width)) {
  const std::size_t whole = sizeof(Head) + rows_.size() * width_ * sizeof(double);
  if (std::filesystem::file_size(path_) < sizeof(Head)) {
    const Head head = head_of(identity, width);
    write_synced(path_, lock_, &head, sizeof head, 0);
  } else if (::ftruncate(lock_.descriptor(), static_cast<off_t>(whole)) != 0) {
    fail(path_, fmt::format("cannot be written ({})", std::strerror(errno)));
  }
}

void Ledger::append(const std::vector<double>& row) {
  if (row.size() != width_) throw std::logic_error("a row of a ledger has another width");
  const std::size_t bytes = width_ * sizeof(double);
  write_synced(path_, lock_, row.data(), bytes, sizeof(Head) + rows_.size() * bytes);
  rows_.push_back(row);
}

}  // namespace knead

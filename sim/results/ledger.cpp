#include "sim/results/ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "sim/numerics/fnv1a.hpp"
#include "sim/results/results_file.hpp"

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

/// Writes at the end of a file and waits until the disk has it.
void write_synced(const std::filesystem::path& path, const void* bytes, std::size_t size) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (file < 0) fail(path, fmt::format("cannot be written ({})", std::strerror(errno)));
  const ssize_t written = ::write(file, bytes, size);
  const bool synced = ::fdatasync(file) == 0;
  const bool closed = ::close(file) == 0;
  if (written != static_cast<ssize_t>(size) || !synced || !closed)
    fail(path, "a row could not be written; what stands before it is kept");
}

}  // namespace

Ledger::Ledger(std::filesystem::path path, const std::string& identity, std::size_t width)
    : path_(std::move(path)), width_(width) {
  Head head{{}, fnv1a(identity), width};
  std::memcpy(head.magic, magic, sizeof magic);
  std::ifstream in(path_, std::ios::binary);
  Head found{};
  if (!in || !in.read(reinterpret_cast<char*>(&found), sizeof found)) {
    std::filesystem::remove(path_);
    write_synced(path_, &head, sizeof head);
    return;
  }
  if (std::memcmp(found.magic, magic, sizeof magic) != 0) fail(path_, "is no ledger of unfinished work");
  if (found.identity != head.identity || found.width != head.width)
    fail(path_, "was begun by other work (other settings, tables or version); remove it to begin again");
  std::vector<double> row(width_);
  const auto bytes = static_cast<std::streamsize>(width_ * sizeof(double));
  while (in.read(reinterpret_cast<char*>(row.data()), bytes)) rows_.push_back(row);
  std::filesystem::resize_file(path_, sizeof head + rows_.size() * width_ * sizeof(double));
}

void Ledger::append(const std::vector<double>& row) {
  if (row.size() != width_) throw std::logic_error("a row of a ledger has another width");
  write_synced(path_, row.data(), row.size() * sizeof(double));
  rows_.push_back(row);
}

void Ledger::remove() {
  rows_.clear();
  std::filesystem::remove(path_);
}

}  // namespace knead

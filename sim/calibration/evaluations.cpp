#include "sim/calibration/evaluations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <set>

#include "sim/numerics/fnv1a.hpp"
#include "sim/parallel/map.hpp"

namespace knead {

namespace {

/// The bits of a point, hashed.
std::uint64_t key_of(const Point& z) {
  return fnv1a({reinterpret_cast<const char*>(z.data()), z.size() * sizeof(double)});
}

std::filesystem::path file_of_rank(const std::filesystem::path& path, int rank) {
  return rank == 0 ? path : std::filesystem::path(fmt::format("{}.{}", path.string(), rank));
}

}  // namespace

Evaluations::Evaluations(const std::filesystem::path& path, const std::string& identity, std::size_t width,
                         const Ranks& ranks, Evaluate evaluate)
    : ranks_(ranks), width_(width), evaluate_(std::move(evaluate)) {
  for (int rank = 0; rank < ranks.size() || std::filesystem::exists(file_of_rank(path, rank)); ++rank)
    files_.push_back(file_of_rank(path, rank));
  const int own = ranks.rank();
  const auto open = [&] { own_.emplace(files_[own], identity, width + 1); };
  ranks.on_first(open);  // what is wrong with all of them is told once
  if (own > 0) open();
  ranks.meet();  // each has dropped from its own what was cut off
  for (int rank = 0; rank < static_cast<int>(files_.size()); ++rank)
    for (const std::vector<double>& row :
         rank == own ? own_->rows() : rows_of_ledger(files_[rank], identity, width + 1))
      known_.emplace(std::bit_cast<std::uint64_t>(row.front()), std::vector(row.begin() + 1, row.end()));
  ranks.meet();  // nobody writes while somebody reads
}

std::vector<double> Evaluations::at(const Point& z) {
  const std::uint64_t key = key_of(z);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
  }
  std::vector<double> answer = evaluate_(z);
  std::vector<double> row{std::bit_cast<double>(key)};
  row.insert(row.end(), answer.begin(), answer.end());
  const std::lock_guard lock(mutex_);
  own_->append(row);
  known_.emplace(key, answer);
  return answer;
}

std::vector<std::vector<double>> Evaluations::at(const std::vector<Point>& points) {
  const auto answers = map_over(ranks_, points.size(), width_, [&](std::size_t i) { return at(points[i]); });
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < points.size(); ++i) known_.emplace(key_of(points[i]), answers[i]);  // of other ranks
  return answers;
}

std::vector<std::vector<double>> Evaluations::at(const std::vector<Point>& points,
                                                 const std::function<void(double)>& progress) {
  constexpr std::size_t batch = 16;
  std::vector<std::vector<double>> answers;
  for (std::size_t k = 0; k < points.size(); k += batch) {
    progress(static_cast<double>(k) / static_cast<double>(points.size()));
    const std::size_t end = std::min(points.size(), k + batch);
    const auto some = at(std::vector<Point>(points.begin() + static_cast<std::ptrdiff_t>(k),
                                            points.begin() + static_cast<std::ptrdiff_t>(end)));
    answers.insert(answers.end(), some.begin(), some.end());
  }
  progress(1);
  return answers;
}

std::size_t Evaluations::known() const {
  const std::lock_guard lock(mutex_);
  return known_.size();
}

std::size_t Evaluations::known_to_all() const {
  std::vector<double> mine;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, answer] : known_) mine.push_back(std::bit_cast<double>(key));
  }
  std::set<std::uint64_t> all;
  for (const double key : ranks_.gather(mine)) all.insert(std::bit_cast<std::uint64_t>(key));
  return all.size();
}

void Evaluations::remove() const {
  if (ranks_.rank() == 0) remove_ledgers(files_.front());
}

void remove_ledgers(const std::filesystem::path& path) {
  for (int rank = 0; std::filesystem::remove(file_of_rank(path, rank)); ++rank) {
  }
}

}  // namespace knead

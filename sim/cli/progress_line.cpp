#include "sim/cli/progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace knead {

ProgressLine::ProgressLine(std::string what)
    : what_(std::move(what)), terminal_(isatty(fileno(stderr))), begun_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
  if (terminal_ && !ended_ && shown_ >= 0) fmt::print(stderr, "\n");
}

double ProgressLine::elapsed_s() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
}

void ProgressLine::show(double fraction) {
  const int step = static_cast<int>(fraction * (terminal_ ? 100 : 10));
  if (step <= shown_) return;
  shown_ = step;
  const double left_s = fraction > 0 ? elapsed_s() * (1 - fraction) / fraction : 0;
  if (terminal_) {
    const int filled = static_cast<int>(fraction * 24);
    fmt::print(stderr, "\r  {:<18} {:#<{}}{:-<{}} {:3.0f} %  {:.0f} s left   ", what_, "", filled, "", 24 - filled,
               100 * fraction, left_s);
  } else {
    fmt::print(stderr, "  {} {:.0f} %, {:.0f} s left\n", what_, 100 * fraction, left_s);
  }
  std::fflush(stderr);
}

void ProgressLine::done() {
  ended_ = true;
  fmt::print(stderr, "{}  {:<18} done in {:.1f} s{:<40}\n", terminal_ ? "\r" : "", what_, elapsed_s(), "");
}

}  // namespace knead

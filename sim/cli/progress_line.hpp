#pragma once
// How far a long piece of work is and how long it will still take: one line that renews itself on a terminal, a plain
// line every tenth in a log.

#include <chrono>
#include <string>

namespace knead {

class ProgressLine {
 public:
  explicit ProgressLine(std::string what);
  ~ProgressLine();

  /// Shows the share of the work done, 0 to 1; not from two threads at once.
  void show(double fraction);

  /// Ends the line with the time it took.
  void done();

 private:
  double elapsed_s() const;

  std::string what_;
  bool terminal_;
  bool ended_ = false;
  int shown_ = -1;
  std::chrono::steady_clock::time_point begun_;
};

}  // namespace knead

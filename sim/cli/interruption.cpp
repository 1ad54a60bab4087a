#include "sim/cli/interruption.hpp"

#include <atomic>
#include <csignal>

#include "sim/parallel/interrupted.hpp"

namespace knead {

static std::atomic<bool> stop_asked{false};
static void ask_to_stop(int) { stop_asked = true; }

void stop_when_asked() {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
}

void give_up_if_asked() {
  if (stop_asked) throw Interrupted("interrupted");
}

std::function<void(double)> reporting(ProgressLine& line) {
  return [&line](double fraction) {
    give_up_if_asked();
    line.show(fraction);
  };
}

}  // namespace knead

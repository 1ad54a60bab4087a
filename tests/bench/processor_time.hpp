#pragma once
// Processor time of this process, so that other work on the machine does not count.

#include <ctime>

inline double processor_s() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Work>
double seconds_of(const Work& work) {
  const double begun = processor_s();
  work();
  return processor_s() - begun;
}

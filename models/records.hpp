#pragma once
// Records of records: the states or the parameters of several modules as one record, visited depth-first in order,
// with one list of entries in the same order.

#include <array>
#include <cstddef>
#include <iterator>

#include "models/record.hpp"

namespace knead {

/// The entries of several records in one array, in order.
template <class Entry, class... Record>
constexpr auto joined_entries() {
  std::array<Entry, (std::size(Record::entries) + ...)> all{};
  std::size_t next = 0;
  const auto append = [&](const auto& entries) {
    for (const Entry& entry : entries) all[next++] = entry;
  };
  (append(Record::entries), ...);
  return all;
}

/// A record of states, or of records of states, at the rest values of its entries.
template <template <class> class Record>
constexpr Record<double> nominal_rest() {
  Record<double> record{};
  auto entry = std::begin(Record<double>::entries);
  record.each([&](double& member) { member = (entry++)->rest; });
  return record;
}

}  // namespace knead

#define KNEAD_PART(Record, member) Record<T> member;
#define KNEAD_VISIT_PART(Record, member) member.each(visit);
#define KNEAD_PART_TYPE(Record, member) , Record<double>

/// Declares `template <class T> struct Name` with one record a list entry X(Record, member).
#define KNEAD_RECORD_OF_RECORDS(Name, Entry, LIST)                                          \
  template <class T>                                                                        \
  struct Name {                                                                             \
    LIST(KNEAD_PART)                                                                        \
    static constexpr auto entries = ::knead::joined_entries<Entry LIST(KNEAD_PART_TYPE)>(); \
    template <class Visit>                                                                  \
    constexpr void each(Visit&& visit) {                                                    \
      LIST(KNEAD_VISIT_PART)                                                                \
    }                                                                                       \
    template <class Visit>                                                                  \
    constexpr void each(Visit&& visit) const {                                              \
      LIST(KNEAD_VISIT_PART)                                                                \
    }                                                                                       \
  };

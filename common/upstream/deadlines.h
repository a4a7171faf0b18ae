#pragma once

#include <chrono>
#include <cstddef>
#include <limits>
#include <vector>

namespace signalbox::upstream {

using SteadyTime = std::chrono::steady_clock::time_point;

class Deadlines;

/// Something that has one deadline. Must be removed before it dies.
class DeadlineEntry {
 public:
  SteadyTime due() const { return due_; }

 private:
  friend class Deadlines;
  static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

  SteadyTime due_;
  std::size_t position_ = kNowhere;
};

/// Many deadlines, the earliest first: a heap that knows where each entry is. Moving one costs no allocation. One
/// thread.
class Deadlines {
 public:
  void Set(DeadlineEntry& entry, SteadyTime due);  ///< Adds or moves it.
  void Remove(DeadlineEntry& entry);               ///< Nothing happens when it is not in here.

  /// The earliest; nullptr when there is none.
  DeadlineEntry* Earliest() const { return heap_.empty() ? nullptr : heap_.front(); }

 private:
  void Place(DeadlineEntry* entry, std::size_t position);
  void Up(std::size_t position);
  void Down(std::size_t position);

  std::vector<DeadlineEntry*> heap_;
};

}  // namespace signalbox::upstream

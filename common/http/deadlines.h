#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>

namespace signalbox::http {

class Connection;

/// The timers of one reactor thread on a single timerfd. Every kind has one constant duration, so each kind is a list
/// in order of expiry: starting and cancelling cost a few pointers.
class Deadlines {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Kind { kHead, kBody, kIdle, kSend, kLinger, kNone };
  static constexpr std::size_t kKinds = 5;
  using Durations = std::array<std::chrono::milliseconds, kKinds>;

  /// Part of a connection; must be cancelled before it goes.
  struct Timer {
    explicit Timer(Connection& owner) : owner(owner) {}
    Connection& owner;
    Kind kind = Kind::kNone;
    Clock::time_point due;
    Timer* previous = nullptr;
    Timer* next = nullptr;
  };

  explicit Deadlines(const Durations& durations);  ///< Throws std::system_error when there is no descriptor left.
  ~Deadlines();
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;

  /// (Re)starts `timer` with the full duration of `kind`, which is not kNone.
  void Start(Timer& timer, Kind kind);
  void Cancel(Timer& timer);

  /// Cancels what is due and calls `expired` with its kind. To be called when the descriptor is readable.
  void Expire(const std::function<void(Connection&, Kind)>& expired);

  int descriptor() const { return descriptor_; }

 private:
  struct List {
    Timer* first = nullptr;
    Timer* last = nullptr;
  };

  void WakeAt(Clock::time_point due);
  void WakeAtNextDue();

  Durations durations_;
  std::array<List, kKinds> lists_;
  Clock::time_point wake_ = Clock::time_point::max();
  int descriptor_;
};

}  // namespace signalbox::http

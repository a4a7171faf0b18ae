#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace signalbox::http {

using Task = std::function<void()>;

/// Work that other threads hand to a reactor thread. The descriptor becomes readable (edge-triggered) when work
/// arrives.
///
/// Pistache's PollableQueue is not used: between its last empty pop and its read of the descriptor a push is forgotten
/// until the next one (reproduced, see ADR 0004), and each pop costs up to two system calls.
class TaskQueue {
 public:
  TaskQueue();  ///< Throws std::system_error when the process has no descriptor left.
  ~TaskQueue();
  TaskQueue(const TaskQueue&) = delete;
  TaskQueue& operator=(const TaskQueue&) = delete;

  /// Any thread. False, with `task` untouched, when the queue is closed.
  bool Push(Task& task);

  /// Makes the descriptor readable although there is no work.
  void Wake();

  /// The reactor thread takes all work, in order. `tasks` must be empty; its memory is used again.
  void TakeAll(std::vector<Task>& tasks);

  /// Refuses further work. What is queued stays to be taken.
  void Close();

  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
  std::mutex mutex_;
  std::vector<Task> tasks_;  // Guarded by mutex_, as is closed_.
  bool closed_ = false;
};

}  // namespace signalbox::http

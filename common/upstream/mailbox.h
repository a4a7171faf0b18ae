#pragma once

#include <memory>
#include <mutex>
#include <vector>

namespace signalbox::upstream {

class RunningTransfer;

/// What other threads ask of a loop thread. Any thread, except where it says otherwise.
class Mailbox {
 public:
  enum class Kind { kStart, kCancel, kResume };
  struct Command {
    Kind kind;
    std::shared_ptr<RunningTransfer> transfer;
  };

  Mailbox();
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  /// Becomes readable when the loop must not sleep on.
  int wake_fd() const { return wake_fd_; }

  /// Leaves a command, and wakes the loop if it sleeps. Dropped once the mailbox is closed.
  void Post(Kind kind, std::shared_ptr<RunningTransfer> transfer);

  /// Asks the loop to end.
  void Stop();

  /// Loop thread: says that it is about to sleep. False when there is something to take.
  bool MaySleep();

  /// Loop thread, awake: moves the commands into `commands`, which is cleared first. False once Stop() was called.
  bool Take(std::vector<Command>& commands);

  /// Loop thread: drops what comes from now on. False, and nothing happens, while there is something to take.
  bool Close();

 private:
  void WakeIf(bool asleep) const;

  const int wake_fd_;
  std::mutex mutex_;
  std::vector<Command> commands_;  // These are guarded by mutex_.
  bool asleep_ = false;
  bool stopping_ = false;
  bool closed_ = false;
};

}  // namespace signalbox::upstream

#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include <sys/socket.h>

#include "common/upstream/client.h"
#include "common/upstream/deadlines.h"
#include "common/upstream/mailbox.h"

namespace signalbox::upstream {

class EasyHandle;

/// One transfer on its loop: what it knows of the connection and the answer, and when it runs out of time.
///
/// Transfer's own functions: any thread. Everything else: the loop thread.
class RunningTransfer final : public Transfer,
                              public DeadlineEntry,
                              public std::enable_shared_from_this<RunningTransfer> {
 public:
  RunningTransfer(Request request, std::shared_ptr<Observer> observer, std::shared_ptr<Mailbox> mailbox);

  void Cancel() override;
  void Pause() override;
  void Resume() override;

  const Request& request() const { return request_; }
  bool is_cancelled() const { return cancelled_.load(std::memory_order_relaxed); }
  bool is_connected() const { return connected_; }

  /// The timers report to `deadlines` from now on.
  void StartTimers(Deadlines& deadlines);

  /// The next timer to run out, and what that means.
  struct Expiry {
    SteadyTime due;
    Failure failure;
  };
  Expiry NextExpiry() const;

  /// Whether a connection to this address may be made.
  bool Admit(const sockaddr& address);

  /// A connection to `ip` is there and the request is about to be sent. False: it must not be.
  bool OnConnected(const char* ip);

  /// False when the head is too large to go on.
  bool OnHeaderLine(std::string_view line);

  /// What the observer made of bytes of the body.
  enum class Taken { kYes, kLater, kNever };
  Taken OnBytes(std::string_view bytes);

  /// After Resume(): whether bytes were held back and can be delivered now.
  bool TakeResume();

  /// Whether every address that was tried was forbidden.
  bool WasForbidden() const { return forbidden_ && !admitted_; }

  /// Tells the observer, and lets go of it and of the request.
  void Finish(Failure failure, std::string detail);

  // Where the loop keeps it.
  EasyHandle* handle = nullptr;
  std::size_t slot = 0;

 private:
  void MoveDeadline();
  void OnFirstByte();

  Request request_;
  std::shared_ptr<Observer> observer_;
  const std::shared_ptr<Mailbox> mailbox_;
  std::atomic<bool> cancelled_ = false;
  std::atomic<bool> paused_ = false;

  Deadlines* deadlines_ = nullptr;
  ResponseHead head_;
  std::size_t head_bytes_ = 0;
  const SteadyTime started_;
  SteadyTime quiet_since_;  // The provider's last word, or when it was asked to speak.
  SteadyTime first_byte_;
  bool forbidden_ = false;
  bool admitted_ = false;
  bool connected_ = false;
  bool head_delivered_ = false;
  bool has_bytes_ = false;
  bool held_back_ = false;
};

}  // namespace signalbox::upstream

#include "services/identity/rpc/watcher.h"

namespace signalbox::identity {

Watcher::Watcher(grpc::CallbackServerContext& call, std::function<void(Watcher*)> on_done)
    : call_(call), on_done_(std::move(on_done)) {}

void Watcher::Send(const v1::WatchResponse& event) {
  Next next = Next::kNothing;
  bool too_slow = false;
  {
    const std::scoped_lock lock(mutex_);
    if (ending_) return;
    too_slow = waiting_.size() >= kMaxWaiting;
    if (too_slow) {
      ending_ = grpc::Status(grpc::StatusCode::CANCELLED, "the listener is too slow");
    } else {
      waiting_.push_back(event);
    }
    next = Advance();
  }
  Perform(next);
  // The write in progress waits for the listener to read and might do so for ever.
  if (too_slow) call_.TryCancel();
}

void Watcher::End(const grpc::Status& status) {
  Next next = Next::kNothing;
  {
    const std::scoped_lock lock(mutex_);
    if (!ending_) ending_ = status;
    next = Advance();
  }
  Perform(next);
}

void Watcher::OnWriteDone(bool ok) {
  Next next = Next::kNothing;
  {
    const std::scoped_lock lock(mutex_);
    writing_ = false;
    if (!ok && !ending_) ending_ = grpc::Status(grpc::StatusCode::CANCELLED, "the listener has gone");
    next = Advance();
  }
  Perform(next);
}

void Watcher::OnCancel() {
  End(grpc::Status(grpc::StatusCode::CANCELLED, "the listener has gone"));
}

void Watcher::OnDone() {
  on_done_(this);
  delete this;
}

Watcher::Next Watcher::Advance() {
  if (writing_ || finished_) return Next::kNothing;
  if (ending_) {
    finished_ = true;
    return Next::kFinish;
  }
  if (waiting_.empty()) return Next::kNothing;
  written_ = std::move(waiting_.front());
  waiting_.pop_front();
  writing_ = true;
  return Next::kWrite;
}

void Watcher::Perform(Next next) {
  // Whoever was told to write or finish is alone with it until gRPC answers.
  if (next == Next::kWrite) StartWrite(&written_);
  if (next == Next::kFinish) Finish(*ending_);
}

}  // namespace signalbox::identity

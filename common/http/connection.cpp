#include "common/http/connection.h"

#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "common/http/event_loop.h"
#include "common/http/server_exchange.h"

namespace signalbox::http {

Connection::Connection(EventLoop& loop, ConnectionId id, int descriptor, std::string peer)
    : loop_(loop),
      id_(id),
      descriptor_(descriptor),
      peer_(std::move(peer)),
      reader_(loop.state().options.max_head_bytes, loop.state().options.max_body_bytes) {
  loop_.counters().ConnectionOpened();
}

Connection::~Connection() {
  loop_.deadlines().Cancel(timer_);
  close(descriptor_);
  loop_.counters().ConnectionClosed();
}

void Connection::OnReady(Readiness readiness) {
  peer_closed_ = peer_closed_ || readiness.closing;
  readable_ = readable_ || readiness.readable || readiness.closing;
  Advance();
  RequestSettle();
}

void Connection::OnTimeout(Deadlines::Kind kind) {
  if (kind == Deadlines::Kind::kHead) return Refuse(408, "The request head took too long");
  if (kind == Deadlines::Kind::kBody) return Refuse(408, "The request body took too long");
  Close();
}

void Connection::RequestSettle() {
  if (settling_ || closing_ == Closing::kClosed) return;
  settling_ = true;
  loop_.Settle(id_);
}

void Connection::Settle() {
  settling_ = false;
  Flush();
  Advance();
  if (!IsNeeded()) Close();
  UpdateTimer();
}

void Connection::Flush() {
  const std::size_t before = output_.bytes();
  if (!output_.empty() && output_.Flush(descriptor_, loop_.taken()) == SendQueue::Result::kBroken) return Close();
  progressed_ = progressed_ || output_.bytes() < before;
  if (output_.empty() && closing_ == Closing::kAfterFlush) Linger();
}

void Connection::Linger() {
  // Closing with unread bytes would send a reset, which can overtake and erase the answer at the caller: say that
  // nothing more comes, and wait until the caller has closed.
  closing_ = Closing::kLingering;
  readable_ = true;
  leftover_ = std::string();
  leftover_begin_ = 0;
  if (shutdown(descriptor_, SHUT_WR) < 0) Close();
}

void Connection::Close() {
  if (closing_ == Closing::kClosed) return;
  closing_ = Closing::kClosed;
  loop_.deadlines().Cancel(timer_);
  std::vector<EventLoop::Callback> dropped;
  output_.Clear(dropped);
  for (EventLoop::Callback& done : dropped) loop_.Complete(std::move(done), false);
  if (answer_ != Answer::kNone) {
    answer_ = Answer::kNone;
    if (auto exchange = exchange_.lock()) {
      loop_.Complete([exchange = std::move(exchange)](bool) { exchange->Lost(); }, false);
    }
  }
  exchange_.reset();
  loop_.Remove(id_, descriptor_);
}

bool Connection::IsNeeded() const {
  const Phase phase = loop_.state().phase;
  if (phase == Phase::kServing || answer_ != Answer::kNone || !output_.empty()) return true;
  // The first request of a new connection is surely on its way.
  return phase == Phase::kDraining && (!served_ || !reader_.idle() || closing_ == Closing::kLingering);
}

void Connection::ApplyPhase() {
  if (!IsNeeded()) Close();
}

void Connection::UpdateTimer() {
  using Kind = Deadlines::Kind;
  const bool progressed = std::exchange(progressed_, false);
  if (closing_ == Closing::kClosed) return;
  Kind kind = Kind::kHead;
  if (closing_ == Closing::kLingering) {
    kind = Kind::kLinger;
  } else if (!output_.empty()) {
    kind = Kind::kSend;
  } else if (answer_ != Answer::kNone) {
    return loop_.deadlines().Cancel(timer_);
  } else if (reader_.in_body()) {
    kind = Kind::kBody;
  } else if (reader_.idle()) {
    kind = Kind::kIdle;
  }
  const bool counts_from_start = kind == Kind::kHead || kind == Kind::kLinger;
  if (timer_.kind != kind || (progressed && !counts_from_start)) loop_.deadlines().Start(timer_, kind);
}

}  // namespace signalbox::http

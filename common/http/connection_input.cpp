#include <cerrno>
#include <exception>
#include <utility>

#include <sys/socket.h>

#include "common/http/connection.h"
#include "common/http/event_loop.h"
#include "common/http/server_exchange.h"

namespace signalbox::http {
namespace {

constexpr std::size_t kMaxBacklogBytes = 64 * 1024;  // Unsent answers beyond which no further request is read.
constexpr int kMaxReadsPerRound = 16;                // So that one busy caller does not keep the others waiting.

}  // namespace

bool Connection::CanRead() const {
  return closing_ == Closing::kNo && answer_ == Answer::kNone && output_.bytes() < kMaxBacklogBytes;
}

void Connection::Advance() {
  if (closing_ == Closing::kLingering) return Discard();
  for (int reads = 0; CanRead(); ++reads) {
    if (reads == kMaxReadsPerRound) return RequestSettle();
    if (!ReadSome()) break;
  }
  if (answer_ != Answer::kNone && peer_closed_) Close();
}

bool Connection::ReadSome() {
  if (!leftover_.empty()) {
    std::string_view input = std::string_view(leftover_).substr(leftover_begin_);
    Consume(input);
    leftover_begin_ = leftover_.size() - input.size();
    if (input.empty()) {
      leftover_ = std::string();
      leftover_begin_ = 0;
    }
    return true;
  }
  if (!readable_) return false;
  auto& buffer = loop_.read_buffer();
  const ssize_t received = recv(descriptor_, buffer.data(), buffer.size(), 0);
  if (received < 0) {
    readable_ = false;
    if (errno == EINTR) readable_ = true;
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) Close();
    return readable_;
  }
  if (received == 0) {
    peer_closed_ = true;
    if (output_.empty()) {
      Close();
    } else {
      closing_ = Closing::kAfterFlush;
    }
    return false;
  }
  progressed_ = true;
  // A short read has emptied the socket, and whatever comes now is reported anew; but a close that was reported
  // together with these bytes is not, so go on until it is read.
  readable_ = static_cast<std::size_t>(received) == buffer.size() || peer_closed_;
  std::string_view input(buffer.data(), static_cast<std::size_t>(received));
  Consume(input);
  leftover_.assign(input);
  return true;
}

void Connection::Consume(std::string_view& input) {
  while (CanRead()) {
    switch (reader_.Take(input)) {
      case RequestReader::Step::kMore:
        return;
      case RequestReader::Step::kHead:
        TakeHead(!input.empty());
        break;
      case RequestReader::Step::kRequest:
        Dispatch();
        break;
      case RequestReader::Step::kRefused:
        Refuse(reader_.refusal().status, reader_.refusal().message);
        return;
    }
  }
}

void Connection::TakeHead(bool body_has_begun) {
  const RequestHead& head = reader_.head();
  http10_ = head.http10;
  head_only_ = head.method == "HEAD";
  keep_alive_ = head.keep_alive;
  match_ = loop_.state().router.Find(head.method, head.path);
  if (match_.handler == nullptr) {
    if (head.expects_continue) return RefuseUnrouted(head, false);
    reader_.DiscardBody();
  } else if (head.expects_continue && !body_has_begun) {
    output_.Push({.bytes = "HTTP/1.1 100 Continue\r\n\r\n"});
  }
}

void Connection::Dispatch() {
  served_ = true;
  loop_.deadlines().Cancel(timer_);
  RequestHead head = reader_.TakeHead();
  std::string body = reader_.TakeBody();
  if (match_.handler == nullptr) return RefuseUnrouted(head, keep_alive_);

  answer_ = Answer::kAwaited;
  ++sequence_;
  const Handler& handler = *match_.handler;
  auto exchange =
      std::make_shared<ServerExchange>(loop_.shared_from_this(), id_, sequence_,
                                       Request{std::move(head.method), std::move(head.path), std::move(head.query),
                                               std::move(head.headers), std::move(body), peer_},
                                       std::move(match_.parameters));
  exchange_ = exchange;
  match_ = {};
  try {
    handler(std::move(exchange));
  } catch (const std::exception&) {
    ++loop_.counters().exceptions;  // The exchange is dropped on the way out, which answers 500.
  }
}

void Connection::Discard() {
  auto& buffer = loop_.read_buffer();
  for (int reads = 0; readable_; ++reads) {
    if (reads == kMaxReadsPerRound) return RequestSettle();
    const ssize_t received = recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (received < 0 && errno == EINTR) continue;
    readable_ = received > 0;
    if (received == 0 || (received < 0 && errno != EAGAIN && errno != EWOULDBLOCK)) return Close();
  }
}

}  // namespace signalbox::http

#include <exception>
#include <utility>

#include <sys/socket.h>

#include "common/http/connection.h"
#include "common/http/event_loop.h"
#include "common/http/response_head.h"
#include "common/http/server_exchange.h"

namespace signalbox::http {
namespace {

constexpr std::size_t kMaxCopiedBody = 16 * 1024;  // Larger ones are sent from where they are.
constexpr int kStreamSendBuffer = 32 * 1024;       // Of the kernel; it reserves twice as much.

void UseSmallSendBuffer(int descriptor) {
  // What the kernel buffers, a caller that has stopped reading still lets the source produce.
  setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &kStreamSendBuffer, sizeof kStreamSendBuffer);
}

void ResetOnClose(int descriptor) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

bool Connection::KeepsAlive() const {
  return keep_alive_ && loop_.state().phase == Phase::kServing;
}

void Connection::Respond(ServerExchange& exchange, int status, const Headers& headers, std::string body) {
  if (answer_ != Answer::kAwaited) return;
  exchange.MarkStatus(status);
  Write(status, headers, std::move(body), exchange.shared_from_this());
  EndAnswer();
}

void Connection::Write(int status, const Headers& headers, std::string body, std::shared_ptr<ServerExchange> exchange) {
  keep_alive_ = KeepsAlive();
  AnswerFraming framing{.keep_alive = keep_alive_};
  if (!IsBodyless(status)) framing.content_length = body.size();
  Segment segment{.exchange = std::move(exchange)};
  AppendHead(status, headers, framing, loop_.Date(), segment.bytes);
  if (head_only_ || IsBodyless(status) || body.empty()) return output_.Push(std::move(segment));

  Segment rest{.exchange = segment.exchange};
  std::string& carrier = body.size() <= kMaxCopiedBody ? segment.bytes : rest.bytes;
  Segment& owner = &carrier == &segment.bytes ? segment : rest;
  owner.body_begin = carrier.size();
  if (carrier.empty()) {
    carrier = std::move(body);
  } else {
    carrier.append(body);
  }
  owner.body_end = carrier.size();
  output_.Push(std::move(segment));
  if (!rest.bytes.empty()) output_.Push(std::move(rest));
}

void Connection::StartStream(ServerExchange& exchange, int status, const Headers& headers) {
  if (answer_ != Answer::kAwaited) return;
  answer_ = Answer::kStreaming;
  exchange.MarkStatus(status);
  head_only_ = head_only_ || IsBodyless(status);
  // HTTP/1.0 knows no chunks: the end of the connection is the end of the answer.
  keep_alive_ = KeepsAlive() && (!http10_ || head_only_);
  const AnswerFraming framing{
      .content_length = {}, .chunked = !http10_ && !IsBodyless(status), .keep_alive = keep_alive_};
  Segment segment{.exchange = exchange.shared_from_this()};
  AppendHead(status, headers, framing, loop_.Date(), segment.bytes);
  output_.Push(std::move(segment));
  if (!std::exchange(small_send_buffer_, true)) UseSmallSendBuffer(descriptor_);
  RequestSettle();
}

void Connection::Send(ServerExchange& exchange, std::string bytes, std::function<void(bool taken)> done) {
  if (head_only_) return loop_.Complete(std::move(done), true);
  Segment segment{.exchange = exchange.shared_from_this(), .done = std::move(done)};
  if (http10_ || bytes.empty()) {
    segment.body_end = bytes.size();
    segment.bytes = std::move(bytes);
  } else {
    AppendChunk(bytes, segment.bytes);
    segment.body_end = segment.bytes.size() - 2;
    segment.body_begin = segment.body_end - bytes.size();
  }
  output_.Push(std::move(segment));
  RequestSettle();
}

void Connection::Finish() {
  if (answer_ != Answer::kStreaming) return;
  if (!http10_ && !head_only_) output_.Push({.bytes = "0\r\n\r\n"});
  keep_alive_ = KeepsAlive();
  EndAnswer();
}

void Connection::Abort() {
  // To an HTTP/1.0 caller an orderly end would look like a complete answer.
  if (http10_) ResetOnClose(descriptor_);
  const bool reset = http10_;
  keep_alive_ = false;
  EndAnswer();
  if (reset) Close();
}

void Connection::Dropped(std::uint64_t sequence) {
  if (!Awaits(sequence)) return;
  if (answer_ == Answer::kStreaming) return Abort();
  RespondError(500, "The request could not be served", {});
}

void Connection::Refuse(int status, std::string_view message) {
  if (status == 400) ++loop_.counters().rejected_framing;
  keep_alive_ = false;
  RespondError(status, message, {}, reader_.head_is_complete() ? &reader_.head() : nullptr);
}

void Connection::RefuseUnrouted(const RequestHead& head, bool keep_alive) {
  keep_alive_ = keep_alive;
  if (match_.allow.empty()) return RespondError(404, "There is nothing at this path", {}, &head);
  RespondError(405, "This path does not have that method", {{"allow", match_.allow}}, &head);
}

void Connection::RespondError(int status, std::string_view message, Headers headers, const RequestHead* head) {
  std::string body;
  Refused refused{status, message, {}, {}};
  if (head != nullptr) {
    refused.path = head->path;
    refused.request_id = head->Header("x-request-id");
  }
  try {
    auto [rendered, text] = loop_.state().render_error(refused);
    headers.insert(headers.end(), std::make_move_iterator(rendered.begin()), std::make_move_iterator(rendered.end()));
    body = std::move(text);
  } catch (const std::exception&) {
    ++loop_.counters().exceptions;
  }
  Write(status, headers, std::move(body), nullptr);
  EndAnswer();
}

void Connection::EndAnswer() {
  answer_ = Answer::kNone;
  if (const auto exchange = exchange_.lock()) exchange->Answered();
  exchange_.reset();
  match_ = {};
  if (!keep_alive_) closing_ = Closing::kAfterFlush;
  http10_ = false;
  head_only_ = false;
  RequestSettle();
}

}  // namespace signalbox::http

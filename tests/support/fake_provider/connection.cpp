#include "tests/support/fake_provider/connection.h"

#include <cerrno>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <sys/socket.h>

#include "tests/support/fake_provider/head.h"

namespace signalbox::fake_provider {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::uint64_t kMaxBody = std::uint64_t{256} * 1024 * 1024;

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, std::uint64_t id, Provider& provider, Control& control)
    : socket_(std::move(socket)), id_(id), provider_(provider), control_(control), timer_(socket_.get_executor()) {}

void Connection::Start() {
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  Read();
}

void Connection::Read() {
  parser_.emplace();
  parser_->body_limit(kMaxBody);
  http::async_read(socket_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
    if (!error) return self->OnRequest();
    self->OnPeerClosed();
  });
}

HttpRequest Connection::View() const {
  const auto& message = parser_->get();
  const auto view = [](auto text) { return std::string_view(text.data(), text.size()); };
  HttpRequest request{view(message.method_string()), view(message.target()), {}, message.body()};
  request.headers.reserve(16);
  for (const auto& field : message) request.headers.emplace_back(view(field.name_string()), view(field.value()));
  return request;
}

void Connection::OnRequest() {
  const HttpRequest request = View();
  if (Control::Owns(request)) return AnswerControl(request);
  answer_ = provider_.Handle(id_, request);
  step_ = 0;
  const bool is_one_write = answer_.plan.size() == 1 && answer_.plan.front().kind == Step::Kind::kWrite;
  if (!is_one_write) WatchPeer();
  Play();
}

void Connection::AnswerControl(const HttpRequest& request) {
  control_.Handle(request, [self = shared_from_this()](int status, std::string_view json) {
    self->control_answer_ = Head(status, "application/json", json.size(), Script{}, {});
    self->control_answer_ += json;
    asio::async_write(self->socket_, asio::buffer(self->control_answer_), [self](error_code error, std::size_t) {
      if (!error) self->Read();
    });
  });
}

void Connection::Play() {
  if (closed_) return;
  if (step_ == answer_.plan.size()) return FinishAnswer();
  const Step& step = answer_.plan[step_++];
  switch (step.kind) {
    case Step::Kind::kWrite:
      return PlayWrite(step);
    case Step::Kind::kWait:
      return PlayWait(step);
    case Step::Kind::kHold:
      return PlayHold();
    case Step::Kind::kStall:
      return;
    case Step::Kind::kClose:
      return Close();
    case Step::Kind::kReset:
      return Reset();
  }
}

void Connection::PlayWrite(const Step& step) {
  asio::async_write(socket_, asio::buffer(step.bytes),
                    [self = shared_from_this(), &step](error_code error, std::size_t) {
                      if (error) return self->OnPeerClosed();
                      self->OnWritten(step);
                    });
}

void Connection::OnWritten(const Step& step) {
  if (answer_.record) {
    Record& record = *answer_.record;
    const std::int64_t now = NowMicros();
    if (step.head) record.head_us = now;
    record.AddChunks(step.chunks, now);
    if (step_ == answer_.plan.size()) record.finished_us = now;
    provider_.recorder().Changed();
  }
  Play();
}

void Connection::PlayWait(const Step& step) {
  timer_.expires_after(step.wait);
  timer_.async_wait([self = shared_from_this()](error_code cancelled) {
    if (!cancelled) self->Play();
  });
}

void Connection::PlayHold() {
  answer_.gate->Enter([weak = weak_from_this()] {
    const auto self = weak.lock();
    // Not at once: a release may come while this connection is still being set up.
    if (self) asio::post(self->socket_.get_executor(), [self] { self->Play(); });
  });
}

void Connection::FinishAnswer() {
  answer_.gate.reset();
  Read();
}

// While an answer is under way nothing reads from the socket, so a peer that leaves is noticed here.
void Connection::WatchPeer() {
  if (watching_) return;
  watching_ = true;
  socket_.async_wait(asio::ip::tcp::socket::wait_read, [self = shared_from_this()](error_code error) {
    self->watching_ = false;
    if (!error) self->OnPeerReadable();
  });
}

void Connection::OnPeerReadable() {
  if (closed_) return;
  char byte = 0;
  const ssize_t peeked = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  const bool nothing_yet = peeked < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  if (peeked == 0 || (peeked < 0 && !nothing_yet)) OnPeerClosed();
}

void Connection::OnPeerClosed() {
  if (closed_) return;
  if (answer_.record && !answer_.record->closed_us) {
    answer_.record->closed_us = NowMicros();
    provider_.recorder().Changed();
  }
  Close();
}

void Connection::Close() {
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  Abandon();
}

void Connection::Reset() {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  Abandon();
}

void Connection::Abandon() {
  closed_ = true;
  answer_.gate.reset();
  timer_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace signalbox::fake_provider

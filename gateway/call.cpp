#include "gateway/call.h"

#include <algorithm>

#include <fmt/format.h>

#include "gateway/errors.h"

namespace signalbox::gateway {
namespace {

double Milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1e3;
}

// As W3C writes it; anything else would break the metadata of our calls.
bool IsTraceparent(std::string_view text) {
  return text.size() == 55 && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

}  // namespace

Call::Call(std::shared_ptr<http::Exchange> exchange, std::shared_ptr<const std::string> endpoint)
    : exchange_(std::move(exchange)),
      endpoint_(std::move(endpoint)),
      bytes_received_(exchange_->Request().body.size()),
      arrival_(std::chrono::steady_clock::now()),
      arrival_time_(SystemNow()) {
  watchers_.reserve(2);
}

Call::~Call() {
  // Dropped unanswered: a defect of ours, and the caller must not hang.
  if (StatusSent() == 0 && !client_gone()) Fail(absl::InternalError("the request was dropped without an answer"));
  for (const Watcher& watcher : watchers_) watcher(*this);
}

void Call::SetHeader(std::string name, std::string value) {
  exchange_->SetHeader(std::move(name), std::move(value));
}

void Call::Answering(int status, http::Headers& headers) {
  int none = 0;
  if (!status_.compare_exchange_strong(none, status)) return;
  using std::chrono::microseconds;
  const auto total = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - arrival_);
  answer_us_.store(total.count(), std::memory_order_relaxed);
  const microseconds upstream = std::min(record.upstream, total);
  headers.emplace_back("server-timing", fmt::format("gateway;dur={:.3f}, upstream;dur={:.3f}",
                                                    Milliseconds(total - upstream), Milliseconds(upstream)));
}

void Call::Respond(int status, http::Headers headers, std::string body) {
  Answering(status, headers);
  bytes_.fetch_add(body.size(), std::memory_order_relaxed);
  exchange_->Respond(status, std::move(headers), std::move(body));
}

void Call::StartStream(int status, http::Headers headers) {
  Answering(status, headers);
  exchange_->StartStream(status, std::move(headers));
}

void Call::Send(std::string bytes, std::function<void(bool taken)> done) {
  bytes_.fetch_add(bytes.size(), std::memory_order_relaxed);
  exchange_->Send(std::move(bytes), std::move(done));
}

void Call::OnGone(std::function<void()> gone) {
  // Weak: the server keeps the callback until the answer has left, which may be after the last user of this call.
  exchange_->OnGone([weak = weak_from_this(), gone = std::move(gone)] {
    if (const auto call = weak.lock()) call->client_gone_.store(true, std::memory_order_relaxed);
    gone();
  });
}

void Call::Fail(const absl::Status& status, http::Headers extra) {
  ErrorAnswer answer = RenderError(status, dialect, request_id);
  for (auto& header : extra) answer.headers.push_back(std::move(header));
  if (record.error.empty()) record.error = Describe(status);
  Respond(answer.http_status, std::move(answer.headers), std::move(answer.body));
}

std::chrono::microseconds Call::time_to_answer() const {
  return std::chrono::microseconds(answer_us_.load(std::memory_order_relaxed));
}

RequestContext Call::Context() const {
  RequestContext context;
  context.request_id = request_id;
  if (caller) context.principal = caller->principal;
  if (const auto trace = Request().Header("traceparent"); IsTraceparent(trace)) context.traceparent = trace;
  return context;
}

}  // namespace signalbox::gateway

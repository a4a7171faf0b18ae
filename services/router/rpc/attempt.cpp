#include "services/router/rpc/attempt.h"

#include <utility>

#include "services/router/providers/openai/plain_answer.h"
#include "services/router/providers/openai/stream_answer.h"

namespace signalbox::router {
namespace {

using State = AnswerReader::State;

constexpr std::size_t kMaxErrorBytes = std::size_t{1} * 1024 * 1024;
constexpr std::size_t kMaxHeaderValue = 256;

bool IsSuccess(int status) {
  return status >= 200 && status < 300;
}

bool IsEventStream(std::string_view content_type) {
  return content_type.starts_with("text/event-stream");
}

/// A provider's header as far as it may be passed on.
std::string Bounded(std::string_view value) {
  return std::string(value.substr(0, kMaxHeaderValue));
}

std::int64_t Microseconds(Attempt::Time from, Attempt::Time to) {
  return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

Breakage ToBreakage(upstream::Failure failure) {
  switch (failure) {
    case upstream::Failure::kNone:
      return Breakage::kNone;
    case upstream::Failure::kConnect:
    case upstream::Failure::kTls:
    case upstream::Failure::kForbidden:
    case upstream::Failure::kConnectTimeout:
      return Breakage::kUnreachable;
    case upstream::Failure::kFirstByteTimeout:
      return Breakage::kFirstByteTimeout;
    case upstream::Failure::kIdleTimeout:
      return Breakage::kIdleTimeout;
    case upstream::Failure::kTotalTimeout:
      return Breakage::kTotalTimeout;
    case upstream::Failure::kCut:
    case upstream::Failure::kCancelled:
      return Breakage::kCut;
  }
  return Breakage::kCut;
}

}  // namespace

void Attempt::OnHead(const upstream::ResponseHead& head, bool stream, AnswerOptions options) {
  status_ = head.status;
  content_type_ = Bounded(head.Header("content-type"));
  if (content_type_.empty()) content_type_ = "application/json";
  upstream_request_id_ = Bounded(head.Header("x-request-id"));
  if (!IsSuccess(status_)) {
    retry_after_ = Bounded(head.Header("retry-after"));
    should_retry_ = Bounded(head.Header("x-should-retry"));
    return;
  }
  streamed_ = stream && IsEventStream(content_type_);
  if (streamed_) {
    reader_ = std::make_unique<openai::StreamAnswer>(std::move(options));
  } else {
    reader_ = std::make_unique<openai::PlainAnswer>(std::move(options));
  }
}

void Attempt::OnData(std::string_view bytes, Time now, std::string& out) {
  if (!first_byte_) first_byte_ = now;
  if (!reader_) return AddErrorBytes(bytes);
  if (state_ == State::kReading) state_ = reader_->Read(bytes, out);
}

void Attempt::OnDone(const upstream::Result& result, std::string& out) {
  failure_ = result.failure;
  detail_ = result.detail;
  if (reader_ && failure_ == upstream::Failure::kNone && state_ == State::kReading) state_ = reader_->End(out);
}

void Attempt::AddErrorBytes(std::string_view bytes) {
  error_too_large_ = error_too_large_ || error_body_.size() + bytes.size() > kMaxErrorBytes;
  if (error_too_large_) {
    error_body_.clear();
  } else {
    error_body_ += bytes;
  }
}

Breakage Attempt::WhatBroke() const {
  if (state_ == State::kError) return Breakage::kNone;
  // A stream that stops making sense was cut, whoever closed the connection then.
  if (state_ == State::kBroken) return streamed_ ? Breakage::kCut : Breakage::kNone;
  return ToBreakage(failure_);
}

AttemptFailure Attempt::Failure() const {
  AttemptFailure failure;
  failure.status = status_;
  failure.deployment = target_.deployment->label;
  failure.upstream_request_id = upstream_request_id_;
  failure.content_type = content_type_;
  failure.retry_after = retry_after_;
  failure.should_retry = should_retry_;
  failure.body = error_body_;
  failure.breakage = WhatBroke();
  failure.detail = detail_;
  if (reader_) {
    failure.error = reader_->error();
    if (!reader_->why().empty()) failure.detail = reader_->why();
  } else {
    failure.error = dialect::openai_chat::DecodeError(error_body_);
  }
  AttemptFacts facts;
  facts.breakage = failure.breakage;
  facts.status = status_;
  facts.body_began = first_byte_.has_value();
  facts.error_in_body = spoiled();
  if (failure.error) {
    facts.error_code = failure.error->code ? std::string_view(*failure.error->code) : std::string_view();
    facts.error_type = failure.error->type;
  }
  failure.outcome = Classify(facts);
  return failure;
}

v1::Attempt Attempt::ToProto(Time now) const {
  v1::Attempt proto;
  proto.set_deployment(target_.deployment->id);
  proto.set_provider(target_.endpoint->provider.name);
  proto.set_account_id(target_.endpoint->account.id);
  proto.set_upstream_model(target_.deployment->upstream_model);
  proto.set_status(status_);
  if (first_byte_) proto.set_ttft_us(Microseconds(started_, *first_byte_));
  proto.set_duration_us(Microseconds(started_, now));
  proto.set_upstream_request_id(upstream_request_id_);
  return proto;
}

}  // namespace signalbox::router

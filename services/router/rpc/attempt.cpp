#include "services/router/rpc/attempt.h"

#include <utility>

#include "common/dialect/codec.h"
#include "common/status/error.h"

namespace signalbox::router {
namespace {

using State = AnswerReader::State;

constexpr std::size_t kMaxErrorBytes = std::size_t{1} * 1024 * 1024;

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

std::string_view CodeOf(const dialect::ErrorBody& error) {
  return error.code ? std::string_view(*error.code) : std::string_view();
}

}  // namespace

Attempt::Attempt(const Target& target, llm::v1::Dialect asked_in, dialect::Losses losses)
    : target_(target), asked_in_(asked_in), losses_(std::move(losses)), started_(std::chrono::steady_clock::now()) {}

void Attempt::AddLosses(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) losses_.Add(path);
}

void Attempt::OnHead(const upstream::ResponseHead& head, Task& task) {
  facts_ = FactsOf(head);
  if (facts_.success()) reader_ = task.NewReader(target_, asked_in_, facts_.content_type);
}

void Attempt::OnData(std::string_view bytes, Time now, std::string& out) {
  if (!first_byte_) first_byte_ = now;
  if (!reader_) return AddErrorBytes(bytes);
  if (state_ == State::kReading) state_ = reader_->Read(bytes, out);
  was_passed_on_ = was_passed_on_ || !out.empty();
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
  if (state_ == State::kBroken) return was_passed_on_ ? Breakage::kCut : Breakage::kNone;
  return ToBreakage(failure_);
}

std::optional<std::string_view> Attempt::error_event() const {
  if (state_ != State::kError) return std::nullopt;
  return reader_->error_event();
}

AttemptFailure Attempt::Failure() const {
  AttemptFailure failure;
  failure.facts = facts_;
  failure.asked_in = asked_in_;
  failure.deployment = target_.deployment->label;
  failure.body = error_body_;
  failure.breakage = WhatBroke();
  failure.detail = detail_;
  if (reader_) {
    failure.error = reader_->error();
    if (!reader_->why().empty()) failure.detail = reader_->why();
  } else if (!error_body_.empty()) {
    failure.error = dialect::CodecOf(asked_in_)->DecodeError(error_body_);
  }
  Judge(failure);
  return failure;
}

void Attempt::Judge(AttemptFailure& failure) const {
  AttemptFacts facts;
  facts.breakage = failure.breakage;
  facts.status = facts_.status;
  facts.body_began = first_byte_.has_value();
  facts.error_in_body = spoiled();
  facts.error_code = facts_.error_type;
  if (failure.error) {
    if (facts.error_code.empty()) facts.error_code = CodeOf(*failure.error);
    facts.error_type = failure.error->type;
    if (failure.error->param) facts.error_param = *failure.error->param;
  }
  failure.outcome = Classify(facts);
}

AttemptFailure Attempt::FailureToAsk(const absl::Status& status) const {
  AttemptFailure failure;
  failure.asked_in = asked_in_;
  failure.deployment = target_.deployment->label;
  failure.detail = MessageOf(status);
  failure.outcome = ClassifyRefusalToAsk(absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status));
  failure.breakage =
      failure.outcome.outcome_class == OutcomeClass::kTransport ? Breakage::kUnreachable : Breakage::kNone;
  return failure;
}

v1::Attempt Attempt::ToProto(Time now) const {
  v1::Attempt proto;
  proto.set_deployment(target_.deployment->id);
  proto.set_provider(target_.endpoint->provider.name);
  proto.set_account_id(target_.endpoint->account.id);
  proto.set_upstream_model(target_.deployment->upstream_model);
  proto.set_status(facts_.status);
  if (first_byte_) proto.set_ttft_us(Microseconds(started_, *first_byte_));
  proto.set_duration_us(Microseconds(started_, now));
  proto.set_upstream_request_id(facts_.upstream_request_id);
  return proto;
}

}  // namespace signalbox::router

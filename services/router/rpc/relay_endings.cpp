// How a relay tells what came of it: the other half of relay.cpp.

#include <utility>

#include "common/log/log.h"
#include "common/status/error.h"
#include "services/router/rpc/decision_record.h"
#include "services/router/rpc/head.h"
#include "services/router/rpc/refusals.h"
#include "services/router/rpc/relay.h"
#include "services/router/rpc/reply.h"
#include "services/router/rpc/route_query.h"

namespace signalbox::router {
namespace {

constexpr std::size_t kMaxLoggedCode = 64;

// gRPC refuses 80 MiB, and a little may already wait to be written.
constexpr std::size_t kMaxEventBytes = std::size_t{72} * 1024 * 1024;

/// The provider's word for what is wrong, by which the operator finds it.
std::string_view CodeOf(const AttemptFailure& failure) {
  std::string_view code = failure.facts.error_type;
  if (code.empty() && failure.error) code = failure.error->code ? *failure.error->code : failure.error->type;
  return code.substr(0, kMaxLoggedCode);
}

void LogFailure(const Attempt& attempt, const AttemptFailure& failure, const RequestContext& context) {
  log::Warn("attempt failed", {{"provider", attempt.target().endpoint->provider.name},
                               {"deployment", attempt.target().deployment->id},
                               {"status", failure.facts.status},
                               {"outcome", NameOf(failure.outcome.outcome_class)},
                               {"code", CodeOf(failure)},
                               {"detail", failure.detail},
                               {"upstream_request_id", attempt.upstream_request_id()},
                               {"request_id", context.request_id}});
}

void LogConsequence(const Attempt& attempt, const Consequence& consequence, const RequestContext& context) {
  const auto left = [](TimePoint until) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(until - SystemNow()).count();
  };
  const Target& target = attempt.target();
  if (consequence.open_until) {
    log::Warn("deployment is left alone: its breaker is open", {{"deployment", target.deployment->id},
                                                                {"label", target.deployment->label},
                                                                {"for_ms", left(*consequence.open_until)},
                                                                {"request_id", context.request_id}});
  }
  if (consequence.resting_until) {
    log::Warn("account rests", {{"provider", target.endpoint->provider.name},
                                {"account", target.endpoint->account.name},
                                {"reason", NameOf(consequence.reason)},
                                {"for_ms", left(*consequence.resting_until)},
                                {"request_id", context.request_id}});
  }
}

}  // namespace

void Relay::EndAttempt(const Outcome& outcome, std::optional<std::chrono::milliseconds> retry_after,
                       llm::v1::Ending ending) {
  const v1::Attempt& told = record_.Add(*attempt_, LatestDecision(), *task_, ending);
  AttemptReport report{outcome, retry_after};
  if (told.ttft_us() > 0) report.first_byte = std::chrono::microseconds(told.ttft_us());
  report.duration = std::chrono::microseconds(told.duration_us());
  report.tokens = TokensOf(told.usage());
  const Consequence consequence = itinerary_->Finish(report, SystemNow());
  LogConsequence(*attempt_, consequence, context_);
  TellOthers(consequence);
}

void Relay::TellOthers(const Consequence& consequence) const {
  if (!parts_.tell_others) return;
  const Target& target = attempt_->target();
  if (consequence.open_until) {
    parts_.tell_others({LiveNews::Kind::kOpen, target.deployment->id, *consequence.open_until});
  }
  if (consequence.resting_until) {
    parts_.tell_others(
        {LiveNews::Kind::kRest, target.endpoint->account.id, *consequence.resting_until, consequence.reason});
  }
}

v1::Decision Relay::LatestDecision() const {
  return DecisionOf(*itinerary_, attempt_->target().last_resort);
}

void Relay::Emit(std::string data) {
  v1::GenerateEvent event;
  if (!head_sent_) AddSuccessHead(event);
  event.set_data(std::move(data));
  sink_->Write(std::move(event));
}

void Relay::Complete(std::string data, bool transfer_is_over) {
  EndAttempt({}, {}, llm::v1::COMPLETED);
  record_.AddLosses(*attempt_);
  if (task_->NextPart()) {
    if (!data.empty()) Emit(std::move(data));
    itinerary_->Restart();
    told_.reset();
    part_over_ = !transfer_is_over;
    if (transfer_is_over) TryNext();
    return;
  }
  v1::GenerateEvent event;
  if (!head_sent_) AddSuccessHead(event);
  event.set_data(std::move(data));
  Finish(std::move(event), llm::v1::COMPLETED, "");
}

void Relay::HandleFailure(AttemptFailure failure) {
  LogFailure(*attempt_, failure, context_);
  EndAttempt(failure.outcome, failure.facts.RetryAfter(SystemNow()), EndingOf(failure));
  if (head_sent_) return FinishInStream(failure);
  record_.AddWait(woke_ - attempt_->started());
  const Outcome outcome = failure.outcome;
  if (!told_ || !outcome.try_next || WeightOf(failure) >= WeightOf(*told_)) told_ = std::move(failure);
  if (!itinerary_->MayGoOn(outcome)) return FinishUnanswered();
  TryNext();
}

void Relay::FinishInStream(const AttemptFailure& failure) {
  record_.AddLosses(*attempt_);
  v1::GenerateEvent event;
  const ToldError told = Tell(failure);
  const auto own_event = attempt_->error_event();
  const bool pass_on = own_event && !IsOperators(failure.outcome.outcome_class);
  event.set_data(pass_on ? std::string(*own_event) : task_->EncodeBreak(told.error, told.status));
  Finish(std::move(event), EndingOf(failure), Describe(failure));
}

void Relay::FinishUnanswered() {
  const AttemptFailure& failure = *told_;
  // What parts before this one used must be told, and only a tail can.
  if (WeightOf(failure) == 0 && !record_.HasUsage()) {
    return Fail(Error(absl::StatusCode::kUnavailable, "", "No provider of this model could be reached."));
  }
  Reply reply = ReplyTo(failure, *dialect::CodecOf(request_.dialect()), context_.request_id);
  v1::GenerateEvent event;
  v1::Head& head = *event.mutable_head();
  BeginHead(head, reply.status);
  AddTargetHeaders(head, failure.deployment, tried_, failure.facts.upstream_request_id);
  for (auto& [name, value] : reply.headers) AddHeader(head, name, std::move(value));
  event.set_data(std::move(reply.body));
  Finish(std::move(event), EndingOf(failure), Describe(failure));
}

void Relay::FinishUnasked() {
  if (record_.HasUsage()) return FinishAfterParts();
  absl::StatusOr<OwnAnswer> own = task_->AnswerHere();
  if (!own.ok()) {
    if (!absl::IsUnimplemented(own.status())) return Fail(own.status());
    if (unasked_.ok()) return Fail(NobodyAsked(request_.model(), itinerary_->nobody(), itinerary_->query()));
    if (!absl::IsUnimplemented(unasked_)) return Fail(unasked_);
    return Fail(Error(absl::StatusCode::kInvalidArgument, "UNSUPPORTED_OPERATION",
                      "The model \"" + request_.model() + "\" cannot do that."));
  }
  v1::GenerateEvent event;
  BeginHead(*event.mutable_head(), 200);
  AddHeader(*event.mutable_head(), "content-type", "application/json");
  if (own->estimated) AddHeader(*event.mutable_head(), "x-signalbox-estimated", "true");
  event.set_data(std::move(own->body));
  Finish(std::move(event), llm::v1::COMPLETED, "");
}

void Relay::FinishAfterParts() {
  constexpr int kStatus = 502;
  dialect::ErrorBody error{"No provider of this model can answer the rest.", "upstream_error"};
  v1::GenerateEvent event;
  if (head_sent_) {
    event.set_data(task_->EncodeBreak(error, kStatus));
  } else {
    BeginHead(*event.mutable_head(), kStatus);
    AddHeader(*event.mutable_head(), "content-type", "application/json");
    event.set_data(dialect::CodecOf(request_.dialect())->EncodeError(error, kStatus, context_.request_id));
  }
  attempt_.reset();
  Finish(std::move(event), llm::v1::UPSTREAM_ERROR, "no target for a later part");
}

void Relay::FinishUntried() {
  attempt_.reset();
  itinerary_->Abandon(SystemNow());
  FinishStopped();
}

void Relay::FinishStopped() {
  if (attempt_) {
    record_.Add(*attempt_, LatestDecision(), *task_, llm::v1::CLIENT_CANCELLED);
    itinerary_->Abandon(SystemNow());
    record_.AddLosses(*attempt_);
  }
  Finish({}, llm::v1::CLIENT_CANCELLED, "the caller left");
}

void Relay::Finish(v1::GenerateEvent event, llm::v1::Ending ending, std::string error_message) {
  finished_ = true;
  if (request_.want_transcript() && attempt_)
    record_.AddTranscript(ending, *task_, *attempt_, request_.want_instructions());
  *event.mutable_tail() = record_.Take(ending, std::move(error_message));
  BoundTranscript(event, kMaxEventBytes);
  sink_->Write(std::move(event));
}

void Relay::Fail(const absl::Status& status) {
  finished_ = true;
  sink_->Fail(status);
}

void Relay::AddSuccessHead(v1::GenerateEvent& event) {
  record_.AddWait(woke_ - attempt_->started());
  v1::Head& head = *event.mutable_head();
  BeginHead(head, 200);
  AddTargetHeaders(head, attempt_->target().deployment->label, tried_, attempt_->upstream_request_id());
  AddAnswerHeaders(head, *attempt_);
}

void Relay::BeginHead(v1::Head& head, int status) {
  head_sent_ = true;
  record_.StampHead();
  head.set_status(status);
}

}  // namespace signalbox::router

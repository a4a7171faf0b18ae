#include "services/router/rpc/relay.h"

#include <algorithm>
#include <utility>

#include "common/log/log.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/rpc/head.h"
#include "services/router/rpc/reply.h"
#include "services/router/rpc/upstream_request.h"
#include "services/router/tasks/ask.h"
#include "services/router/tasks/new_task.h"

namespace signalbox::router {
namespace {

using std::chrono::steady_clock;

// What remains of the caller's time for the tail to arrive.
constexpr std::chrono::milliseconds kTailReserve{50};

void LogFailure(const Attempt& attempt, const AttemptFailure& failure, const RequestContext& context) {
  log::Warn("attempt failed", {{"provider", attempt.target().endpoint->provider.name},
                               {"deployment", attempt.target().deployment->id},
                               {"status", failure.facts.status},
                               {"outcome", NameOf(failure.outcome.outcome_class)},
                               {"detail", failure.detail},
                               {"upstream_request_id", attempt.upstream_request_id()},
                               {"request_id", context.request_id}});
}

}  // namespace

Relay::Relay(const RelayParts& parts, v1::GenerateRequest request, RequestContext context,
             std::shared_ptr<EventSink> sink)
    : parts_(parts),
      request_(std::move(request)),
      context_(std::move(context)),
      sink_(std::move(sink)),
      record_(parts.metrics) {}

void Relay::Start() {
  if (const absl::Status status = Prepare(); !status.ok()) return Fail(status);
  TryNext();
}

absl::Status Relay::Prepare() {
  ASSIGN_OR_RETURN(task_, NewTask(request_));
  snapshot_ = parts_.keeper.Current();
  route_ = snapshot_ ? snapshot_->Find(request_.model()) : nullptr;
  if (!route_) {
    return Error(absl::StatusCode::kNotFound, "MODEL_NOT_FOUND",
                 "The model \"" + request_.model() + "\" does not exist or you do not have access to it.");
  }
  plan_.emplace(*route_, parts_.random);
  return absl::OkStatus();
}

void Relay::TryNext() {
  Inquiry inquiry;
  const std::optional<Target> target = NextTarget(inquiry);
  if (!target) return told_ ? FinishUnanswered() : FinishUnasked();
  if (!deadline_) deadline_ = steady_clock::now() + target->endpoint->timers.total;
  if (context_.deadline) deadline_ = std::min(*deadline_, *context_.deadline - kTailReserve);
  if (TimeLeft().count() == 0 && told_) return FinishUnanswered();
  Ask(*target, std::move(inquiry));
}

std::optional<Target> Relay::NextTarget(Inquiry& inquiry) {
  while (const std::optional<Target> target = plan_->Next()) {
    absl::StatusOr<Inquiry> asked = task_->Ask(*target);
    if (asked.ok()) {
      inquiry = *std::move(asked);
      return target;
    }
    Skip(asked.status());
  }
  return std::nullopt;
}

void Relay::Skip(const absl::Status& why) {
  // What the caller can mend says more than what a provider cannot do.
  if (unasked_.ok() || absl::IsUnimplemented(unasked_)) unasked_ = why;
  plan_->SkipDeployment();
}

void Relay::Ask(const Target& target, Inquiry inquiry) {
  attempt_.emplace(target, inquiry.written.dialect, std::move(inquiry.losses));
  const Endpoint& endpoint = *target.endpoint;
  if (endpoint.api->NeedsToken(endpoint.account)) return AwaitToken(std::move(inquiry.written));
  Call(std::move(inquiry.written), {});
}

bool Relay::BeginWait() {
  const std::lock_guard lock(transfer_mutex_);
  awaits_token_ = !stopped_;
  return awaits_token_;
}

void Relay::AwaitToken(Written written) {
  if (!BeginWait()) return FinishUntried();
  // Shared only because std::function copies what it holds.
  const auto waiting = std::make_shared<Written>(std::move(written));
  const Endpoint& endpoint = *attempt_->target().endpoint;
  parts_.tokens.Get(endpoint.provider, endpoint.account,
                    [relay = shared_from_this(), waiting](const absl::StatusOr<std::string>& token) {
                      relay->OnToken(std::move(*waiting), token);
                    });
}

void Relay::OnToken(Written written, const absl::StatusOr<std::string>& token) {
  {
    const std::lock_guard lock(transfer_mutex_);
    if (!std::exchange(awaits_token_, false)) return;
  }
  if (!token.ok()) return FailToAsk(token.status());
  Call(std::move(written), *token);
}

void Relay::Call(Written written, std::string_view token) {
  const Endpoint& endpoint = *attempt_->target().endpoint;
  absl::StatusOr<ProviderCall> call =
      endpoint.api->Call(endpoint.provider, endpoint.account, std::move(written), token, SystemNow());
  if (!call.ok()) return FailToAsk(call.status());
  attempt_->AddLosses(call->losses);
  if (request_.strict() && !call->losses.empty()) return SkipTarget(LossyTranslation(attempt_->losses()));
  const std::chrono::milliseconds time_left = std::max(TimeLeft(), std::chrono::milliseconds(1));
  ++tried_;
  StartTransfer(RequestTo(endpoint, *std::move(call), time_left));
}

void Relay::FailToAsk(const absl::Status& status) {
  woke_ = steady_clock::now();
  HandleFailure(attempt_->FailureToAsk(status));
}

void Relay::SkipTarget(const absl::Status& why) {
  attempt_.reset();
  Skip(why);
  TryNext();
}

std::chrono::milliseconds Relay::TimeLeft() const {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*deadline_ - steady_clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

void Relay::StartTransfer(upstream::Request request) {
  {
    // Held while starting, so that a Stop() either comes first or finds the transfer.
    const std::lock_guard lock(transfer_mutex_);
    if (!stopped_) {
      transfer_ = parts_.client.Start(std::move(request), shared_from_this());
      return;
    }
  }
  FinishUntried();
}

void Relay::CancelTransfer() {
  const std::lock_guard lock(transfer_mutex_);
  if (transfer_) transfer_->Cancel();
}

void Relay::Stop() {
  bool waited = false;
  {
    const std::lock_guard lock(transfer_mutex_);
    stopped_ = true;
    if (transfer_) transfer_->Cancel();
    waited = std::exchange(awaits_token_, false);
  }
  if (waited) FinishUntried();
}

void Relay::Pause() {
  const std::lock_guard lock(transfer_mutex_);
  if (transfer_) transfer_->Pause();
}

void Relay::Resume() {
  const std::lock_guard lock(transfer_mutex_);
  if (transfer_) transfer_->Resume();
}

void Relay::OnHead(const upstream::ResponseHead& head) {
  attempt_->OnHead(head, *task_);
}

void Relay::OnData(std::string_view bytes) {
  if (finished_ || part_over_ || attempt_->spoiled()) return;
  const Time now = steady_clock::now();
  if (!head_sent_) woke_ = now;
  std::string out;
  attempt_->OnData(bytes, now, out);
  if (attempt_->complete()) return Complete(std::move(out), false);
  if (!out.empty()) Emit(std::move(out));
  if (attempt_->spoiled()) CancelTransfer();  // OnDone follows and says why.
}

void Relay::OnDone(const upstream::Result& result) {
  bool stopped = false;
  {
    const std::lock_guard lock(transfer_mutex_);
    stopped = stopped_;
    transfer_.reset();
  }
  if (finished_) return;
  if (!head_sent_) woke_ = steady_clock::now();
  std::string out;
  if (!part_over_) attempt_->OnDone(result, out);
  if (stopped) return part_over_ ? FinishUntried() : FinishStopped();
  if (std::exchange(part_over_, false)) return TryNext();
  if (result.failure == upstream::Failure::kCancelled && !attempt_->spoiled()) return FinishStopped();
  if (attempt_->complete()) return Complete(std::move(out), true);
  HandleFailure(attempt_->Failure());
}

void Relay::Emit(std::string data) {
  v1::GenerateEvent event;
  if (!head_sent_) AddSuccessHead(event);
  event.set_data(std::move(data));
  sink_->Write(std::move(event));
}

void Relay::Complete(std::string data, bool transfer_is_over) {
  record_.Add(*attempt_, *task_, llm::v1::COMPLETED);
  if (task_->NextPart()) {
    if (!data.empty()) Emit(std::move(data));
    plan_.emplace(*route_, parts_.random);
    told_.reset();
    part_over_ = !transfer_is_over;
    if (transfer_is_over) TryNext();
    return;
  }
  record_.AddLosses(*attempt_);
  v1::GenerateEvent event;
  if (!head_sent_) AddSuccessHead(event);
  event.set_data(std::move(data));
  Finish(std::move(event), llm::v1::COMPLETED, "");
}

void Relay::HandleFailure(AttemptFailure failure) {
  LogFailure(*attempt_, failure, context_);
  record_.Add(*attempt_, *task_, EndingOf(failure));
  if (head_sent_) return FinishInStream(failure);
  record_.AddWait(woke_ - attempt_->started());
  const Outcome outcome = failure.outcome;
  if (!told_ || !outcome.try_next || WeightOf(failure) >= WeightOf(*told_)) told_ = std::move(failure);
  if (!outcome.try_next) return FinishUnanswered();
  plan_->RuleOut(outcome.blame);
  TryNext();
}

void Relay::FinishInStream(const AttemptFailure& failure) {
  record_.AddLosses(*attempt_);
  v1::GenerateEvent event;
  const ToldError told = Tell(failure);
  event.set_data(task_->EncodeBreak(told.error, told.status));
  Finish(std::move(event), EndingOf(failure), Describe(failure));
}

void Relay::FinishUnanswered() {
  const AttemptFailure& failure = *told_;
  if (WeightOf(failure) == 0) {
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
  absl::StatusOr<OwnAnswer> own = task_->AnswerHere();
  if (!own.ok()) {
    const absl::Status& why = absl::IsUnimplemented(own.status()) ? unasked_ : own.status();
    if (!absl::IsUnimplemented(why)) return Fail(why);
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

void Relay::FinishUntried() {
  attempt_.reset();
  FinishStopped();
}

void Relay::FinishStopped() {
  if (attempt_) {
    record_.Add(*attempt_, *task_, llm::v1::CLIENT_CANCELLED);
    record_.AddLosses(*attempt_);
  }
  Finish({}, llm::v1::CLIENT_CANCELLED, "the caller left");
}

void Relay::Finish(v1::GenerateEvent event, llm::v1::Ending ending, std::string error_message) {
  finished_ = true;
  if (request_.want_transcript() && attempt_) record_.AddTranscript(ending, *task_, *attempt_);
  *event.mutable_tail() = record_.Take(ending, std::move(error_message));
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

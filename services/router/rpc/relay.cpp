#include "services/router/rpc/relay.h"

#include <algorithm>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/rpc/refusals.h"
#include "services/router/rpc/route_query.h"
#include "services/router/rpc/upstream_request.h"
#include "services/router/tasks/ask.h"
#include "services/router/tasks/new_task.h"

namespace signalbox::router {
namespace {

using std::chrono::steady_clock;

// What remains of the caller's time for the tail to arrive.
constexpr std::chrono::milliseconds kTailReserve{150};

constexpr std::size_t kLongBody = std::size_t{1} << 20;

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
  std::shared_ptr<const Snapshot> snapshot = parts_.keeper.Current();
  std::string_view rule;
  std::shared_ptr<const Route> route = snapshot ? snapshot->Resolve(request_.model(), &rule) : nullptr;
  if (!route) return ModelNotFound(request_.model());
  const RouteQuery query = QueryOf(request_, *route, *task_);
  itinerary_.emplace(std::move(snapshot), std::move(route), query, LimitsOf(request_), parts_.random, rule);
  DropUnneededBody();
  return absl::OkStatus();
}

// A long body, what was read of it and what is written of that would all be held at once.
void Relay::DropUnneededBody() {
  if (request_.body().size() < kLongBody || request_.operation() == llm::v1::FORWARD) return;
  const Route& route = itinerary_->route();
  // Who stands in may speak the caller's dialect.
  if (!route.fallbacks.empty() || !route.context_window_fallbacks.empty()) return;
  for (const RoutedDeployment& deployment : route.deployments) {
    const Endpoint& endpoint = *deployment.endpoints.front();
    const auto dialect =
        endpoint.api->DialectFor(endpoint.provider, {llm::v1::GENERATE, request_.dialect(), deployment.upstream_model});
    if (dialect.ok() && *dialect == request_.dialect()) return;
  }
  if (task_->ReadWhole()) std::string().swap(*request_.mutable_body());  // An assignment would keep the memory.
}

void Relay::TryNext() {
  Inquiry inquiry;
  const std::optional<Target> target = NextTarget(inquiry);
  if (!target) return told_ ? AskAgain() : FinishUnasked();
  if (!deadline_) deadline_ = steady_clock::now() + target->endpoint->timers.total;
  if (context_.deadline) deadline_ = std::min(*deadline_, *context_.deadline - kTailReserve);
  if (TimeLeft().count() == 0 && told_) return FinishUnanswered();
  Ask(*target, std::move(inquiry));
}

std::optional<Target> Relay::NextTarget(Inquiry& inquiry) {
  while (const std::optional<Target> target = itinerary_->Next(SystemNow())) {
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
  itinerary_->SkipDeployment(SystemNow());
}

void Relay::Ask(const Target& target, Inquiry inquiry) {
  attempt_.emplace(target, inquiry.written.dialect, std::move(inquiry.losses));
  const Endpoint& endpoint = *target.endpoint;
  if (endpoint.api->NeedsToken(endpoint.account)) return AwaitToken(std::move(inquiry.written));
  Call(std::move(inquiry.written), {});
}

void Relay::Call(Written written, std::string_view token) {
  const Endpoint& endpoint = *attempt_->target().endpoint;
  absl::StatusOr<ProviderCall> call =
      endpoint.api->Call(endpoint.provider, endpoint.account, std::move(written), token, SystemNow());
  if (absl::IsInvalidArgument(call.status()))
    return SkipTarget(call.status());  // The request's fault, not the account's.
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
      if (paused_) transfer_->Pause();  // Asked for between two transfers.
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
  std::shared_ptr<grpc::Alarm> alarm;
  {
    const std::lock_guard lock(transfer_mutex_);
    stopped_ = true;
    if (transfer_) transfer_->Cancel();
    waited = std::exchange(awaits_token_, false) || std::exchange(awaits_repeat_, false);
    alarm = alarm_;
  }
  if (alarm) alarm->Cancel();
  if (waited) FinishUntried();
}

void Relay::Pause() {
  const std::lock_guard lock(transfer_mutex_);
  paused_ = true;
  if (transfer_) transfer_->Pause();
}

void Relay::Resume() {
  const std::lock_guard lock(transfer_mutex_);
  paused_ = false;
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

}  // namespace signalbox::router

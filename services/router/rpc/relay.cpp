#include "services/router/rpc/relay.h"

#include <algorithm>
#include <utility>

#include "common/context/ids.h"
#include "common/dialect/openai_chat/codec.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/rpc/chat_request.h"

namespace signalbox::router {
namespace {

using std::chrono::steady_clock;

// What remains of the caller's time for the tail to arrive.
constexpr std::chrono::milliseconds kTailReserve{50};

absl::Status Invalid(std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "", message);
}

absl::Status CheckRequest(const v1::GenerateRequest& request) {
  if (!IsUuid(request.ticket())) return Invalid("ticket must be a UUID");
  if (request.dialect() != llm::v1::OPENAI_CHAT) return Invalid("dialect is not supported");
  if (request.model().empty()) return Invalid("model is required");
  return absl::OkStatus();
}

void AddHeader(v1::Head& head, std::string name, std::string value) {
  v1::Header& header = *head.add_headers();
  header.set_name(std::move(name));
  header.set_value(std::move(value));
}

upstream::Request RequestTo(const Endpoint& endpoint, ProviderCall call, std::chrono::milliseconds time_left) {
  upstream::Request request;
  request.method = std::move(call.method);
  request.url = std::move(call.url);
  request.headers = std::move(call.headers);
  request.body = std::move(call.body);
  request.allow_private = endpoint.provider.allow_private;
  request.connect_timeout = endpoint.timers.connect;
  request.first_byte_timeout = endpoint.timers.first_byte;
  request.idle_timeout = endpoint.timers.idle;
  request.total_timeout = time_left;
  return request;
}

void LogFailure(const Attempt& attempt, const AttemptFailure& failure, const RequestContext& context) {
  log::Warn("attempt failed", {{"provider", attempt.target().endpoint->provider.name},
                               {"deployment", attempt.target().deployment->id},
                               {"status", failure.status},
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
      record_(request_, parts.metrics) {}

void Relay::Start() {
  if (const absl::Status status = Prepare(); !status.ok()) {
    finished_ = true;
    return sink_->Fail(status);
  }
  TryNext();
}

absl::Status Relay::Prepare() {
  RETURN_IF_ERROR(CheckRequest(request_));
  snapshot_ = parts_.keeper.Current();
  const Route* route = snapshot_ ? snapshot_->Find(request_.model()) : nullptr;
  if (!route) {
    return Error(absl::StatusCode::kNotFound, "MODEL_NOT_FOUND",
                 "The model \"" + request_.model() + "\" does not exist or you do not have access to it.");
  }
  if (request_.stream()) {
    ASSIGN_OR_RETURN(const auto facts, dialect::openai_chat::ScanRequest(request_.body()));
    show_usage_ = facts.include_usage;
  }
  plan_.emplace(*route, parts_.random);
  return absl::OkStatus();
}

void Relay::TryNext() {
  const std::optional<Target> target = plan_->Next();
  if (!target) return FinishUnanswered();
  if (!deadline_) deadline_ = steady_clock::now() + target->endpoint->timers.total;
  if (context_.deadline) deadline_ = std::min(*deadline_, *context_.deadline - kTailReserve);
  const std::chrono::milliseconds time_left = TimeLeft();
  if (time_left.count() == 0 && told_) return FinishUnanswered();
  absl::StatusOr<std::string> body = BodyFor(request_, target->deployment->upstream_model);
  if (!body.ok()) {
    finished_ = true;
    return sink_->Fail(body.status());
  }
  const Endpoint& endpoint = *target->endpoint;
  Written written;
  written.dialect = llm::v1::OPENAI_CHAT;
  written.upstream_model = target->deployment->upstream_model;
  written.stream = request_.stream();
  written.body = *std::move(body);
  absl::StatusOr<ProviderCall> call =
      endpoint.api->Call(endpoint.provider, endpoint.account, std::move(written), "", SystemNow());
  if (!call.ok()) {
    finished_ = true;
    return sink_->Fail(call.status());
  }
  attempt_.emplace(*target);
  StartTransfer(RequestTo(endpoint, *std::move(call), std::max(time_left, std::chrono::milliseconds(1))));
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
  attempt_.reset();
  FinishStopped();
}

void Relay::CancelTransfer() {
  const std::lock_guard lock(transfer_mutex_);
  if (transfer_) transfer_->Cancel();
}

void Relay::Stop() {
  const std::lock_guard lock(transfer_mutex_);
  stopped_ = true;
  if (transfer_) transfer_->Cancel();
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
  attempt_->OnHead(head, request_.stream(), {request_.model(), show_usage_, request_.want_transcript()});
}

void Relay::OnData(std::string_view bytes) {
  if (finished_ || attempt_->spoiled()) return;
  const Time now = steady_clock::now();
  if (!head_sent_) woke_ = now;
  std::string out;
  attempt_->OnData(bytes, now, out);
  if (attempt_->complete()) return Complete(std::move(out));
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
  attempt_->OnDone(result, out);
  if (stopped || (result.failure == upstream::Failure::kCancelled && !attempt_->spoiled())) return FinishStopped();
  if (attempt_->complete()) return Complete(std::move(out));
  HandleFailure(attempt_->Failure());
}

void Relay::Emit(std::string data) {
  v1::GenerateEvent event;
  if (!head_sent_) AddSuccessHead(event);
  event.set_data(std::move(data));
  sink_->Write(std::move(event));
}

void Relay::Complete(std::string data) {
  v1::GenerateEvent event;
  if (!head_sent_) AddSuccessHead(event);
  event.set_data(std::move(data));
  record_.Add(*attempt_, llm::v1::COMPLETED);
  Finish(std::move(event), llm::v1::COMPLETED, "");
}

void Relay::HandleFailure(AttemptFailure failure) {
  LogFailure(*attempt_, failure, context_);
  record_.Add(*attempt_, EndingOf(failure));
  if (head_sent_) return FinishInStream(failure);
  record_.AddWait(woke_ - attempt_->started());
  const Outcome outcome = failure.outcome;
  if (!told_ || !outcome.try_next || WeightOf(failure) >= WeightOf(*told_)) told_ = std::move(failure);
  if (!outcome.try_next) return FinishUnanswered();
  plan_->RuleOut(outcome.blame);
  TryNext();
}

void Relay::FinishInStream(const AttemptFailure& failure) {
  v1::GenerateEvent event;
  event.set_data(dialect::openai_chat::EncodeStreamError(ErrorInStream(failure)));
  Finish(std::move(event), EndingOf(failure), Describe(failure));
}

void Relay::FinishUnanswered() {
  const AttemptFailure& failure = *told_;
  if (WeightOf(failure) == 0) {
    finished_ = true;
    return sink_->Fail(Error(absl::StatusCode::kUnavailable, "", "No provider of this model could be reached."));
  }
  Reply reply = ReplyTo(failure);
  v1::GenerateEvent event;
  SetHead(*event.mutable_head(), reply.status, failure.deployment, failure.upstream_request_id);
  for (auto& [name, value] : reply.headers) AddHeader(*event.mutable_head(), name, std::move(value));
  event.set_data(std::move(reply.body));
  Finish(std::move(event), EndingOf(failure), Describe(failure));
}

void Relay::FinishStopped() {
  if (attempt_) record_.Add(*attempt_, llm::v1::CLIENT_CANCELLED);
  Finish({}, llm::v1::CLIENT_CANCELLED, "the caller left");
}

void Relay::Finish(v1::GenerateEvent event, llm::v1::Ending ending, std::string error_message) {
  finished_ = true;
  *event.mutable_tail() = record_.Take(ending, std::move(error_message), attempt_ ? &*attempt_ : nullptr);
  sink_->Write(std::move(event));
}

void Relay::AddSuccessHead(v1::GenerateEvent& event) {
  record_.AddWait(woke_ - attempt_->started());
  v1::Head& head = *event.mutable_head();
  SetHead(head, 200, attempt_->target().deployment->label, attempt_->upstream_request_id());
  AddHeader(head, "content-type", attempt_->content_type());
}

void Relay::SetHead(v1::Head& head, int status, const std::string& deployment, const std::string& upstream_request_id) {
  head_sent_ = true;
  record_.StampHead();
  head.set_status(status);
  AddHeader(head, "x-signalbox-deployment", deployment);
  AddHeader(head, "x-signalbox-attempts", std::to_string(plan_->attempts()));
  if (!upstream_request_id.empty()) AddHeader(head, "x-signalbox-upstream-request-id", upstream_request_id);
}

}  // namespace signalbox::router

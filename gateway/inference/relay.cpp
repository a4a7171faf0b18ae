#include "gateway/inference/relay.h"

#include <utility>

#include "common/status/error.h"
#include "gateway/errors.h"
#include "gateway/inference/answer_memory.h"
#include "gateway/inference/session.h"
#include "gateway/inference/stream_text.h"

namespace signalbox::gateway {
namespace {

constexpr char kEventStream[] = "text/event-stream";
constexpr char kKeepAliveComment[] = ": keep-alive\n\n";
constexpr char kSessionHeader[] = "x-signalbox-session";
constexpr char kAnswerHeader[] = "x-signalbox-response";
constexpr char kAnswerNotKeptComment[] = ": x-signalbox-response: not-saved\n\n";
constexpr char kSessionNotSavedComment[] = ": x-signalbox-session: not-saved\n\n";
constexpr std::size_t kMaxPlainAnswerBytes = std::size_t{64} * 1024 * 1024;

bool IsSuccess(int status) {
  return status >= 200 && status < 300;
}

std::string_view ContentTypeOf(const router::v1::Head& head) {
  for (const router::v1::Header& header : head.headers()) {
    if (header.name() == "content-type") return header.value();
  }
  return {};
}

std::chrono::microseconds Since(SteadyTime then) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - then);
}

bool IsOpenAi(llm::v1::Dialect dialect) {
  return dialect == llm::v1::OPENAI_CHAT || dialect == llm::v1::OPENAI_COMPLETIONS ||
         dialect == llm::v1::OPENAI_RESPONSES;
}

http::Headers HeadersFor(const Call& call, const router::v1::Head& head) {
  http::Headers headers;
  headers.reserve(static_cast<std::size_t>(head.headers_size()) + 5);
  for (const router::v1::Header& header : head.headers()) headers.emplace_back(header.name(), header.value());
  if (IsOpenAi(call.dialect)) {
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(Since(call.arrival()));
    headers.emplace_back("openai-processing-ms", std::to_string(taken.count()));
  }
  return headers;
}

// These mean that the request was not taken on: nothing was sent to a provider, so there is nothing to write down.
bool IsRefusal(absl::StatusCode code) {
  return code == absl::StatusCode::kNotFound || code == absl::StatusCode::kInvalidArgument ||
         code == absl::StatusCode::kPermissionDenied || code == absl::StatusCode::kFailedPrecondition;
}

// A quarter of the bytes, rounded up: what English and code come to.
std::int64_t EstimatedTokens(std::size_t bytes) {
  return static_cast<std::int64_t>((bytes + 3) / 4);
}

absl::Status NotAccountedFor() {
  return Error(absl::StatusCode::kUnavailable, "LEDGER_UNAVAILABLE",
               "the request could not be accounted for; please try again later");
}

}  // namespace

void Relay::Start(std::shared_ptr<const InferenceServices> services, std::shared_ptr<Call> call, AdmissionTicket ticket,
                  Question question) {
  auto relay =
      std::make_shared<Relay>(std::move(services), std::move(call), std::move(ticket), std::move(question.asked));
  relay->Generate(std::move(question.request));
}

Relay::Relay(std::shared_ptr<const InferenceServices> services, std::shared_ptr<Call> call, AdmissionTicket ticket,
             Asked asked)
    : services_(std::move(services)),
      call_(std::move(call)),
      ticket_(std::move(ticket)),
      asked_(std::move(asked)),
      generate_time_(std::chrono::steady_clock::now()) {
  last_activity_.store(generate_time_, std::memory_order_relaxed);
}

void Relay::Generate(router::v1::GenerateRequest request) {
  // Weak: the server keeps the callback as long as the exchange, and the exchange is ours.
  call_->OnGone([weak = weak_from_this()] {
    if (const auto relay = weak.lock()) relay->OnGone();
  });
  if (gone()) return End();
  request.set_ticket(ticket_.id());
  generation_.Set(services_->router->Generate(call_->Context(), std::move(request), shared_from_this()));
}

void Relay::OnGone() {
  services_->metrics->CountClientGone();
  generation_.Stop();
}

void Relay::OnEvent(router::v1::GenerateEvent& event) {
  if (event.has_head()) TakeHead(*event.mutable_head());
  if (event.has_tail()) {
    TakeTail(*event.mutable_tail());
    Collect(std::move(*event.mutable_data()));
    End();
    return generation_.Next();
  }
  if (streaming_) return Forward(std::move(*event.mutable_data()));
  Collect(std::move(*event.mutable_data()));
  generation_.Next();
}

void Relay::TakeTail(router::v1::Tail& tail) {
  tail_ = std::move(tail);
  if (!head_) failure_ = absl::InternalError("the router sent a tail without a head");
  // It was we who stopped the generation, and the caller still waits.
  const bool cut_by_us = closing_.load(std::memory_order_acquire) && tail_->ending() == llm::v1::CLIENT_CANCELLED;
  if (!cut_by_us || gone()) return;
  failure_ = Error(absl::StatusCode::kUnavailable, "SHUTTING_DOWN", "the gateway is being restarted; please try again");
  failed_as_ = llm::v1::UPSTREAM_CUT;
  call_->record.error = Describe(failure_);
}

void Relay::TakeHead(router::v1::Head& head) {
  head_ = std::move(head);
  call_->record.upstream = Since(generate_time_);
  const std::string_view content_type = ContentTypeOf(*head_);
  if (!IsSuccess(head_->status()) || !IsStreamed(content_type)) return;
  streaming_ = true;
  events_ = content_type.starts_with(kEventStream);
  http::Headers headers = HeadersFor(*call_, *head_);
  headers.emplace_back("cache-control", "no-cache");
  headers.emplace_back("x-accel-buffering", "no");
  call_->StartStream(head_->status(), std::move(headers));
  Touch();
  // What is forwarded may stop anywhere, also within an event, where no comment can stand.
  if (events_ && asked_.operation != llm::v1::FORWARD) services_->keep_alive->Add(weak_from_this());
}

// An answer that is passed on without being understood goes as it comes, unless it is JSON, which is short.
bool Relay::IsStreamed(std::string_view content_type) const {
  if (content_type.starts_with(kEventStream)) return true;
  if (asked_.operation == llm::v1::FORWARD) return !content_type.starts_with("application/json");
  return asked_.json_array;
}

void Relay::Collect(std::string&& bytes) {
  if (gone() || !failure_.ok()) return;
  if (held_.empty()) {
    held_ = std::move(bytes);
  } else {
    held_ += bytes;
  }
  if (held_.size() <= kMaxPlainAnswerBytes) return;
  held_.clear();
  held_.shrink_to_fit();
  failure_ = absl::InternalError("the provider's answer is larger than any we hold");
  generation_.Stop();
}

void Relay::Forward(std::string&& events) {
  // A router that ends the answer before it knows the tail must not make us tell the caller so.
  if (events_) held_ += TakeTerminator(events, call_->dialect);
  if (events.empty()) return generation_.Next();
  if (events_) TellState(asked_, true, events);
  events_forwarded_ += CountEvents(events);
  writing_.store(true, std::memory_order_release);
  call_->Send(std::move(events), [relay = shared_from_this()](bool) {
    relay->Touch();
    relay->writing_.store(false, std::memory_order_release);
    relay->generation_.Next();
  });
}

void Relay::Touch() {
  last_activity_.store(std::chrono::steady_clock::now(), std::memory_order_release);
}

void Relay::OnTick(KeepAlive::Time now) {
  if (writing_.load(std::memory_order_acquire)) return;  // A slow reader is not a silent stream.
  if (now - last_activity_.load(std::memory_order_acquire) < services_->keep_alive_interval) return;
  Touch();
  call_->Send(kKeepAliveComment, [](bool) {});
}

void Relay::OnClosing() {
  closing_.store(true, std::memory_order_release);
  generation_.Stop();
}

void Relay::OnDone(const absl::Status& status) {
  if (tail_) return;
  failure_ = status.ok() ? absl::InternalError("the router ended a generation without a tail") : status;
  call_->record.error = Describe(failure_);
  if (!head_ && IsRefusal(status.code())) return call_->Fail(status);
  End();
}

Outcome Relay::OutcomeOfTail() const {
  Outcome outcome;
  outcome.ending = failure_.ok() ? tail_->ending() : failed_as_;
  outcome.usage = TotalUsage(*tail_);
  outcome.attempts = tail_->attempts_size();
  if (outcome.attempts > 0) outcome.last = *tail_->attempts().rbegin();
  return outcome;
}

Outcome Relay::OutcomeWithoutTail() const {
  Outcome outcome;
  outcome.ending = llm::v1::UPSTREAM_ERROR;
  if (failure_.code() == absl::StatusCode::kDeadlineExceeded) outcome.ending = llm::v1::TIMEOUT;
  if (head_) outcome.ending = llm::v1::UPSTREAM_CUT;
  if (events_forwarded_ == 0) return outcome;
  // Providers send about one token an event, and the router that knew better is gone.
  outcome.usage.set_input(EstimatedTokens(call_->bytes_received()));
  outcome.usage.set_output(events_forwarded_);
  outcome.usage.set_estimated(true);
  return outcome;
}

Outcome Relay::HowItEnded() const {
  Outcome outcome = tail_ ? OutcomeOfTail() : OutcomeWithoutTail();
  const bool left = gone();  // Looked at once: it may change at any moment.
  if (left) outcome.ending = llm::v1::CLIENT_CANCELLED;
  if (left || streaming_) {
    outcome.status = call_->StatusSent();
    outcome.answer = call_->time_to_answer();
  } else {
    outcome.status = failure_.ok() ? head_->status() : RenderError(failure_, call_->dialect).http_status;
    outcome.answer = Since(call_->arrival());
  }
  return outcome;
}

void Relay::End() {
  const Outcome outcome = HowItEnded();
  Note(outcome, call_->record);
  ToRemember memories;
  if (tail_) {
    if (call_->record.error.empty()) call_->record.error = tail_->error_message();
    if (!streaming_) call_->record.upstream = UpstreamTime(*tail_);
    memories = WhatToRemember(outcome.ending);
  }
  // Counting tokens generates nothing, costs nothing and leaves no entry.
  if (asked_.operation == llm::v1::COUNT_TOKENS) return Answer({});
  Settle(*services_, call_->Context(), EntryOf(*call_, ticket_, asked_, outcome), std::move(memories),
         [relay = shared_from_this()](const Settled& settled) { relay->Answer(settled); });
}

ToRemember Relay::WhatToRemember(llm::v1::Ending ending) {
  ToRemember memories;
  if (failure_.ok() && tail_->ending() == llm::v1::COMPLETED) {
    TellState(asked_, streaming_, held_);
    memories.answer = AnswerToKeep(asked_, ticket_.id(), streaming_, held_, *tail_);
    answer_lost_ = asked_.keep_answer && !memories.answer;
  }
  memories.turns = TurnsToRemember(asked_.session_id, ticket_.id(), ending, *tail_);
  continues_session_ = memories.turns.has_value();
  return memories;
}

void Relay::Answer(const Settled& settled) {
  if (gone()) return;
  if (streaming_) return EndStream(settled);
  EndPlain(settled);
}

void Relay::EndStream(const Settled& settled) {
  const bool ended_well = settled.ledger.ok() && failure_.ok();
  // Only events can say that something went wrong; anything else must not look complete.
  // An array can hold the router's error as its last element; bytes that nobody understands must not look complete.
  const bool says_how = asked_.json_array && !held_.empty();
  const bool has_last_word = tail_ && (tail_->ending() == llm::v1::COMPLETED || says_how);
  if (!events_ && !(ended_well && has_last_word)) return call_->Abort();
  std::string end;
  if (!settled.ledger.ok()) {
    end = RenderStreamError(NotAccountedFor(), call_->dialect);
  } else if (!failure_.ok()) {
    end = RenderStreamError(failure_, call_->dialect);
  } else {
    if (events_ && !settled.session.ok()) end = kSessionNotSavedComment;
    if (events_ && (answer_lost_ || !settled.answer.ok())) end += kAnswerNotKeptComment;
    end += held_;
  }
  if (!end.empty()) call_->Send(std::move(end), [](bool) {});
  call_->Finish();
}

void Relay::EndPlain(const Settled& settled) {
  if (!settled.ledger.ok()) return call_->Fail(NotAccountedFor());
  if (!failure_.ok()) return call_->Fail(failure_);
  http::Headers headers = HeadersFor(*call_, *head_);
  if (!asked_.session_id.empty()) {
    headers.emplace_back(kSessionHeader, continues_session_ && settled.session.ok() ? "saved" : "not-saved");
  }
  if (answer_lost_ || !settled.answer.ok()) headers.emplace_back(kAnswerHeader, "not-saved");
  call_->Respond(head_->status(), std::move(headers), std::move(held_));
}

}  // namespace signalbox::gateway

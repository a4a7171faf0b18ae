#include "gateway/inference/chat_completions.h"

#include "common/dialect/openai_chat/codec.h"
#include "common/status/macros.h"
#include "gateway/inference/relay.h"
#include "gateway/inference/session.h"

namespace signalbox::gateway {
namespace {

using dialect::RequestFacts;

/// A request that was admitted and waits to begin. Shared with the callback that brings its history.
struct Admitted {
  std::shared_ptr<const InferenceServices> services;
  std::shared_ptr<Call> call;
  AdmissionTicket ticket;
  Asked asked;
};

absl::StatusOr<Asked> Read(const Call& call) {
  ASSIGN_OR_RETURN(RequestFacts facts, dialect::openai_chat::ScanRequest(call.Request().body));
  ASSIGN_OR_RETURN(std::string session, SessionOf(facts.session_id, call.Request()));
  return Asked{std::move(facts.model), std::move(facts.user), std::move(session), facts.stream};
}

absl::StatusOr<Admitted> Admit(std::shared_ptr<const InferenceServices> services, std::shared_ptr<Call> call) {
  ASSIGN_OR_RETURN(Asked asked, Read(*call));
  call->record.model = asked.model;
  call->record.stream = asked.stream;
  ASSIGN_OR_RETURN(AdmissionTicket ticket, services->admission->Admit(call->caller, asked.model, call->arrival_time()));
  return Admitted{std::move(services), std::move(call), std::move(ticket), std::move(asked)};
}

void Begin(Admitted&& admitted, memory::v1::LoadResponse&& history) {
  router::v1::GenerateRequest request;
  request.set_dialect(llm::v1::OPENAI_CHAT);
  request.set_body(admitted.call->TakeBody());
  request.set_model(admitted.asked.model);
  request.set_stream(admitted.asked.stream);
  *request.mutable_history() = std::move(*history.mutable_messages());
  request.set_want_transcript(!admitted.asked.session_id.empty());
  Relay::Start(std::move(admitted.services), std::move(admitted.call), std::move(admitted.ticket),
               std::move(admitted.asked), std::move(request));
}

void RecallAndBegin(Admitted&& admitted) {
  // Shared only because std::function copies what it holds.
  const auto waiting = std::make_shared<Admitted>(std::move(admitted));
  Recall(*waiting->services->memory, waiting->call->Context(), waiting->asked.session_id,
         [waiting](absl::StatusOr<memory::v1::LoadResponse> history) {
           if (history.ok()) return Begin(std::move(*waiting), *std::move(history));
           waiting->services->metrics->CountSessionFailure("load");
           waiting->call->Fail(history.status());
         });
}

}  // namespace

void ChatCompletions::operator()(const std::shared_ptr<Call>& call) const {
  absl::StatusOr<Admitted> admitted = Admit(services_, call);
  if (!admitted.ok()) return call->Fail(admitted.status());
  if (admitted->asked.session_id.empty()) return Begin(*std::move(admitted), {});
  RecallAndBegin(*std::move(admitted));
}

}  // namespace signalbox::gateway

#include "gateway/inference/inference.h"

#include <string_view>

#include "common/dialect/request_facts.h"
#include "common/status/macros.h"
#include "gateway/inference/relay.h"
#include "gateway/inference/session.h"

namespace signalbox::gateway {
namespace {

// What callers tell providers of their own dialect in headers. The router drops them for any other.
constexpr std::string_view kForProviders[] = {"anthropic-beta", "anthropic-version", "openai-beta"};
constexpr std::size_t kMaxForwardedHeader = 4096;

/// A request that was admitted and waits to begin. Shared with the callback that brings its history.
struct Admitted {
  std::shared_ptr<const InferenceServices> services;
  std::shared_ptr<Call> call;
  AdmissionTicket ticket;
  Question question;
};

/// A list may be spread over several lines of the same name.
std::string AllValues(const http::Headers& headers, std::string_view name) {
  std::string all;
  for (const auto& [other, value] : headers) {
    if (other != name || value.empty()) continue;
    if (!all.empty()) all += ", ";
    all += value;
  }
  return all;
}

void AddHeaders(const http::Request& http, router::v1::GenerateRequest& request) {
  for (const std::string_view name : kForProviders) {
    std::string value = AllValues(http.headers, name);
    if (value.empty() || value.size() > kMaxForwardedHeader) continue;
    router::v1::Header& header = *request.add_headers();
    header.set_name(std::string(name));
    header.set_value(std::move(value));
  }
  request.set_strict(http.Header("x-signalbox-strict") == "true");
}

absl::StatusOr<Admitted> Admit(std::shared_ptr<const InferenceServices> services, const ReadQuestion& read,
                               std::shared_ptr<Call> call) {
  ASSIGN_OR_RETURN(Question question, read(*call));
  const Asked& asked = question.asked;
  call->record.model = asked.model;
  call->record.stream = asked.stream;
  ASSIGN_OR_RETURN(AdmissionTicket ticket, services->admission->Admit(call->caller, asked.model, call->arrival_time()));
  return Admitted{std::move(services), std::move(call), std::move(ticket), std::move(question)};
}

void Begin(Admitted&& admitted, memory::v1::LoadResponse&& history) {
  const Asked& asked = admitted.question.asked;
  router::v1::GenerateRequest& request = admitted.question.request;
  AddHeaders(admitted.call->Request(), request);
  request.set_body(admitted.call->TakeBody());
  request.set_model(asked.model);
  request.set_stream(asked.stream);
  request.set_operation(asked.operation);
  request.set_json_array(asked.json_array);
  *request.mutable_history() = std::move(*history.mutable_messages());
  request.set_want_transcript(!asked.session_id.empty());
  Relay::Start(std::move(admitted.services), std::move(admitted.call), std::move(admitted.ticket),
               std::move(admitted.question));
}

void RecallAndBegin(Admitted&& admitted) {
  // Shared only because std::function copies what it holds.
  const auto waiting = std::make_shared<Admitted>(std::move(admitted));
  Recall(*waiting->services->memory, waiting->call->Context(), waiting->question.asked.session_id,
         [waiting](absl::StatusOr<memory::v1::LoadResponse> history) {
           if (history.ok()) return Begin(std::move(*waiting), *std::move(history));
           waiting->services->metrics->CountSessionFailure("load");
           waiting->call->Fail(history.status());
         });
}

}  // namespace

void Inference::operator()(const std::shared_ptr<Call>& call) const {
  absl::StatusOr<Admitted> admitted = Admit(services_, read_, call);
  if (!admitted.ok()) return call->Fail(admitted.status());
  if (admitted->question.asked.session_id.empty()) return Begin(*std::move(admitted), {});
  RecallAndBegin(*std::move(admitted));
}

}  // namespace signalbox::gateway

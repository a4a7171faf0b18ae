#include "gateway/inference/inference.h"

#include <string_view>

#include "common/dialect/request_facts.h"
#include "common/status/macros.h"
#include "gateway/inference/answer_memory.h"
#include "gateway/inference/preferences.h"
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

/// Providers answer to the name without it; the caller sees the name it wrote.
void TakeOffPrefix(std::string_view prefix, Question& question) {
  std::string& model = question.asked.model;
  if (prefix.empty() || model.size() == prefix.size() || !model.starts_with(prefix)) return;
  question.request.set_shown_model(model);
  model.erase(0, prefix.size());
}

absl::StatusOr<Admitted> Admit(std::shared_ptr<const InferenceServices> services, const ReadQuestion& read,
                               std::shared_ptr<Call> call) {
  ASSIGN_OR_RETURN(Question question, read(*call));
  Asked& asked = question.asked;
  TakeOffPrefix(services->model_prefix, question);
  RETURN_IF_ERROR(ReadPreferences(call->Request(), *question.request.mutable_preferences()));
  call->record.model = asked.model;
  call->record.stream = asked.stream;
  ASSIGN_OR_RETURN(AdmissionTicket ticket, services->admission->Admit(call->caller, asked.model, call->arrival_time()));
  return Admitted{std::move(services), std::move(call), std::move(ticket), std::move(question)};
}

void Begin(Admitted&& admitted, Turns&& history) {
  const Asked& asked = admitted.question.asked;
  router::v1::GenerateRequest& request = admitted.question.request;
  AddHeaders(admitted.call->Request(), request);
  std::string body = admitted.call->TakeBody();
  if (request.body().empty()) request.set_body(std::move(body));
  request.set_model(asked.model);
  request.set_stream(asked.stream);
  request.set_operation(asked.operation);
  request.set_json_array(asked.json_array);
  for (const std::string& model : admitted.call->caller->models.texts()) {
    request.mutable_preferences()->add_allowed_models(model);
  }
  *request.mutable_history() = std::move(history);
  request.set_want_transcript(!asked.session_id.empty() || asked.keep_answer);
  request.set_want_instructions(asked.keep_answer);
  Relay::Start(std::move(admitted.services), std::move(admitted.call), std::move(admitted.ticket),
               std::move(admitted.question));
}

// Shared only because std::function copies what it holds.
using Waiting = std::shared_ptr<Admitted>;

void Refuse(const Waiting& waiting, const absl::Status& status) {
  if (absl::IsUnavailable(status)) waiting->services->metrics->CountSessionFailure("load");
  waiting->call->Fail(status);
}

void RecallAndBegin(const Waiting& waiting) {
  const Asked& asked = waiting->question.asked;
  memory::MemoryClient& memory = *waiting->services->memory;
  if (!asked.previous_response_id.empty()) {
    return RecallAnswer(memory, waiting->call->Context(), asked.previous_response_id,
                        [waiting](absl::StatusOr<Turns> history) {
                          if (!history.ok()) return Refuse(waiting, history.status());
                          Begin(std::move(*waiting), *std::move(history));
                        });
  }
  if (asked.session_id.empty()) return Begin(std::move(*waiting), {});
  Recall(memory, waiting->call->Context(), asked.session_id, !asked.conversation.empty(),
         [waiting](absl::StatusOr<memory::v1::LoadResponse> history) {
           if (!history.ok()) return Refuse(waiting, history.status());
           Begin(std::move(*waiting), std::move(*history->mutable_messages()));
         });
}

void FillInAndBegin(const Waiting& waiting) {
  const Asked& asked = waiting->question.asked;
  if (asked.item_references.empty()) return RecallAndBegin(waiting);
  FetchItems(*waiting->services->memory, waiting->call->Context(), asked.item_references,
             [waiting](const absl::StatusOr<dialect::openai_responses::ItemsById>& items) {
               if (!items.ok()) return Refuse(waiting, items.status());
               auto body = dialect::openai_responses::WithItems(waiting->call->Request().body, *items);
               if (!body.ok()) return waiting->call->Fail(body.status());
               waiting->question.request.set_body(*std::move(body));
               RecallAndBegin(waiting);
             });
}

bool NeedsThePast(const Asked& asked) {
  return !(asked.session_id.empty() && asked.previous_response_id.empty() && asked.item_references.empty());
}

}  // namespace

void Inference::operator()(const std::shared_ptr<Call>& call) const {
  absl::StatusOr<Admitted> admitted = Admit(services_, read_, call);
  if (!admitted.ok()) return call->Fail(admitted.status());
  if (!NeedsThePast(admitted->question.asked)) return Begin(*std::move(admitted), {});
  FillInAndBegin(std::make_shared<Admitted>(*std::move(admitted)));
}

}  // namespace signalbox::gateway

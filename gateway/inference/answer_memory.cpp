#include "gateway/inference/answer_memory.h"

#include <utility>

#include <fmt/format.h>

#include "common/dialect/openai_responses/input_items.h"
#include "common/dialect/openai_responses/kept_answer.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "gateway/errors.h"

namespace signalbox::gateway {
namespace {

namespace responses = dialect::openai_responses;

constexpr std::chrono::milliseconds kTimeout{5'000};

RequestContext Bounded(RequestContext context) {
  context.deadline = std::chrono::steady_clock::now() + kTimeout;
  return context;
}

absl::Status Away(const absl::Status& why) {
  log::Warn("answers not loaded", {{"error", Describe(why)}});
  return Error(absl::StatusCode::kUnavailable, "MEMORY_UNAVAILABLE",
               "earlier answers cannot be read at the moment; please try again");
}

// An id that cannot be one is that of no answer.
bool MeansUnknown(const absl::Status& status) {
  return status.code() == absl::StatusCode::kNotFound || status.code() == absl::StatusCode::kInvalidArgument;
}

absl::Status NoSuchAnswer(const std::string& id) {
  return Error(absl::StatusCode::kNotFound, "PREVIOUS_RESPONSE_NOT_FOUND",
               fmt::format("Previous response with id '{}' not found.", id), {{"field", "previous_response_id"}});
}

responses::AnswerState StateOf(const Asked& asked) {
  return {asked.previous_response_id, asked.conversation};
}

}  // namespace

void RecallAnswer(memory::MemoryClient& memory, RequestContext context, const std::string& id,
                  std::function<void(absl::StatusOr<Turns>)> done) {
  memory::v1::RecallAnswerRequest request;
  request.set_id(id);
  memory.RecallAnswer(Bounded(std::move(context)), std::move(request),
                      [id, done = std::move(done)](absl::StatusOr<memory::v1::RecallAnswerResponse> answer) {
                        if (answer.ok()) return done(std::move(*answer->mutable_messages()));
                        done(MeansUnknown(answer.status()) ? NoSuchAnswer(id) : Away(answer.status()));
                      });
}

void FetchItems(memory::MemoryClient& memory, RequestContext context, const std::vector<std::string>& ids,
                std::function<void(absl::StatusOr<responses::ItemsById>)> done) {
  memory::v1::FindAnswersRequest request;
  for (const std::string& id : ids) request.add_item_ids(id);
  memory.FindAnswers(Bounded(std::move(context)), std::move(request),
                     [done = std::move(done)](const absl::StatusOr<memory::v1::FindAnswersResponse>& answer) {
                       responses::ItemsById items;
                       if (answer.ok()) {
                         for (const std::string& body : answer->bodies()) responses::AddItems(body, items);
                       } else if (answer.status().code() == absl::StatusCode::kOutOfRange) {
                         return done(answer.status());
                       } else if (!MeansUnknown(answer.status())) {
                         return done(Away(answer.status()));
                       }
                       done(std::move(items));
                     });
}

void TellState(const Asked& asked, bool streamed, std::string& answer) {
  if (asked.previous_response_id.empty() && asked.conversation.empty()) return;
  if (streamed) {
    answer = responses::EventsWithState(answer, StateOf(asked));
  } else if (absl::StatusOr<std::string> told = responses::WithState(answer, StateOf(asked)); told.ok()) {
    answer = *std::move(told);
  }
}

std::optional<memory::v1::KeepAnswerRequest> AnswerToKeep(const Asked& asked, const std::string& ticket, bool streamed,
                                                          const std::string& end, const router::v1::Tail& tail) {
  if (!asked.keep_answer || tail.ending() != llm::v1::COMPLETED || !tail.has_answer()) return std::nullopt;
  std::string body = streamed ? responses::AnswerInLast(end) : end;
  const std::optional<responses::AnswerFacts> facts = responses::ReadAnswer(body);
  if (!facts) return std::nullopt;
  memory::v1::KeepAnswerRequest request;
  request.set_id(facts->id);
  request.set_request_id(ticket);
  request.set_previous_id(asked.previous_response_id);
  request.set_session_id(asked.session_id);
  for (const llm::v1::Message& message : tail.new_instructions()) {
    if (!responses::IsInstructionsField(message)) *request.add_messages() = message;
  }
  for (const llm::v1::Message& turn : tail.new_turns()) *request.add_messages() = turn;
  *request.add_messages() = tail.answer();
  for (const std::string& id : facts->item_ids) request.add_item_ids(id);
  request.set_body(std::move(body));
  return request;
}

void KeepAnswer(memory::MemoryClient& memory, RequestContext context, memory::v1::KeepAnswerRequest answer,
                std::function<void(const absl::Status&)> done) {
  memory.KeepAnswer(Bounded(std::move(context)), std::move(answer),
                    [done = std::move(done)](const absl::StatusOr<memory::v1::KeepAnswerResponse>& kept) {
                      if (!kept.ok()) log::Warn("answer not kept", {{"error", Describe(kept.status())}});
                      done(kept.status());
                    });
}

}  // namespace signalbox::gateway

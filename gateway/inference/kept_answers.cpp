#include "gateway/inference/kept_answers.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/json/writer.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "gateway/errors.h"
#include "gateway/inference/input_page.h"
#include "gateway/transcode/query.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::seconds kTimeout{5};

http::Headers Json() {
  return {{"content-type", "application/json"}};
}

std::string IdOf(const Call& call) {
  for (const auto& [name, value] : call.Parameters()) {
    if (name == "id") return std::string(value);
  }
  return {};
}

RequestContext ContextOf(const Call& call) {
  RequestContext context = call.Context();
  context.deadline = std::chrono::steady_clock::now() + kTimeout;
  return context;
}

// An id that cannot be one is that of no answer.
absl::Status ToCaller(const absl::Status& status, const std::string& id) {
  if (status.code() == absl::StatusCode::kNotFound || status.code() == absl::StatusCode::kInvalidArgument) {
    return Error(absl::StatusCode::kNotFound, "RESPONSE_NOT_FOUND",
                 fmt::format("Response with id '{}' not found.", id));
  }
  log::Warn("answer not read", {{"error", Describe(status)}});
  return Error(absl::StatusCode::kUnavailable, "MEMORY_UNAVAILABLE",
               "earlier answers cannot be read at the moment; please try again");
}

bool AsksForStream(std::string_view query) {
  const auto parameters = ParseQuery(query);
  if (!parameters.ok()) return false;
  for (const auto& [name, value] : *parameters) {
    if (name == "starting_after" || (name == "stream" && value != "false")) return true;
  }
  return false;
}

}  // namespace

void KeptAnswers::Get(const std::shared_ptr<Call>& call) const {
  if (AsksForStream(call->Request().query)) {
    return call->Fail(Error(absl::StatusCode::kInvalidArgument, "STREAM_NOT_SUPPORTED",
                            "stream: an answer is kept as a whole and cannot be streamed again",
                            {{"field", "stream"}}));
  }
  memory::v1::GetAnswerRequest request;
  request.set_id(IdOf(*call));
  memory_->GetAnswer(ContextOf(*call), std::move(request),
                     [call](absl::StatusOr<memory::v1::GetAnswerResponse> answer) {
                       if (!answer.ok()) return call->Fail(ToCaller(answer.status(), IdOf(*call)));
                       call->Respond(200, Json(), std::move(*answer->mutable_body()));
                     });
}

void KeptAnswers::ListInput(const std::shared_ptr<Call>& call) const {
  absl::StatusOr<InputPage> page = ReadInputPage(call->Request().query);
  if (!page.ok()) return call->Fail(page.status());
  memory::v1::GetAnswerInputRequest request;
  request.set_id(IdOf(*call));
  memory_->GetAnswerInput(
      ContextOf(*call), std::move(request),
      [call, page = *std::move(page)](const absl::StatusOr<memory::v1::GetAnswerInputResponse>& input) {
        if (!input.ok()) return call->Fail(ToCaller(input.status(), IdOf(*call)));
        const std::vector<llm::v1::Message> turns(input->messages().begin(), input->messages().end());
        auto body = InputPageBody(dialect::openai_responses::InputItemsOf(turns, IdOf(*call)), page);
        if (!body.ok()) return call->Fail(body.status());
        call->Respond(200, Json(), *std::move(body));
      });
}

void KeptAnswers::Delete(const std::shared_ptr<Call>& call) const {
  memory::v1::DeleteAnswerRequest request;
  request.set_id(IdOf(*call));
  memory_->DeleteAnswer(ContextOf(*call), std::move(request),
                        [call](const absl::StatusOr<memory::v1::DeleteAnswerResponse>& deleted) {
                          const std::string id = IdOf(*call);
                          if (!deleted.ok()) return call->Fail(ToCaller(deleted.status(), id));
                          json::Writer writer;
                          writer.BeginObject().Key("id").String(id).Key("object").String("response");
                          writer.Key("deleted").Bool(true).EndObject();
                          call->Respond(200, Json(), writer.Take());
                        });
}

void KeptAnswers::Cancel(const std::shared_ptr<Call>& call) const {
  call->Fail(Error(absl::StatusCode::kInvalidArgument, "BACKGROUND_NOT_SUPPORTED",
                   "only answers made in the background can be cancelled, and there are none here"));
}

}  // namespace signalbox::gateway

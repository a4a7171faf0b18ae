#include "common/dialect/openai_chat/response.h"

#include <string>

#include "common/dialect/openai_chat/answer_builder.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

// A whole message is one delta that says everything; tool calls are then numbered by their place.
llm::v1::Message AnswerOf(json::Value choices) {
  AnswerBuilder builder;
  for (const json::Value choice : choices.elements()) {
    if (!choice.IsObject()) break;
    const auto message = choice.Find("message");
    if (message && message->IsObject()) builder.Add(*message);
    break;
  }
  return builder.Take();
}

}  // namespace

absl::StatusOr<Response> ReadResponse(std::string_view body, std::string_view public_model, bool want_answer) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  const json::Value root = document.root();
  const auto choices = root.IsObject() ? root.Find("choices") : std::nullopt;
  if (!choices || !choices->IsArray()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the answer is no chat completion");
  }

  Response response;
  Splice splice(body);
  if (const auto model = root.Find("model")) {
    std::string quoted;
    json::AppendString(quoted, public_model);
    splice.Replace(*model, std::move(quoted));
  }
  response.body = splice.Apply();
  if (const auto usage = root.Find("usage")) response.usage = ReadUsage(*usage);
  if (want_answer) response.answer = AnswerOf(*choices);
  return response;
}

}  // namespace signalbox::dialect::openai_chat

#include "common/dialect/openai_chat/response.h"

#include <string>

#include "common/dialect/openai_chat/legacy_function.h"
#include "common/dialect/openai_chat/members.h"
#include "common/dialect/openai_chat/message_decoder.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

// What a stream would have told of it. Nothing when it cannot be read: whoever keeps transcripts does without, the
// caller does not.
llm::v1::Message AnswerOf(json::Value choices) {
  const auto message = choices.Empty() ? std::nullopt : ObjectMember(*choices.elements().begin(), "message");
  if (!message) return {};
  auto answer = DecodeMessage(*message, "choices[0].message").value_or(llm::v1::Message());
  answer.clear_extra_json();
  answer.clear_form_json();
  for (llm::v1::ContentBlock& block : *answer.mutable_content()) {
    block.clear_extra_json();
    if (!IsLegacy(block)) block.clear_form_json();
  }
  return answer;
}

}  // namespace

absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                bool want_answer) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  const json::Value root = document.root();
  const auto choices = root.IsObject() ? root.Find("choices") : std::nullopt;
  if (!choices || !choices->IsArray()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the answer is no completion");
  }

  MirroredResponse response;
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

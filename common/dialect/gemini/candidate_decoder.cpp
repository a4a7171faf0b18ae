#include "common/dialect/gemini/candidate_decoder.h"

#include <algorithm>
#include <optional>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/content_decoder.h"
#include "common/dialect/gemini/finish_reason.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/logprobs.h"
#include "common/dialect/gemini/names.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

constexpr std::int64_t kMaxIndex = 127;

bool CallsTool(const llm::v1::Message& message) {
  return std::any_of(message.content().begin(), message.content().end(),
                     [](const llm::v1::ContentBlock& block) { return block.has_tool_call(); });
}

absl::Status TakeIndex(std::optional<json::Value> index, int place, const std::string& path, llm::v1::Choice& choice,
                       FieldKeeper& keeper) {
  choice.set_index(place);
  if (!index) {
    keeper.KeepForm("index", "null");
    return absl::OkStatus();
  }
  const auto number = IntOf(*index);
  if (!number || *number < 0 || *number > kMaxIndex) return BadField(Join(path, "index"), "expected 0 to 127");
  choice.set_index(static_cast<std::int32_t>(*number));
  return absl::OkStatus();
}

}  // namespace

std::string CallScope(std::string_view answer, int candidate) {
  std::string scope(answer);
  if (candidate == 0) return scope;
  if (!scope.empty()) scope += '-';
  scope += 'c';
  scope += std::to_string(candidate);
  return scope;
}

absl::Status DecodeCandidate(json::Value candidate, int place, std::string_view answer, llm::v1::Choice& choice) {
  const std::string path = "candidates[" + std::to_string(place) + "]";
  RETURN_IF_ERROR(CheckObject(candidate, path));
  FieldKeeper keeper;
  RETURN_IF_ERROR(TakeIndex(FindField(candidate, "index"), place, path, choice, keeper));
  const auto content = FindField(candidate, "content");
  choice.mutable_message()->set_role(llm::v1::ASSISTANT);
  if (content) {
    CallIds ids(CallScope(answer, choice.index()));
    RETURN_IF_ERROR(DecodeContent(*content, Join(path, "content"), llm::v1::ASSISTANT, ids, *choice.mutable_message()));
  } else {
    keeper.KeepForm("content", "null");
  }
  for (const auto [key, value] : candidate.members()) {
    if (IsField(key, "content") || IsField(key, "index") || value.IsNull()) continue;
    if (IsField(key, "finishReason") && value.IsString()) {
      choice.set_native_reason(value.Text());
      choice.set_finish_reason(FinishOf(choice.native_reason(), CallsTool(choice.message())));
    } else if (std::string logprobs; IsField(key, "logprobsResult") && !(logprobs = ToOpenAiLogprobs(value)).empty()) {
      choice.set_logprobs_json(logprobs);
      keeper.KeepForm("logprobsResult", value.raw());
    } else {
      keeper.KeepIn("", key, value);
    }
  }
  keeper.MoveTo(choice);
  return absl::OkStatus();
}

llm::v1::Choice ChoiceWithoutCandidate(json::Value root) {
  llm::v1::Choice choice;
  choice.mutable_message()->set_role(llm::v1::ASSISTANT);
  const auto feedback = FindField(root, "promptFeedback");
  const auto reason = feedback ? FindField(*feedback, "blockReason") : std::nullopt;
  choice.set_finish_reason(reason ? llm::v1::CONTENT_FILTER : llm::v1::OTHER);
  if (reason && reason->IsString()) choice.set_native_reason(reason->Text());
  FieldKeeper keeper;
  keeper.KeepForm(kNoCandidate, "true");
  keeper.MoveTo(choice);
  return choice;
}

}  // namespace signalbox::dialect::gemini

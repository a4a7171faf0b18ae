#include <optional>
#include <string>
#include <utility>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/candidate_decoder.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/response.h"
#include "common/dialect/gemini/usage.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Response;

absl::Status NoAnswer() {
  return Error(absl::StatusCode::kInvalidArgument, "", "the body is no answer to generateContent");
}

absl::Status ReadAnswer(std::string_view body, json::Document& document) {
  RETURN_IF_ERROR(document.Read(body));
  const json::Value root = document.root();
  if (!root.IsObject()) return NoAnswer();
  const bool answers = FindField(root, "candidates") || FindField(root, "promptFeedback") ||
                       FindField(root, "usageMetadata") || FindField(root, "responseId");
  return answers ? absl::OkStatus() : NoAnswer();
}

std::string TextField(json::Value root, std::string_view name) {
  const auto value = FindField(root, name);
  return value && value->IsString() ? value->Text() : std::string();
}

absl::Status DecodeCandidates(json::Value candidates, Response& into) {
  if (!candidates.IsArray()) return BadField("candidates", "expected an array");
  int index = 0;
  for (const json::Value candidate : candidates.elements()) {
    RETURN_IF_ERROR(DecodeCandidate(candidate, index++, into.id(), *into.add_choices()));
  }
  return absl::OkStatus();
}

absl::Status DecodeMember(json::Value key, json::Value value, Response& into, FieldKeeper& keeper) {
  if (IsField(key, "candidates") && !(value.IsArray() && value.Empty())) return DecodeCandidates(value, into);
  if (IsField(key, "usageMetadata")) {
    if (const auto usage = ReadUsage(value)) *into.mutable_usage() = *usage;
    into.set_usage_json(std::string(value.raw()));
  } else if (IsField(key, "modelVersion") && value.IsString()) {
    into.set_model(value.Text());
  } else if (!(IsField(key, "responseId") && value.IsString())) {
    keeper.KeepIn("", key, value);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Response> DecodeResponse(std::string_view body) {
  json::Document document;
  RETURN_IF_ERROR(ReadAnswer(body, document));
  const json::Value root = document.root();
  RETURN_IF_ERROR(CheckObject(root, ""));
  Response response;
  response.set_dialect(llm::v1::GEMINI);
  response.set_id(TextField(root, "responseId"));
  FieldKeeper keeper;
  for (const auto [key, value] : root.members()) {
    if (!value.IsNull()) RETURN_IF_ERROR(DecodeMember(key, value, response, keeper));
  }
  if (response.choices_size() == 0) *response.add_choices() = ChoiceWithoutCandidate(root);
  keeper.MoveTo(response);
  return response;
}

absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                bool want_answer) {
  json::Document document;
  RETURN_IF_ERROR(ReadAnswer(body, document));
  const json::Value root = document.root();
  MirroredResponse mirrored;
  Splice splice(body);
  if (const auto model = FindField(root, "modelVersion")) {
    std::string quoted;
    json::AppendString(quoted, public_model);
    splice.Replace(*model, std::move(quoted));
  }
  mirrored.body = splice.Apply();
  if (const auto usage = FindField(root, "usageMetadata")) mirrored.usage = ReadUsage(*usage);
  const auto candidates = FindField(root, "candidates");
  if (!want_answer || !candidates || !candidates->IsArray() || candidates->Empty()) return mirrored;
  llm::v1::Choice choice;
  RETURN_IF_ERROR(DecodeCandidate(*candidates->elements().begin(), 0, TextField(root, "responseId"), choice));
  mirrored.answer = std::move(*choice.mutable_message());
  mirrored.answer.set_dialect(llm::v1::GEMINI);
  return mirrored;
}

}  // namespace signalbox::dialect::gemini

#include <optional>
#include <string>
#include <utility>

#include "common/dialect/fact_readers.h"
#include "common/dialect/field_error.h"
#include "common/dialect/gemini/content_decoder.h"
#include "common/dialect/gemini/generation_config.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/request.h"
#include "common/dialect/gemini/request_types.h"
#include "common/dialect/gemini/request_view.h"
#include "common/dialect/gemini/tool_config.h"
#include "common/dialect/gemini/tools.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Conversation;

// One request body on its way into a conversation.
class Decoder {
 public:
  explicit Decoder(const RequestView& view) : view_(view) {}

  absl::StatusOr<Conversation> Decode() {
    into_.set_dialect(llm::v1::GEMINI);
    ASSIGN_OR_RETURN(*into_.mutable_session_id(),
                     SessionIdFact(view_.root().Find("conversation_id"), view_.root().Find("session_id")));
    RETURN_IF_ERROR(DecodeInstruction());
    RETURN_IF_ERROR(DecodeContents());
    for (const auto [key, value] : view_.request().members()) {
      if (IsOurs(key) || IsField(key, "contents") || IsField(key, "systemInstruction")) continue;
      ASSIGN_OR_RETURN(const bool taken, Take(key, value));
      if (!taken) keeper_.KeepIn("", key, value);
    }
    RETURN_IF_ERROR(CheckTypes(view_.request(), view_.path()));
    keeper_.MoveTo(into_);
    return std::move(into_);
  }

 private:
  absl::Status DecodeInstruction() {
    const auto instruction = FindField(view_.request(), "systemInstruction");
    if (!instruction) return absl::OkStatus();
    return DecodeContent(*instruction, view_.PathOf("systemInstruction"), llm::v1::SYSTEM, ids_, *into_.add_messages());
  }

  absl::Status DecodeContents() {
    if (view_.contents().IsObject()) keeper_.KeepForm("contents[]", "false");
    return ForEach(view_.contents(), view_.PathOf("contents"), [this](json::Value content, std::string_view path) {
      return DecodeContent(content, path, llm::v1::USER, ids_, *into_.add_messages());
    });
  }

  absl::StatusOr<bool> Take(json::Value key, json::Value value) {
    absl::Status status;
    if (value.IsNull()) return false;
    if (IsField(key, "model") && value.IsString() && !value.Is("")) {
      into_.set_model(value.Text());
      keeper_.KeepForm("model", value.raw());
    } else if (IsField(key, "tools") && !(value.IsArray() && value.Empty())) {
      if (value.IsObject()) keeper_.KeepForm("tools[]", "false");
      status = ForEach(value, view_.PathOf("tools"),
                       [this](json::Value tool, std::string_view path) { return DecodeTool(tool, path, into_); });
    } else if (IsField(key, "toolConfig")) {
      status = DecodeToolConfig(value, into_, keeper_);
    } else if (IsField(key, "generationConfig")) {
      status = DecodeGenerationConfig(value, into_, keeper_);
    } else if (IsField(key, "serviceTier") && value.IsString() && !value.Is("")) {
      into_.set_service_tier(value.Text());
    } else if (IsField(key, "labels")) {
      return TakeLabels(value);
    } else {
      return false;
    }
    if (!status.ok()) return status;
    return true;
  }

  absl::StatusOr<bool> TakeLabels(json::Value labels) {
    if (!labels.IsObject() || labels.Empty() || json::RepeatedName(labels)) return false;
    for (const auto [key, value] : labels.members()) {
      if (!value.IsString()) return false;
    }
    for (const auto [key, value] : labels.members()) (*into_.mutable_metadata())[key.Text()] = value.Text();
    return true;
  }

  const RequestView& view_;
  Conversation into_;
  CallIds ids_;
  FieldKeeper keeper_;
};

}  // namespace

absl::StatusOr<Conversation> DecodeRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  return Decoder(view).Decode();
}

}  // namespace signalbox::dialect::gemini

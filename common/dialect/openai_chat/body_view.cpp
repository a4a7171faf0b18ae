#include "common/dialect/openai_chat/body_view.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/request_facts.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {

absl::Status BodyView::Read(std::string_view body) {
  if (const absl::Status status = document_.Read(body); !status.ok()) {
    return Error(status.code(), "", fmt::format("the body cannot be read: {}", MessageOf(status)));
  }
  if (!root().IsObject()) return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  if (const auto twice = json::RepeatedName(root())) return BadField(*twice, "given twice");
  model_ = root().Find("model");
  stream_options_ = root().Find("stream_options");
  RETURN_IF_ERROR(CheckModel());
  return CheckStreamOptions();
}

absl::Status BodyView::CheckModel() const {
  if (!model_) return BadField("model", "required");
  if (!model_->IsString()) return BadField("model", "expected a string");
  const std::int64_t characters = model_->CountCharacters();
  if (characters == 0) return BadField("model", "must not be empty");
  if (characters > static_cast<std::int64_t>(kMaxModelCharacters)) {
    return BadField("model", fmt::format("longer than {} characters", kMaxModelCharacters));
  }
  return absl::OkStatus();
}

absl::Status BodyView::CheckStreamOptions() const {
  if (!stream_options_ || stream_options_->IsNull()) return absl::OkStatus();
  if (!stream_options_->IsObject()) return BadField("stream_options", "expected an object");
  if (const auto twice = json::RepeatedName(*stream_options_)) {
    return BadField(fmt::format("stream_options.{}", *twice), "given twice");
  }
  return absl::OkStatus();
}

bool IsOurs(json::Value key) {
  return key.Is("conversation_id") || key.Is("session_id");
}

}  // namespace signalbox::dialect::openai_chat

#include "common/dialect/anthropic_messages/request_view.h"

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/request_facts.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {

absl::Status RequestView::Read(std::string_view body) {
  if (const absl::Status status = document_.Read(body); !status.ok()) {
    return Error(status.code(), "", fmt::format("the body cannot be read: {}", MessageOf(status)));
  }
  if (!root().IsObject()) return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  if (const auto twice = json::RepeatedName(root())) return BadField(*twice, "given twice");
  model_ = root().Find("model");
  messages_ = root().Find("messages");
  RETURN_IF_ERROR(CheckModel());
  return CheckMessages();
}

absl::Status RequestView::CheckModel() const {
  if (!model_) return BadField("model", "required");
  if (!model_->IsString()) return BadField("model", "expected a string");
  const std::int64_t characters = model_->CountCharacters();
  if (characters == 0) return BadField("model", "must not be empty");
  if (characters > static_cast<std::int64_t>(kMaxModelCharacters)) {
    return BadField("model", fmt::format("longer than {} characters", kMaxModelCharacters));
  }
  return absl::OkStatus();
}

absl::Status RequestView::CheckMessages() const {
  if (!messages_) return BadField("messages", "required");
  if (!messages_->IsArray()) return BadField("messages", "expected an array");
  return messages_->Empty() ? BadField("messages", "must not be empty") : absl::OkStatus();
}

}  // namespace signalbox::dialect::anthropic_messages

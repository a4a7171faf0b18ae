#include "common/dialect/anthropic_messages/request_view.h"

#include "common/dialect/field_error.h"
#include "common/dialect/request_outline.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {

absl::Status RequestView::Read(std::string_view body) {
  RETURN_IF_ERROR(ReadRequestObject(body, document_));
  model_ = root().Find("model");
  messages_ = root().Find("messages");
  RETURN_IF_ERROR(CheckModel(model_));
  return CheckMessages();
}

absl::Status RequestView::CheckMessages() const {
  if (!messages_) return BadField("messages", "required");
  if (!messages_->IsArray()) return BadField("messages", "expected an array");
  return messages_->Empty() ? BadField("messages", "must not be empty") : absl::OkStatus();
}

}  // namespace signalbox::dialect::anthropic_messages

#include "common/dialect/openai_chat/request_view.h"

#include "common/dialect/field_error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {

absl::Status RequestView::Read(std::string_view body) {
  RETURN_IF_ERROR(body_.Read(body));
  messages_ = root().Find("messages");
  return CheckMessages();
}

absl::Status RequestView::CheckMessages() const {
  if (!messages_) return BadField("messages", "required");
  if (!messages_->IsArray()) return BadField("messages", "expected an array");
  return messages_->Empty() ? BadField("messages", "must not be empty") : absl::OkStatus();
}

bool IsInstruction(json::Value message) {
  if (!message.IsObject()) return false;
  const auto role = message.Find("role");
  return role && (role->Is("system") || role->Is("developer"));
}

}  // namespace signalbox::dialect::openai_chat

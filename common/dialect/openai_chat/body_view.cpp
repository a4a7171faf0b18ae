#include "common/dialect/openai_chat/body_view.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/request_outline.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {

absl::Status BodyView::Read(std::string_view body) {
  RETURN_IF_ERROR(ReadRequestObject(body, document_));
  model_ = root().Find("model");
  stream_options_ = root().Find("stream_options");
  RETURN_IF_ERROR(CheckModel(model_));
  return CheckStreamOptions();
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

#include "common/dialect/openai_responses/request_view.h"

#include "common/dialect/field_error.h"
#include "common/dialect/request_outline.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

bool IsGiven(json::Value root, std::string_view name) {
  const auto value = root.Find(name);
  return value && !value->IsNull();
}

}  // namespace

absl::Status RequestView::Read(std::string_view body) {
  RETURN_IF_ERROR(ReadRequestObject(body, document_));
  model_ = root().Find("model");
  input_ = root().Find("input");
  if (input_ && input_->IsNull()) input_.reset();
  RETURN_IF_ERROR(CheckModel(model_));
  return CheckInput();
}

absl::Status RequestView::CheckInput() const {
  if (input_) {
    return input_->IsString() || input_->IsArray() ? absl::OkStatus()
                                                   : BadField("input", "expected a string or an array");
  }
  for (const std::string_view stand_in : {"prompt", "previous_response_id", "conversation"}) {
    if (IsGiven(root(), stand_in)) return absl::OkStatus();
  }
  return BadField("input", "required");
}

}  // namespace signalbox::dialect::openai_responses

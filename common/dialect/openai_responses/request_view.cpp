#include "common/dialect/openai_responses/request_view.h"

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/request_facts.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

bool IsGiven(json::Value root, std::string_view name) {
  const auto value = root.Find(name);
  return value && !value->IsNull();
}

}  // namespace

absl::Status RequestView::Read(std::string_view body) {
  if (const absl::Status status = document_.Read(body); !status.ok()) {
    return Error(status.code(), "", fmt::format("the body cannot be read: {}", MessageOf(status)));
  }
  if (!root().IsObject()) return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  if (const auto twice = json::RepeatedName(root())) return BadField(*twice, "given twice");
  model_ = root().Find("model");
  input_ = root().Find("input");
  if (input_ && input_->IsNull()) input_.reset();
  RETURN_IF_ERROR(CheckModel());
  return CheckInput();
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

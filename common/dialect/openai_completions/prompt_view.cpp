#include "common/dialect/openai_completions/prompt_view.h"

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_completions {
namespace {

bool IsTokenList(json::Value value) {
  if (!value.IsArray() || value.Empty()) return false;
  for (const json::Value token : value.elements()) {
    if (!token.Int()) return false;
  }
  return true;
}

}  // namespace

absl::Status PromptView::Read(std::string_view body) {
  RETURN_IF_ERROR(body_.Read(body));
  prompt_ = root().Find("prompt");
  return CheckPrompt();
}

absl::Status PromptView::CheckPrompt() {
  if (!prompt_ || prompt_->IsNull()) return BadField("prompt", "required");
  if (prompt_->IsString()) return absl::OkStatus();
  if (!prompt_->IsArray()) return BadField("prompt", "expected a string or an array");
  if (prompt_->Empty()) return BadField("prompt", "must not be empty");
  return CheckList();
}

absl::Status PromptView::CheckList() {
  const json::Value first = *prompt_->elements().begin();
  texts_ = first.IsString();
  if (first.IsNumber()) {
    return IsTokenList(*prompt_) ? absl::OkStatus() : BadField("prompt", "expected an array of tokens");
  }
  count_ = 0;
  for (const json::Value prompt : prompt_->elements()) {
    if (texts_ ? !prompt.IsString() : !IsTokenList(prompt)) {
      return BadField(fmt::format("prompt[{}]", count_), texts_ ? "expected a string" : "expected an array of tokens");
    }
    ++count_;
  }
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::openai_completions

#include "common/dialect/openai_embeddings/input_view.h"

#include <cstdint>
#include <limits>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_embeddings/request.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_embeddings {
namespace {

bool IsToken(json::Value value) {
  const auto id = value.Int();
  return id && *id >= 0 && *id <= std::numeric_limits<std::int32_t>::max();
}

bool IsTokenList(json::Value value) {
  if (!value.IsArray() || value.Empty()) return false;
  for (const json::Value token : value.elements()) {
    if (!IsToken(token)) return false;
  }
  return true;
}

void AddTokens(json::Value list, llm::v1::EmbedRequest& request) {
  llm::v1::EmbedRequest::Tokens& tokens = *request.add_inputs()->mutable_tokens();
  for (const json::Value token : list.elements()) tokens.add_ids(static_cast<std::int32_t>(*token.Int()));
}

}  // namespace

absl::Status InputView::Read(std::string_view body) {
  RETURN_IF_ERROR(body_.Read(body));
  input_ = root().Find("input");
  if (!input_ || input_->IsNull()) return BadField("input", "required");
  if (input_->IsString()) return input_->Is("") ? BadField("input", "must not be empty") : absl::OkStatus();
  if (!input_->IsArray()) return BadField("input", "expected a string or an array");
  return input_->Empty() ? BadField("input", "must not be empty") : CheckList();
}

absl::Status InputView::CheckList() const {
  const json::Value first = *input_->elements().begin();
  if (first.IsNumber()) return IsTokenList(*input_) ? absl::OkStatus() : BadField("input", "expected token ids");
  int index = 0;
  for (const json::Value element : input_->elements()) {
    if (index == kMaxInputs) return BadField("input", fmt::format("more than {} elements", kMaxInputs));
    if (first.IsString() ? !element.IsString() : !IsTokenList(element)) {
      return BadField(fmt::format("input[{}]", index), first.IsString() ? "expected a string" : "expected token ids");
    }
    ++index;
  }
  return absl::OkStatus();
}

void InputView::AddInputsTo(llm::v1::EmbedRequest& request) const {
  if (input_->IsString()) {
    request.add_inputs()->set_text(input_->Text());
    return;
  }
  if ((*input_->elements().begin()).IsNumber()) return AddTokens(*input_, request);
  for (const json::Value element : input_->elements()) {
    element.IsString() ? request.add_inputs()->set_text(element.Text()) : AddTokens(element, request);
  }
}

}  // namespace signalbox::dialect::openai_embeddings

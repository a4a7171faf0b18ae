#include "common/dialect/gemini/request_view.h"

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/request_outline.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

constexpr std::string_view kWrapper = "generateContentRequest";

}  // namespace

bool IsOurs(json::Value key) {
  return key.Is("conversation_id") || key.Is("session_id");
}

std::string_view RequestView::path() const {
  return wrapped() ? kWrapper : std::string_view();
}

std::string RequestView::PathOf(std::string_view field) const {
  return Join(path(), field);
}

absl::Status RequestView::Read(std::string_view body) {
  RETURN_IF_ERROR(ReadBody(body, document_));
  if (!root().IsObject()) return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  RETURN_IF_ERROR(CheckObject(root(), ""));
  request_ = root();
  if (const auto wrapper = FindField(root(), kWrapper)) {
    request_ = wrapper;
    RETURN_IF_ERROR(CheckObject(*wrapper, kWrapper));
  }
  contents_ = FindField(*request_, "contents");
  if (!contents_) return BadField(PathOf("contents"), "required");
  if (!contents_->IsArray() && !contents_->IsObject()) return BadField(PathOf("contents"), "expected an array");
  return contents_->Empty() ? BadField(PathOf("contents"), "must not be empty") : absl::OkStatus();
}

}  // namespace signalbox::dialect::gemini

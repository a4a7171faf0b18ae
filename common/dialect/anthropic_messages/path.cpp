#include "common/dialect/anthropic_messages/path.h"

#include <fmt/format.h>

#include "common/dialect/field_error.h"

namespace signalbox::dialect::anthropic_messages {

std::string Path::Text() const {
  if (parent_ == nullptr) return std::string(field_);
  if (field_.empty()) return fmt::format("{}[{}]", parent_->Text(), index_);
  return fmt::format("{}.{}", parent_->Text(), field_);
}

absl::Status Path::Bad(std::string_view what) const {
  return BadField(Text(), what);
}

}  // namespace signalbox::dialect::anthropic_messages

#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "common/status/error.h"

namespace signalbox::dialect::openai_chat {

/// "field|message" of a refusal, "" of a success: what a test compares.
template <typename T>
std::string RefusalOf(const absl::StatusOr<T>& result) {
  if (result.ok()) return "";
  if (result.status().code() != absl::StatusCode::kInvalidArgument) return "another code";
  return MetadataOf(result.status())["field"] + "|" + MessageOf(result.status());
}

}  // namespace signalbox::dialect::openai_chat

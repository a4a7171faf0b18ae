#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::gemini {

/// Holds `contents` against Gemini's rules: roles, parts that hold something, and function responses that answer the
/// calls of the turn right before. `signs`: the model wants its signatures back. Errors: kInvalidArgument in Gemini's
/// words; the reason is the field.
absl::Status CheckContents(json::Value contents, bool signs);

/// One content, the path of which is `path`.
absl::Status CheckContent(json::Value content, const std::string& path, bool signs);

}  // namespace signalbox::fake_provider::gemini

#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/gemini/call_ids.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// One element of `parts`. A part of a kind, or in a form, that the canonical model cannot hold is a block without a
/// kind whose `extra_json` is the whole part.
///
/// Errors: kInvalidArgument with the field's path, which begins with `path`.
absl::Status DecodePart(json::Value part, std::string_view path, CallIds& ids, llm::v1::ContentBlock& block);

}  // namespace signalbox::dialect::gemini

#pragma once

#include <optional>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router {

/// A `usage` object whoever wrote it: input_tokens or prompt_tokens, and output_tokens or completion_tokens; only
/// total_tokens is input. Nothing when it says none of them, or a number that cannot be true.
std::optional<llm::v1::Usage> ReadLooseUsage(json::Value usage);

}  // namespace signalbox::router

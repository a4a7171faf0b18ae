#pragma once

#include <optional>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// A `usage` object in disjoint classes: what was cached is not input, what was reasoning is not output.
///
/// Nothing when it is no object, lacks a total, or cannot be true: a negative or absurdly large number, more cached
/// than there was prompt, more reasoning than completion, nothing at all.
std::optional<llm::v1::Usage> ReadUsage(json::Value usage);

}  // namespace signalbox::dialect::openai_chat

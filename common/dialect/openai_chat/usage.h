#pragma once

#include <optional>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// A `usage` object in disjoint classes: what was cached is not input, what was reasoning is not output.
///
/// Nothing when it is no object, lacks a total, or cannot be true: a negative or absurdly large number, more cached
/// than there was prompt, more reasoning than completion, nothing at all.
///
/// What was written to a cache, where a provider tells it, is not input either.
std::optional<llm::v1::Usage> ReadUsage(json::Value usage);

/// The same, written with its totals.
void WriteUsage(const llm::v1::Usage& usage, json::Writer& writer);

}  // namespace signalbox::dialect::openai_chat

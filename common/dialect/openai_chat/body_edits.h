#pragma once

#include <string_view>

#include "common/dialect/openai_chat/body_view.h"
#include "common/dialect/splice.h"

namespace signalbox::dialect::openai_chat {

// The changes that every request needs on its way to a provider.

void SetModel(const BodyView& body, std::string_view model, Splice& splice);

/// Removes every field that is ours, each with one comma.
void RemoveOurFields(json::Value root, Splice& splice);

/// stream_options.include_usage becomes true.
void AskForUsage(const BodyView& body, Splice& splice);

}  // namespace signalbox::dialect::openai_chat

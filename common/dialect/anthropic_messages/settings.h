#pragma once

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// A top-level field other than model, system and messages. Returns whether it is completely in the conversation; if
/// not, the caller keeps it beside, even if part of it is.
bool TakeSetting(json::Value key, json::Value value, llm::v1::Conversation& into);

/// The JSON Schema in a ResponseFormat's `json_schema_json`: its member "schema", or all of it. Empty when there is
/// none.
std::string SchemaOf(std::string_view json_schema_json);

}  // namespace signalbox::dialect::anthropic_messages

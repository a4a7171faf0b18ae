#pragma once

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// One element of `tools`, and back. A tool that is no function is a Tool without a name, whole in `extra_json`.
llm::v1::Tool DecodeTool(json::Value tool);
void WriteTool(const llm::v1::Tool& tool, json::Writer& writer);

/// Only what the canonical model says of a function.
void WriteBareTool(const llm::v1::Tool& tool, json::Writer& writer);

/// One element of the older `functions`; without a name when it is none.
llm::v1::Tool DecodeLegacyFunction(json::Value function);

/// `tool_choice`, and back. False when it has a form the canonical model cannot hold.
bool DecodeToolChoice(json::Value choice, llm::v1::ToolChoice& into);
bool DecodeLegacyChoice(json::Value choice, llm::v1::ToolChoice& into);  ///< The older `function_call`.
void WriteToolChoice(const llm::v1::ToolChoice& choice, json::Writer& writer);

/// `response_format`, and back. False likewise.
bool DecodeResponseFormat(json::Value format, llm::v1::ResponseFormat& into);
void WriteResponseFormat(const llm::v1::ResponseFormat& format, json::Writer& writer);

}  // namespace signalbox::dialect::openai_chat

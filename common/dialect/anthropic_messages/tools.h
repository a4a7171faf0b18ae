#pragma once

#include "common/dialect/extra_fields.h"
#include "common/dialect/losses.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

class RequestNames;

/// `tools`. A tool that is no custom one (a server tool) is a Tool without a name, whole in `extra_json`. False when it
/// is no list of objects.
bool DecodeTools(json::Value tools, llm::v1::Conversation& into);

/// `tool_choice`, with whether tools may be called in parallel. False for a form the canonical model cannot hold.
bool DecodeToolChoice(json::Value choice, llm::v1::Conversation& into);

/// Writes `tools` and `tool_choice` into the object that is open. Another dialect's tools without a name are losses.
void WriteTools(const llm::v1::Conversation& from, const RequestNames& names, ObjectWriter& object,
                json::Writer& writer, Losses& losses);

}  // namespace signalbox::dialect::anthropic_messages

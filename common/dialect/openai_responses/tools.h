#pragma once

#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/dialect/losses.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// `tools`, and back. A tool that is no function is a Tool without a name, whole in `extra_json`; of another dialect it
/// is a loss. Functions of another dialect are written with what this one demands: they are not strict unless they said
/// so. Errors: kInvalidArgument naming the field.
absl::Status DecodeTools(json::Value tools, llm::v1::Conversation& into);
void WriteTools(const llm::v1::Conversation& from, json::Writer& writer, Losses& losses);

/// The tools as an answer repeats them: with every field the schema demands.
void WriteToolsEcho(const llm::v1::Conversation& from, json::Writer& writer);

/// `tool_choice`, and back. False when its mode is not all it says. Errors: kInvalidArgument naming the field.
absl::StatusOr<bool> DecodeToolChoice(json::Value choice, llm::v1::ToolChoice& into);
void WriteToolChoice(const llm::v1::ToolChoice& choice, json::Writer& writer);

}  // namespace signalbox::dialect::openai_responses

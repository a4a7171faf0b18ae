#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/losses.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// One element of `tools`: a Tool for each function it declares, and one without a name for what else it has.
///
/// `parameters` becomes JSON Schema, as every other dialect has it; its own form is kept beside it.
/// Errors: kInvalidArgument with the field's path.
absl::Status DecodeTool(json::Value tool, std::string_view path, llm::v1::Conversation& into);

/// Google takes one object for a list of one.
enum class ToolsForm { kList, kOne };

/// Writes the array. Functions of another dialect are declared with `parametersJsonSchema`, so that nothing of their
/// schema is lost.
void WriteTools(const llm::v1::Conversation& conversation, ToolsForm form, json::Writer& writer);

/// Adds what WriteTools() leaves out: another dialect's server tools and what it says of functions beyond the schema.
void ReportTools(const llm::v1::Conversation& conversation, Losses& losses);

/// Whether WriteTools would write any tool.
bool HasTools(const llm::v1::Conversation& conversation);

}  // namespace signalbox::dialect::gemini

#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/gemini/call_ids.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// `functionCall`: a call without arguments has the arguments {}. Always true.
/// Errors: kInvalidArgument without a name, or when a field has the wrong type.
absl::StatusOr<bool> DecodeFunctionCall(json::Value call, std::string_view path, CallIds& ids, llm::v1::ToolCall& into,
                                        FieldKeeper& keeper);

/// `functionResponse`: {"result":...} is what it holds, {"error":...} an error, and anything else is itself, as text.
/// Always true. Errors: likewise.
absl::StatusOr<bool> DecodeFunctionResponse(json::Value response, std::string_view path, CallIds& ids,
                                            llm::v1::ToolResult& into, FieldKeeper& keeper);

/// Writes the `response` of a result: {"result":...}, {"error":...} for an error. Text that is a JSON object or array
/// is written as one.
void WriteResponse(const llm::v1::ToolResult& result, json::Writer& writer);

/// The words of a result, a line each block.
std::string TextOf(const llm::v1::ToolResult& result);

}  // namespace signalbox::dialect::gemini

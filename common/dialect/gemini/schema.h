#pragma once

#include <string>

#include "common/json/document.h"

namespace signalbox::dialect::gemini {

/// Google's own form of a schema (`parameters`, `responseSchema`: OpenAPI 3.0's, with types in capitals, `nullable` and
/// numbers as strings) as JSON Schema. Members it does not know stay as they are.
std::string ToJsonSchema(json::Value schema);

}  // namespace signalbox::dialect::gemini

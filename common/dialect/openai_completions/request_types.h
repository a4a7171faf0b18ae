#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::openai_completions {

/// What a request says in a type its field never has: kInvalidArgument with its path. Null is as good as absent; fields
/// nobody here knows are not looked into.
absl::Status CheckTypes(json::Value root);

}  // namespace signalbox::dialect::openai_completions

#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::gemini {

/// What a request says in a type its field never has: kInvalidArgument with its path, which begins with `path`. null is
/// as good as absent; fields nobody here knows are not looked into. As Google reads JSON, a number may be a string, a
/// word of an enumeration a number, and one object stand for a list of one.
absl::Status CheckTypes(json::Value request, std::string_view path);

}  // namespace signalbox::dialect::gemini

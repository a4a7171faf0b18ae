#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect {

/// What every request in JSON must be, whatever its dialect: an object that says no name twice. `body` must outlive the
/// document. Errors: kInvalidArgument.
absl::Status ReadRequestObject(std::string_view body, json::Document& document);

/// Whether a request's `model` can be one: there, a string, neither empty nor longer than kMaxModelCharacters. Errors:
/// kInvalidArgument.
absl::Status CheckModel(std::optional<json::Value> model);

}  // namespace signalbox::dialect

#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect {

/// Names and values that a request may have, and objects among them: whoever reads one spends memory on each of them,
/// however short it is. More than any provider takes: 300,000 tokens to embed, or 100,000 messages of plain words.
inline constexpr std::size_t kMaxRequestValues = 1'000'000;
inline constexpr std::size_t kMaxRequestObjects = 120'000;

/// Reads a body. `body` must outlive the document. Errors: kInvalidArgument when it is no JSON or beyond those bounds.
absl::Status ReadBody(std::string_view body, json::Document& document);

/// What every request in JSON must be, whatever its dialect: an object that says no name twice. `body` must outlive the
/// document. Errors: kInvalidArgument.
absl::Status ReadRequestObject(std::string_view body, json::Document& document);

/// Whether a request's `model` can be one: there, a string, neither empty nor longer than kMaxModelCharacters. Errors:
/// kInvalidArgument.
absl::Status CheckModel(std::optional<json::Value> model);

}  // namespace signalbox::dialect

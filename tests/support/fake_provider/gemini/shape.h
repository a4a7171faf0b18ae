#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::gemini {

struct Shape;

/// One field of a message, by its snake_case name; JSON may spell it in camelCase as well.
struct Field {
  std::string_view name;
  const Shape* shape = nullptr;  ///< Of a message; nullptr: any value.
  bool repeated = false;
  bool map = false;  ///< From names to messages.
};

/// The fields of a message of Google's API.
struct Shape {
  std::span<const Field> fields;
};

/// GenerateContentRequest, CountTokensRequest, EmbedContentRequest, BatchEmbedContentsRequest.
extern const Shape kGenerateContentRequest;
extern const Shape kCountTokensRequest;
extern const Shape kEmbedContentRequest;
extern const Shape kBatchEmbedContentsRequest;

/// Errors: kInvalidArgument, "Invalid JSON payload received. Unknown name ...", naming the first field that `shape`
/// does not have; the reason is the path of its message.
absl::Status CheckShape(json::Value value, const Shape& shape, const std::string& path = {});

/// A member by its snake_case name in either spelling.
std::optional<json::Value> FieldAt(json::Value object, std::string_view snake_name);

}  // namespace signalbox::fake_provider::gemini

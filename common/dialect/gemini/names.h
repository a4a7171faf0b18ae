#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::gemini {

/// Google's JSON takes every field by two names: "maxOutputTokens" and "max_output_tokens". Here they are known by the
/// first.

/// Whether `key` is `camel` in either spelling.
bool IsField(json::Value key, std::string_view camel);

/// The member of an object by either spelling. null counts as absent.
std::optional<json::Value> FindField(json::Value object, std::string_view camel);

/// "max_output_tokens" as "maxOutputTokens".
std::string CamelCase(std::string_view name);

/// "contents[0]" and "role" as "contents[0].role"; `name` alone for an empty path.
std::string Join(std::string_view path, std::string_view name);

/// A model as Google names it: "models/gemini-2.5-flash"; a name that says its collection stays.
std::string ResourceOf(std::string_view model);

/// Errors: kInvalidArgument when `object` is none, says a name twice (in either spelling), or has one that no field of
/// Google's can have: empty, or with a dot.
absl::Status CheckObject(json::Value object, std::string_view path);

/// The integer a number says in any of the forms Google's JSON takes: 5, 5.0, "5".
std::optional<std::int64_t> IntOf(json::Value value);

/// Likewise a floating-point number.
std::optional<double> NumberOf(json::Value value);

}  // namespace signalbox::dialect::gemini

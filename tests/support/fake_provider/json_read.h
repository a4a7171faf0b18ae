#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider {

/// A request that a provider refuses with 400. `where` is the parameter at fault, in the dialect's own spelling.
absl::Status Invalid(std::string_view message, std::string_view where = {});

/// Members of an object by name; when it is no object, or the member is of another type: empty, false, nothing.
std::string TextAt(json::Value object, std::string_view name);
bool FlagAt(json::Value object, std::string_view name);
std::optional<json::Value> MemberAt(json::Value object, std::string_view name);
std::optional<json::Value> ObjectAt(json::Value object, std::string_view name);
std::optional<json::Value> ArrayAt(json::Value object, std::string_view name);

/// The strings of an array.
std::vector<std::string> TextsOf(json::Value array);

/// The first name in `object` that is not `known`.
std::optional<std::string> UnknownName(json::Value object, const std::vector<std::string_view>& known);

/// Whether `text` has 1 to `max` characters, all letters, digits or among `also`.
bool IsName(std::string_view text, std::size_t max, std::string_view also = "_-");

}  // namespace signalbox::fake_provider

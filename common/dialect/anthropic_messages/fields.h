#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "common/json/document.h"

namespace signalbox::dialect::anthropic_messages {

/// The string `name` of an object; empty when there is none.
std::string TextOfField(json::Value object, std::string_view name);

/// Whether an object has these fields, each a string, and no other.
bool HasExactly(json::Value object, std::initializer_list<std::string_view> names);

std::size_t CountFields(json::Value object);

/// Whether `text` is one JSON object.
bool IsJsonObject(std::string_view text);

/// Whether there is nothing to read in it.
bool IsBlank(std::string_view text);

}  // namespace signalbox::dialect::anthropic_messages

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// How many members an object has.
std::size_t CountMembers(json::Value object);

/// The member of that name, if it is a string; if it is an object. Nothing for a value that is no object.
std::optional<json::Value> StringMember(json::Value object, std::string_view name);
std::optional<json::Value> ObjectMember(json::Value object, std::string_view name);

/// Whether the member of that name is this text.
bool MemberIs(json::Value object, std::string_view name, std::string_view text);

}  // namespace signalbox::dialect::openai_chat

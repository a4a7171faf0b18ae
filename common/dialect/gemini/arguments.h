#pragma once

#include <string_view>

#include "common/json/writer.h"

namespace signalbox::dialect::gemini {

/// The member of `args` that holds arguments which are no JSON object, as text: Google's API knows objects only.
inline constexpr std::string_view kInvalidArguments = "invalid_json_arguments";

/// Writes a call's arguments as the object they are; {} for none. False when they are no object and stand in
/// kInvalidArguments instead.
bool WriteArguments(std::string_view arguments_json, json::Writer& writer);

}  // namespace signalbox::dialect::gemini

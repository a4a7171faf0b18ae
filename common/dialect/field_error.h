#pragma once

#include <string_view>

#include <absl/status/status.h>

namespace signalbox::dialect {

/// kInvalidArgument "<field>: <what>", with the field's path ("messages[2].content") as metadata "field".
absl::Status BadField(std::string_view field, std::string_view what);

}  // namespace signalbox::dialect

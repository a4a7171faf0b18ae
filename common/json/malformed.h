#pragma once

#include <cstddef>
#include <string_view>

#include <absl/status/status.h>

namespace signalbox::json {

/// kInvalidArgument: at byte `offset` of a text, `what` is wrong with it.
absl::Status Malformed(std::string_view what, std::size_t offset);

}  // namespace signalbox::json

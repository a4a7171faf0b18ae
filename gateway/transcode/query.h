#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/status/statusor.h>

namespace signalbox::gateway {

/// The names and values of a raw query ("a=1&b=x%20y"), decoded and in order; a plus sign is a space.
/// Errors: kInvalidArgument for a percent sign without two hexadecimal digits.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ParseQuery(std::string_view query);

}  // namespace signalbox::gateway

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "services/router/providers/openai_compatible/presets.h"

namespace signalbox::router::openai_compatible {

/// A chat request as the provider takes it. Adds the names of the fields that had to go to `losses`; stream_options is
/// none: usage is counted here then. Errors: kInvalidArgument when it is no JSON object.
absl::StatusOr<std::string> Apply(const Quirks& quirks, std::string_view body, std::vector<std::string>& losses);

}  // namespace signalbox::router::openai_compatible

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::dialect::gemini {

/// The body of countTokens that asks for all a body of generateContent says, not for its contents alone. One that is of
/// countTokens already stays as it is. Errors: kInvalidArgument when it is no JSON object.
absl::StatusOr<std::string> ToCountTokens(std::string_view body, std::string_view model);

/// What countTokens answered; nothing when it is none.
std::optional<std::int64_t> DecodeTokenCount(std::string_view body);

}  // namespace signalbox::dialect::gemini

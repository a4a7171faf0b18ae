#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"

namespace signalbox::dialect::anthropic_messages {

/// As Codec::EditRequest. The history is put within the rules of the API (see turns.h), without its instructions; where
/// it ends with the user's turn and the body begins with one, the two become one. Errors: kInvalidArgument as
/// ScanRequest.
absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits);

}  // namespace signalbox::dialect::anthropic_messages

#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/request_facts.h"

namespace signalbox::dialect::anthropic_messages {

/// As Codec::ScanRequest. null counts as absent. `max_tokens` may be missing: a request to count tokens has none.
absl::StatusOr<RequestFacts> ScanRequest(std::string_view body);

}  // namespace signalbox::dialect::anthropic_messages

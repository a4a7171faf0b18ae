#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/request_facts.h"

namespace signalbox::dialect::openai_responses {

/// As Codec::ScanRequest. null counts as absent. `user` is `user`, else `safety_identifier`. A stream always shows
/// usage.
absl::StatusOr<RequestFacts> ScanRequest(std::string_view body);

}  // namespace signalbox::dialect::openai_responses

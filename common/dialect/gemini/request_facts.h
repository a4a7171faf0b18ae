#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/request_facts.h"

namespace signalbox::dialect::gemini {

/// Reads the facts in one pass over the body, all of which is checked to be JSON. The model and whether the answer is
/// to be streamed stand in the path; a stream always says its usage.
///
/// null counts as absent. Errors: kInvalidArgument with the field's path as metadata "field".
absl::StatusOr<RequestFacts> ScanRequest(std::string_view body);

}  // namespace signalbox::dialect::gemini

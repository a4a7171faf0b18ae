#pragma once

#include <vector>

#include "gateway/transcode/openapi.h"

namespace signalbox::gateway {

/// The paths at which something is asked of a model, for the OpenAPI document. Bodies are open: what is documented of
/// them is what is read or required here; the rest is the dialect's, and goes to the provider. Other patterns that mean
/// the same are listed with each (OpenApiOperation::also).
std::vector<OpenApiOperation> InferenceOperations();

}  // namespace signalbox::gateway

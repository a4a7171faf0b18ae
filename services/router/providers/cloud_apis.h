#pragma once

#include <string_view>

#include "services/router/domain/provider_api.h"

namespace signalbox::router {

/// The APIs of azure, bedrock, openai_compatible and vertex; null for another kind. They live for ever; any thread.
const ProviderApi* CloudApiOf(std::string_view kind);

}  // namespace signalbox::router

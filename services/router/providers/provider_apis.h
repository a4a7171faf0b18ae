#pragma once

#include "services/router/domain/snapshot.h"

namespace signalbox::router {

/// The kinds of provider this program speaks to. Any thread.
const ProviderApi* ProviderApiOf(std::string_view kind);

}  // namespace signalbox::router

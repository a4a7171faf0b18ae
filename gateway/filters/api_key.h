#pragma once

#include <memory>

#include "gateway/admission/authenticator.h"
#include "gateway/filters/chain.h"

namespace signalbox::gateway {

/// Lets only callers with a valid credential pass, and notes whose it is. May pass the call on from another thread.
Filter ApiKey(std::shared_ptr<Authenticator> authenticator);

/// Lets only administrators pass; stands behind ApiKey.
Filter AdminOnly();

}  // namespace signalbox::gateway

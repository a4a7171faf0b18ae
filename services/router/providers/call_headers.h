#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router {

/// What every request carries, without any secret: the body's content type, who we are, and those of the caller's
/// headers that are to be passed on, but for one named `but`.
HttpHeaders PlainHeaders(const Written& written, std::string_view but = {});

/// The same for a request without a body.
HttpHeaders PlainHeaders();

}  // namespace signalbox::router

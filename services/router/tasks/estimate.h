#pragma once

#include <cstdint>
#include <string_view>

#include "services/router/answers/generated.h"
#include "services/router/tasks/caller_request.h"

namespace signalbox::router {

/// Tokens of the whole request for that model. Of a body that can only be passed on, its bytes are counted.
std::int64_t CountInputOf(CallerRequest& request, std::string_view upstream_model);

/// Figures for an attempt whose provider gave none.
llm::v1::Usage Estimate(std::int64_t input, const GeneratedTokens& generated);

}  // namespace signalbox::router

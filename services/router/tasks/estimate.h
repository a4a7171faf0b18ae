#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <absl/functional/function_ref.h>

#include "services/router/answers/answer_reader.h"
#include "services/router/tasks/caller_request.h"

namespace signalbox::router {

/// Tokens of the whole request for that model. Of a body that can only be passed on, its bytes are counted.
std::int64_t CountInputOf(CallerRequest& request, std::string_view upstream_model);
std::int64_t CountInputOf(const llm::v1::Conversation& conversation, std::string_view upstream_model);

/// The provider's figures; without them, if the answer is whole or something was generated, what is counted here. Of an
/// answer that broke off, the input is the provider's if it said that at the start. `count_input` is asked only if not.
std::optional<llm::v1::Usage> UsageOrEstimate(AnswerReader& reader, bool complete,
                                              absl::FunctionRef<std::int64_t()> count_input);

}  // namespace signalbox::router

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/dialect/anthropic_messages/request_names.h"
#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// How much is generated, thought and left to chance, in this dialect's terms.
struct GenerationPlan {
  std::optional<std::int64_t> max_tokens;
  std::optional<std::int64_t> thinking_budget;  ///< As llm::v1::Reasoning: 0 disabled, -1 adaptive.
  std::optional<bool> show_thinking;
  std::string effort;  ///< Of output_config.
  std::optional<double> temperature;
  std::optional<double> top_p;
  std::optional<std::int64_t> top_k;
};

/// What the caller wrote, in its own dialect.
GenerationPlan PlanAsWritten(const llm::v1::Conversation& conversation, const EncodeOptions& options);

/// The same within the rules of the API: an effort is the budget it stands for (thinking_effort.h; none: thinking
/// disabled) for models with a budget, and the effort itself (minimal: low) with adaptive thinking for those that think
/// adaptively (see ThinksAdaptively). A budget leaves a quarter of max_tokens to the answer; where that would be below
/// 1024 and where thinking is not allowed (`may_think`; a tool that must be called) there is no thinking and the effort
/// is a loss. Without a bound of the caller's, the budget comes on top of the default. What thinking or the model
/// forbids of temperature, top_p and top_k is a loss; a temperature above 1 becomes 1, which is a loss too.
GenerationPlan PlanWithinRules(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                               const RequestNames& names, bool may_think, Losses& losses);

}  // namespace signalbox::dialect::anthropic_messages

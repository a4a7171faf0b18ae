#include "services/router/tasks/estimate.h"

#include <algorithm>

#include "common/tokens/conversation.h"
#include "common/tokens/counter.h"

namespace signalbox::router {

std::int64_t CountInputOf(CallerRequest& request, std::string_view upstream_model) {
  const auto conversation = request.Conversation();
  if (conversation.ok()) return CountInputOf(**conversation, upstream_model);
  return tokens::CounterFor(upstream_model).Count(request.proto().body());
}

std::int64_t CountInputOf(const llm::v1::Conversation& conversation, std::string_view upstream_model) {
  return tokens::CountInput(tokens::CounterFor(upstream_model), conversation);
}

std::optional<llm::v1::Usage> UsageOrEstimate(AnswerReader& reader, bool complete,
                                              absl::FunctionRef<std::int64_t()> count_input) {
  if (reader.usage() && (complete || reader.usage_is_final())) return reader.usage();
  const GeneratedTokens generated = reader.CountGenerated();
  if (!complete && generated.empty() && !reader.usage()) return std::nullopt;
  // Who counted only before it spoke has counted the input.
  llm::v1::Usage usage = reader.usage().value_or(llm::v1::Usage());
  if (!reader.usage()) usage.set_input(count_input());
  usage.set_output(std::max(usage.output(), generated.visible));
  usage.set_output_reasoning(std::max(usage.output_reasoning(), generated.reasoning));
  usage.set_estimated(true);
  return usage;
}

}  // namespace signalbox::router

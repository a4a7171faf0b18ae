#include "services/router/tasks/estimate.h"

#include "common/tokens/conversation.h"
#include "common/tokens/counter.h"

namespace signalbox::router {

std::int64_t CountInputOf(CallerRequest& request, std::string_view upstream_model) {
  const tokens::Counter counter = tokens::CounterFor(upstream_model);
  const auto conversation = request.Conversation();
  return conversation.ok() ? tokens::CountInput(counter, **conversation) : counter.Count(request.proto().body());
}

llm::v1::Usage Estimate(std::int64_t input, const GeneratedTokens& generated) {
  llm::v1::Usage usage;
  usage.set_input(input);
  usage.set_output(generated.visible);
  usage.set_output_reasoning(generated.reasoning);
  usage.set_estimated(true);
  return usage;
}

}  // namespace signalbox::router

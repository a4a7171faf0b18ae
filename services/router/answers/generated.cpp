#include "services/router/answers/generated.h"

#include "common/tokens/conversation.h"
#include "common/tokens/counter.h"

namespace signalbox::router {

GeneratedTokens CountTokens(std::string_view upstream_model, const llm::v1::Message& message) {
  const tokens::Counter counter = tokens::CounterFor(upstream_model);
  GeneratedTokens counted;
  counted.visible = tokens::CountOutput(counter, message);
  llm::v1::Message thoughts;
  for (const llm::v1::ContentBlock& block : message.content()) {
    if (block.has_thinking()) *thoughts.add_content() = block;
  }
  if (thoughts.content().empty()) return counted;
  counted.reasoning = tokens::CountOutput(counter, thoughts);
  counted.visible -= counted.reasoning;
  return counted;
}

void GeneratedText::Add(bool reasoning, std::string_view text) {
  Sort& sort = reasoning ? reasoning_ : visible_;
  sort.waiting += text;
  if (sort.waiting.size() > kMaxWaiting) Settle(sort);
}

GeneratedTokens GeneratedText::Count() {
  Settle(visible_);
  Settle(reasoning_);
  return {visible_.counted, reasoning_.counted};
}

void GeneratedText::Settle(Sort& sort) const {
  if (sort.waiting.empty()) return;
  sort.counted += tokens::CounterFor(upstream_model_).Count(sort.waiting);
  sort.waiting.clear();
}

}  // namespace signalbox::router

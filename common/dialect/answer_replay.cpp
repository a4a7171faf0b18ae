#include "common/dialect/answer_replay.h"

namespace signalbox::dialect {
namespace {

using Kind = StreamEvent::Kind;

struct Told {
  BlockType type = BlockType::kOther;
  std::string_view start;  // Belongs to the start of the block.
  std::string_view text;
  std::string_view signature;
};

Told WhatIsTold(const llm::v1::ContentBlock& block) {
  if (block.has_text()) return {BlockType::kText, {}, block.text().text(), block.signature()};
  if (block.has_refusal()) return {BlockType::kRefusal, {}, block.refusal().text(), {}};
  if (block.has_tool_call()) return {BlockType::kToolCall, {}, block.tool_call().arguments_json(), block.signature()};
  if (!block.has_thinking()) return {};
  const llm::v1::Thinking& thinking = block.thinking();
  const bool redacted = thinking.text().empty() && !thinking.redacted().empty();
  return {redacted ? BlockType::kRedactedThinking : BlockType::kThinking, thinking.redacted(), thinking.text(),
          thinking.signature()};
}

void ReplayBlock(const llm::v1::ContentBlock& block, int choice, int index, StreamSink sink) {
  const Told told = WhatIsTold(block);
  StreamEvent start(Kind::kBlockStart, choice, index);
  start.block_type = told.type;
  start.text = told.start;
  if (told.type == BlockType::kOther) start.raw = block.extra_json();
  if (block.has_tool_call()) {
    start.id = block.tool_call().id();
    start.name = block.tool_call().name();
  } else if (block.has_thinking()) {
    start.id = block.thinking().id();
    start.summary = block.thinking().summary();
  }
  sink(start);
  if (!told.text.empty()) {
    StreamEvent delta(Kind::kDelta, choice, index);
    delta.block_type = told.type;
    delta.text = told.text;
    sink(delta);
  }
  for (const llm::v1::Citation& citation : block.text().citations()) {
    StreamEvent cited(Kind::kCitation, choice, index);
    cited.citation = &citation;
    sink(cited);
  }
  if (!told.signature.empty()) {
    StreamEvent signature(Kind::kSignature, choice, index);
    signature.block_type = told.type;
    signature.text = told.signature;
    sink(signature);
  }
  StreamEvent end(Kind::kBlockEnd, choice, index);
  end.block_type = told.type;
  sink(end);
}

void ReplayChoice(const llm::v1::Choice& choice, StreamSink sink) {
  int index = 0;
  for (const llm::v1::ContentBlock& block : choice.message().content()) {
    ReplayBlock(block, choice.index(), index++, sink);
  }
  StreamEvent finish(Kind::kFinish);
  finish.choice = choice.index();
  finish.finish = choice.finish_reason();
  finish.native_reason = choice.native_reason();
  finish.stop_sequence = choice.stop_sequence();
  finish.raw = choice.logprobs_json();
  sink(finish);
}

}  // namespace

void Replay(const llm::v1::Response& response, StreamSink sink) {
  StreamEvent start(Kind::kStart);
  start.id = response.id();
  start.model = response.model();
  start.created = response.created();
  if (response.has_usage()) start.usage = &response.usage();
  sink(start);
  for (const llm::v1::Choice& choice : response.choices()) ReplayChoice(choice, sink);
  if (response.has_usage()) {
    StreamEvent usage(Kind::kUsage);
    usage.usage = &response.usage();
    sink(usage);
  }
  sink(StreamEvent(Kind::kEnd));
}

}  // namespace signalbox::dialect

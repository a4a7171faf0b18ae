#include "tests/unit/common/dialect/cross/same_answer.h"

#include <algorithm>
#include <vector>

#include "tests/unit/common/dialect/cross/differences.h"

namespace signalbox::dialect::testing {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Message;

// A dialect's own fields and its words for what is said here already come with whole answers only: a stream is told in
// canonical events. Ids are made for the answer; they name nothing.
void DropWhatOnlyWholeAnswersTell(llm::v1::Response& response) {
  response.clear_id();
  response.clear_usage_json();
  response.clear_extra_json();
  response.clear_service_tier();
  for (llm::v1::Choice& choice : *response.mutable_choices()) {
    choice.clear_extra_json();
    choice.clear_native_reason();
    choice.mutable_message()->clear_extra_json();
    choice.mutable_message()->clear_id();
    choice.clear_logprobs_json();  // The canonical answer put together from a stream has none.
    for (ContentBlock& block : *choice.mutable_message()->mutable_content()) {
      block.clear_extra_json();
      if (block.has_thinking()) block.mutable_thinking()->clear_id();
      if (!block.has_text()) continue;
      for (auto& citation : *block.mutable_text()->mutable_citations()) citation.clear_raw_json();
    }
  }
}

// Pictures have no event. Empty words are an opened block and nothing said in it; some dialects cannot answer without
// one.
bool SaysNothing(const ContentBlock& block) {
  if (block.block_case() == ContentBlock::BLOCK_NOT_SET || block.has_image()) return true;
  if (block.has_refusal()) return block.refusal().text().empty();
  return block.has_text() && block.text().text().empty() && block.signature().empty();
}

int GroupOf(const ContentBlock& block) {
  if (block.has_thinking()) return 0;
  if (block.has_text()) return 1;
  return block.has_refusal() ? 2 : 3;
}

bool Continues(const ContentBlock& before, const ContentBlock& block) {
  if (block.has_text()) return before.has_text();
  if (block.has_refusal()) return before.has_refusal();
  return block.has_thinking() && before.has_thinking() && block.thinking().redacted().empty() &&
         before.thinking().redacted().empty();
}

void Continue(ContentBlock& into, const ContentBlock& block) {
  if (block.has_text()) {
    into.mutable_text()->mutable_text()->append(block.text().text());
    into.mutable_text()->mutable_citations()->MergeFrom(block.text().citations());
  } else if (block.has_refusal()) {
    into.mutable_refusal()->mutable_text()->append(block.refusal().text());
  } else {
    into.mutable_thinking()->mutable_text()->append(block.thinking().text());
    into.mutable_thinking()->mutable_signature()->append(block.thinking().signature());
  }
  into.mutable_signature()->append(block.signature());
}

// A chat message has one text, one line of thought and its calls, without an order among them.
void PutInOrderOfKinds(std::vector<ContentBlock>& blocks) {
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const ContentBlock& a, const ContentBlock& b) { return GroupOf(a) < GroupOf(b); });
}

// Where one piece of text ends and the next begins, these dialects do not tell in a stream.
bool KnowsNoBlocks(llm::v1::Dialect caller) {
  return caller == llm::v1::GEMINI || caller == llm::v1::OPENAI_CHAT;
}

void Normalise(llm::v1::Dialect caller, Message& message) {
  std::vector<ContentBlock> blocks;
  for (const ContentBlock& block : message.content()) {
    if (SaysNothing(block)) continue;
    blocks.push_back(block);
    llm::v1::ToolCall* const call = block.has_tool_call() ? blocks.back().mutable_tool_call() : nullptr;
    if (call != nullptr && call->arguments_json().empty()) call->set_arguments_json("{}");
  }
  if (caller == llm::v1::OPENAI_CHAT) PutInOrderOfKinds(blocks);
  message.clear_content();
  for (const ContentBlock& block : blocks) {
    const bool continues = KnowsNoBlocks(caller) && message.content_size() > 0 &&
                           Continues(message.content(message.content_size() - 1), block);
    continues ? Continue(*message.mutable_content()->rbegin(), block) : void(*message.add_content() = block);
  }
}

void Normalise(llm::v1::Dialect caller, llm::v1::Response& response) {
  DropWhatOnlyWholeAnswersTell(response);
  for (llm::v1::Choice& choice : *response.mutable_choices()) Normalise(caller, *choice.mutable_message());
}

}  // namespace

std::string ToldDifferently(llm::v1::Dialect caller, llm::v1::Response plain, llm::v1::Response streamed) {
  Normalise(caller, plain);
  Normalise(caller, streamed);
  return Differences(plain, streamed);
}

}  // namespace signalbox::dialect::testing

#include "services/memory/rpc/turn_facts.h"

#include <algorithm>

#include "common/status/macros.h"
#include "services/memory/rpc/convert.h"

namespace signalbox::memory {
namespace {

using llm::v1::ContentBlock;

constexpr std::int64_t kMessageTokens = 4;
constexpr std::int64_t kTextBytesPerToken = 4;
constexpr std::int64_t kAttachmentTokens = 1000;
constexpr std::int64_t kAttachmentBytesPerToken = 1024;

std::int64_t Text(const std::string& text) {
  return (static_cast<std::int64_t>(text.size()) + kTextBytesPerToken - 1) / kTextBytesPerToken;
}

// An inline attachment arrives as bytes or as a data URL: both are measured as they are kept.
std::int64_t Attachment(const std::string& source) {
  return std::max(kAttachmentTokens, static_cast<std::int64_t>(source.size()) / kAttachmentBytesPerToken);
}

template <typename Blocks>
std::int64_t TokensOf(const Blocks& blocks);

std::int64_t TokensOf(const ContentBlock& block) {
  const std::int64_t extra = Text(block.extra_json());
  switch (block.block_case()) {
    case ContentBlock::kText:
      return extra + Text(block.text().text());
    case ContentBlock::kImage:
      return extra + Attachment(block.image().has_url() ? block.image().url() : block.image().content());
    case ContentBlock::kAudio:
      return extra + Attachment(block.audio().content());
    case ContentBlock::kFile:
      return extra + Attachment(block.file().has_data_url() ? block.file().data_url() : block.file().file_id());
    case ContentBlock::kToolCall:
      return extra + Text(block.tool_call().name()) + Text(block.tool_call().arguments_json());
    case ContentBlock::kToolResult:
      return extra + TokensOf(block.tool_result().content());
    case ContentBlock::kThinking:
      return extra + Text(block.thinking().text()) + Text(block.thinking().signature()) +
             Text(block.thinking().redacted());
    case ContentBlock::kRefusal:
      return extra + Text(block.refusal().text());
    case ContentBlock::BLOCK_NOT_SET:
      return extra;
  }
  return extra;
}

template <typename Blocks>
std::int64_t TokensOf(const Blocks& blocks) {
  std::int64_t tokens = 0;
  for (const ContentBlock& block : blocks) tokens += TokensOf(block);
  return tokens;
}

Speaker SpeakerOf(llm::v1::Role role) {
  switch (role) {
    case llm::v1::USER:
      return Speaker::kUser;
    case llm::v1::ASSISTANT:
      return Speaker::kAssistant;
    case llm::v1::TOOL:
      return Speaker::kTool;
    default:
      return Speaker::kInstructions;
  }
}

}  // namespace

TurnFacts FactsOf(const llm::v1::Message& message) {
  TurnFacts facts;
  facts.speaker = SpeakerOf(message.role());
  facts.tokens = kMessageTokens + TokensOf(message.content()) + Text(message.name()) + Text(message.extra_json());
  for (const ContentBlock& block : message.content()) {
    if (block.has_tool_call()) facts.calls.push_back(block.tool_call().id());
    if (block.has_tool_result()) facts.answers.push_back(block.tool_result().tool_call_id());
  }
  return facts;
}

absl::StatusOr<TurnFacts> ReadFacts(const std::string& content) {
  ASSIGN_OR_RETURN(const llm::v1::Message message, ToMessage(content));
  return FactsOf(message);
}

}  // namespace signalbox::memory

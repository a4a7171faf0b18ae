#include "common/tokens/conversation.h"

#include <string_view>

#include "common/tokens/chat_overhead.h"
#include "common/tokens/media_tokens.h"

namespace signalbox::tokens {
namespace {

// What only its provider can read has about the length of the base64 of what it hides.
constexpr std::int64_t kRedactedBytesPerToken = 4;

/// Adds up a conversation. Texts are scaled to the family's tokens once, at the end.
class Tally {
 public:
  explicit Tally(const Counter& counter) : counter_(counter) {}

  std::int64_t total() const { return counter_.Scale(text_) + other_; }

  void AddText(std::string_view text) { text_ += Count(counter_.encoding, text); }
  void AddTokens(std::int64_t tokens) { other_ += tokens; }

  void Add(const llm::v1::Message& message) {
    // What only its own dialect knows is all such a message has; with content, it is labels.
    if (message.content().empty()) AddText(message.extra_json());
    for (const llm::v1::ContentBlock& block : message.content()) Add(block);
  }

  void Add(const llm::v1::Tool& tool) {
    AddTokens(kTokensPerTool);
    AddText(tool.name());
    AddText(tool.description());
    AddText(tool.parameters_json());
    if (tool.name().empty()) AddText(tool.extra_json());
  }

 private:
  void Add(const llm::v1::ContentBlock& block);
  void Add(const llm::v1::File& file);

  const Counter& counter_;
  std::int64_t text_ = 0;
  std::int64_t other_ = 0;
};

void Tally::Add(const llm::v1::ContentBlock& block) {
  using Block = llm::v1::ContentBlock;
  switch (block.block_case()) {
    case Block::kText:
      return AddText(block.text().text());
    case Block::kImage:
      return AddTokens(TokensOf(counter_.images, block.image()));
    case Block::kAudio:
      return AddTokens(TokensOf(block.audio()));
    case Block::kFile:
      return Add(block.file());
    case Block::kToolCall:
      AddText(block.tool_call().name());
      return AddText(block.tool_call().arguments_json());
    case Block::kToolResult:
      for (const Block& part : block.tool_result().content()) Add(part);
      return;
    case Block::kThinking:
      AddText(block.thinking().text());
      return AddTokens(static_cast<std::int64_t>(block.thinking().redacted().size()) / kRedactedBytesPerToken);
    case Block::kRefusal:
      return AddText(block.refusal().text());
    case Block::BLOCK_NOT_SET:
      return AddText(block.extra_json());
  }
}

void Tally::Add(const llm::v1::File& file) {
  if (file.has_text())
    AddText(file.text());
  else
    AddTokens(TokensOf(file));
}

}  // namespace

std::int64_t CountInput(const Counter& counter, const llm::v1::Conversation& conversation) {
  Tally tally(counter);
  std::int64_t names = 0;
  for (const llm::v1::Message& message : conversation.messages()) {
    tally.Add(message);
    tally.AddText(message.name());
    names += message.name().empty() ? 0 : 1;
  }
  tally.AddTokens(MessageOverhead(conversation.messages_size(), names));
  if (conversation.tools_size() > 0) tally.AddTokens(counter.tools_tokens);
  for (const llm::v1::Tool& tool : conversation.tools()) tally.Add(tool);
  tally.AddText(conversation.response_format().json_schema_json());
  return tally.total();
}

std::int64_t CountInput(const Counter& counter, const llm::v1::EmbedRequest& request) {
  Tally tally(counter);
  for (const llm::v1::EmbedRequest::Input& input : request.inputs()) {
    tally.AddText(input.text());
    tally.AddTokens(input.tokens().ids_size());
  }
  return tally.total();
}

std::int64_t CountOutput(const Counter& counter, const llm::v1::Message& message) {
  Tally tally(counter);
  tally.Add(message);
  return tally.total();
}

}  // namespace signalbox::tokens

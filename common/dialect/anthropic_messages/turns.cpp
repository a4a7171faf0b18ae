#include "common/dialect/anthropic_messages/turns.h"

#include <utility>

#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/tool_pairs.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Message;

constexpr std::string_view kUser = "user";
constexpr std::string_view kAssistant = "assistant";

// Says nothing; the API takes no blank text.
constexpr std::string_view kNothingSaid = ".";

bool IsInstruction(const Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

std::string_view RoleOf(const Message& message) {
  if (IsInstruction(message)) return "system";
  return message.role() == llm::v1::ASSISTANT ? kAssistant : kUser;
}

// An instruction within the list of messages keeps its role beside it where it could be taken for the leading one.
bool StandsInList(const Message& message) {
  json::Document form;
  return !message.form_json().empty() && form.Read(message.form_json()).ok() && form.root().IsObject() &&
         form.root().Find("role");
}

bool SaysNothing(const Part& part) {
  const ContentBlock& block = *part.block;
  if (block.has_text()) return IsBlank(block.text().text());
  return block.has_refusal() && IsBlank(block.refusal().text());
}

// Turns blocks into turns, one message after the other.
class Shaper {
 public:
  Shaper(const Reshaping& how, BlockWriter& blocks, Turns& into) : how_(how), blocks_(blocks), into_(into) {}

  void Add(const Message& message, int place) {
    const llm::v1::Dialect dialect =
        message.dialect() == llm::v1::DIALECT_UNSPECIFIED ? how_.dialect : message.dialect();
    const bool own = dialect == llm::v1::ANTHROPIC_MESSAGES;
    // Bedrock's Claude signs as Anthropic's own; who named no dialect speaks the canonical one.
    const bool proven = own || dialect == llm::v1::BEDROCK_CONVERSE || dialect == llm::v1::DIALECT_UNSPECIFIED;
    std::vector<Part>* const parts = IsInstruction(message) ? &into_.instructions : nullptr;
    int index = 0;
    for (const ContentBlock& block : message.content()) {
      const Part part{.block = &block, .own = own, .message = place, .index = index++, .proven = proven};
      if (SaysNothing(part) || (message.partial() && block.has_tool_call())) continue;
      if (parts != nullptr && !block.has_text() && !block.has_refusal()) {
        blocks_.Lose(part, "");
      } else if (blocks_.Admit(part)) {
        (parts != nullptr ? *parts : TurnOf(message).parts).push_back(part);
      }
    }
  }

 private:
  Turn& TurnOf(const Message& message) {
    const std::string_view role = RoleOf(message);
    if (into_.turns.empty() || into_.turns.back().role != role) into_.turns.push_back({role, {}, &message});
    if (into_.turns.back().only != &message) into_.turns.back().only = nullptr;
    return into_.turns.back();
  }

  const Reshaping& how_;
  BlockWriter& blocks_;
  Turns& into_;
};

void DropEmptyTurns(std::vector<Turn>& turns) {
  std::vector<Turn> kept;
  for (Turn& turn : turns) {
    if (turn.parts.empty()) continue;
    if (!kept.empty() && kept.back().role == turn.role) {
      kept.back().parts.insert(kept.back().parts.end(), turn.parts.begin(), turn.parts.end());
      kept.back().only = nullptr;
    } else {
      kept.push_back(std::move(turn));
    }
  }
  turns = std::move(kept);
}

void BeginWithUser(Turns& turns) {
  if (turns.turns.empty() || turns.turns.front().role == kUser) return;
  ContentBlock& block = turns.made.emplace_back();
  block.mutable_text()->set_text(std::string(kNothingSaid));
  turns.turns.insert(turns.turns.begin(), Turn{kUser, {Part{.block = &block}}, nullptr});
}

void TrimLastAnswer(Turns& turns) {
  if (turns.turns.empty() || turns.turns.back().role != kAssistant) return;
  Part& last = turns.turns.back().parts.back();
  if (!last.block->has_text()) return;
  const std::string& text = last.block->text().text();
  const std::size_t end = text.find_last_not_of(" \t\r\n\f\v") + 1;
  if (end == text.size()) return;
  ContentBlock& trimmed = turns.made.emplace_back(*last.block);
  trimmed.mutable_text()->mutable_text()->resize(end);
  last.block = &trimmed;
}

}  // namespace

Turns TurnsAsWritten(std::span<const Message* const> messages) {
  Turns turns;
  bool leading = true;
  int place = 0;
  for (const Message* const message : messages) {
    leading = leading && IsInstruction(*message) && !StandsInList(*message);
    std::vector<Part>& parts =
        leading ? turns.instructions : turns.turns.emplace_back(Turn{RoleOf(*message), {}, message}).parts;
    int index = 0;
    for (const ContentBlock& block : message->content()) {
      parts.push_back({.block = &block, .own = true, .message = place, .index = index++, .proven = true});
    }
    ++place;
  }
  return turns;
}

Turns Reshape(std::span<const Message* const> messages, const Reshaping& how, BlockWriter& blocks) {
  Turns turns;
  Shaper shaper(how, blocks, turns);
  int place = 0;
  for (const Message* const message : messages) shaper.Add(*message, place++);
  PairTools(turns, how.answered_later);
  for (const Part& part : turns.told_as_text) blocks.Lose(part, "");
  DropEmptyTurns(turns.turns);
  BeginWithUser(turns);
  TrimLastAnswer(turns);
  return turns;
}

}  // namespace signalbox::dialect::anthropic_messages

#include "common/dialect/openai_chat/translated_turns.h"

#include <algorithm>
#include <string>

#include "common/dialect/openai_chat/role.h"

namespace signalbox::dialect::openai_chat {
namespace {

constexpr std::string_view kNoResult = "[Tool call interrupted - no result available]";
constexpr std::string_view kErrorMark = "[Error] ";

bool IsInstruction(const llm::v1::Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

bool CallsTools(const llm::v1::Message& message) {
  const auto is_call = [](const llm::v1::ContentBlock& block) { return block.has_tool_call(); };
  return std::any_of(message.content().begin(), message.content().end(), is_call);
}

void BeginMessage(std::string_view role, std::string_view name, json::Writer& writer) {
  writer.BeginObject().Key("role").String(role);
  if (!name.empty()) writer.Key("name").String(name);
}

// The pieces of an assistant's turn, by where they stand here.
struct AssistantTurn {
  explicit AssistantTurn(Losses& losses) : content(losses) {}

  TranslatedContent content;
  std::string refusal;
  std::vector<const llm::v1::ToolCall*> calls;

  bool empty() const { return content.empty() && refusal.empty() && calls.empty(); }

  void Add(const llm::v1::ContentBlock& block, bool partial, const BlockPlace& place, Losses& losses) {
    if (block.has_thinking()) {
      const llm::v1::Thinking& thinking = block.thinking();
      if (!thinking.text().empty() || !thinking.redacted().empty()) losses.Add([&] { return place.Path(); });
      return;
    }
    if (block.has_tool_call()) {
      if (partial) return;  // Nobody can answer a call that was cut.
      NoteLossesBeside(block, place, losses);
      calls.push_back(&block.tool_call());
    } else if (block.has_refusal()) {
      refusal += block.refusal().text();
    } else if (IsText(block)) {
      content.Add(block, place);
    } else {
      losses.Add([&] { return place.Path(); });
    }
  }
};

void WriteCalls(const std::vector<const llm::v1::ToolCall*>& calls, json::Writer& writer) {
  writer.Key("tool_calls").BeginArray();
  for (const llm::v1::ToolCall* call : calls) {
    const std::string& arguments = call->arguments_json();
    writer.BeginObject().Key("id").String(call->id()).Key("type").String("function");
    writer.Key("function").BeginObject().Key("name").String(call->name());
    writer.Key("arguments").String(arguments.empty() ? "{}" : arguments).EndObject().EndObject();
  }
  writer.EndArray();
}

}  // namespace

void TranslatedTurns::Add(const llm::v1::Message& message) {
  const MessagePlace place = places_.Next(message);
  if (message.content_size() == 0 && message.role() == llm::v1::ROLE_UNSPECIFIED) {
    losses_.Add(place.Path());
    return;
  }
  losses_.AddExtra([&] { return place.Path("."); }, message.extra_json());
  turns_.push_back({&message, place, results_.size()});
  for (int i = 0; i < message.content_size(); ++i) {
    if (!message.content(i).has_tool_result()) continue;
    results_.push_back({&message.content(i), place.Block(i), HasOwnIds(message)});
  }
}

void TranslatedTurns::Write(json::Writer& writer) {
  for (std::size_t i = results_.size(); i-- > 0;) {
    results_of_[results_[i].block->tool_result().tool_call_id()].push_back(i);
  }
  for (std::size_t i = 0; i < turns_.size();) {
    const Turn& turn = turns_[i];
    if (turn.message->role() == llm::v1::ASSISTANT) {
      i = WriteAssistant(i, writer);
      continue;
    }
    IsInstruction(*turn.message) ? WriteInstruction(turn, writer) : WriteOthers(turn, writer);
    ++i;
  }
  WriteUser("", writer);
}

void TranslatedTurns::WriteInstruction(const Turn& turn, json::Writer& writer) {
  TranslatedContent content(losses_);
  for (int i = 0; i < turn.message->content_size(); ++i) {
    const llm::v1::ContentBlock& block = turn.message->content(i);
    if (IsText(block)) {
      content.Add(block, turn.place.Block(i));
    } else {
      losses_.Add([&] { return turn.place.Block(i).Path(); });
    }
  }
  if (content.empty()) return;
  WriteUser("", writer);
  BeginMessage(WordOf(turn.message->role()), turn.message->name(), writer);
  writer.Key("content").String(content.JoinedText("\n\n")).EndObject();
}

// Messages of an assistant in a row are one as soon as tools are called: their results must follow all of them.
std::size_t TranslatedTurns::WriteAssistant(std::size_t begin, json::Writer& writer) {
  AssistantTurn whole(losses_);
  std::size_t end = begin;
  do {
    const Turn& turn = turns_[end++];
    for (int i = 0; i < turn.message->content_size(); ++i) {
      whole.Add(turn.message->content(i), turn.message->partial(), turn.place.Block(i), losses_);
    }
  } while (end < turns_.size() && turns_[end].message->role() == llm::v1::ASSISTANT &&
           (!whole.calls.empty() || CallsTools(*turns_[end].message)));
  if (whole.empty()) return end;

  WriteUser("", writer);
  BeginMessage("assistant", turns_[begin].message->name(), writer);
  writer.Key("content");
  whole.content.empty() ? void(writer.Null()) : whole.content.Write(writer);
  if (!whole.refusal.empty()) writer.Key("refusal").String(whole.refusal);
  if (!whole.calls.empty()) WriteCalls(whole.calls, writer);
  writer.EndObject();

  std::vector<std::string_view> ids;
  for (const llm::v1::ToolCall* call : whole.calls) ids.push_back(call->id());
  WriteResultsOf(ids, writer);
  return end;
}

void TranslatedTurns::WriteResultsOf(const std::vector<std::string_view>& calls, json::Writer& writer) {
  std::vector<Result*> found;
  std::vector<std::string_view> unanswered;
  for (const std::string_view id : calls) {
    Result* const result = NextResult(id);
    result == nullptr ? unanswered.push_back(id) : found.push_back(result);
  }
  std::sort(found.begin(), found.end());  // In the order they were told.
  for (Result* result : found) WriteResult(*result, writer);
  for (const std::string_view id : unanswered) {
    writer.BeginObject().Key("role").String("tool").Key("tool_call_id").String(id);
    writer.Key("content").String(kNoResult).EndObject();
  }
}

// The first one that is left; ids may be used again in a later turn.
TranslatedTurns::Result* TranslatedTurns::NextResult(std::string_view call_id) {
  const auto known = results_of_.find(call_id);
  if (known == results_of_.end()) return nullptr;
  std::vector<std::size_t>& left = known->second;
  while (!left.empty()) {
    Result& result = results_[left.back()];
    left.pop_back();
    if (result.written) continue;
    result.written = true;
    return &result;
  }
  return nullptr;
}

void TranslatedTurns::WriteResult(Result& result, json::Writer& writer) {
  const llm::v1::ToolResult& said = result.block->tool_result();
  NoteLossesBeside(*result.block, result.place, losses_);
  TranslatedContent content(losses_);
  for (const llm::v1::ContentBlock& block : said.content()) {
    (IsText(block) ? content : user_).Add(block, result.place, result.own_ids);
  }
  writer.BeginObject().Key("role").String("tool").Key("tool_call_id").String(said.tool_call_id());
  writer.Key("content");
  if (said.is_error()) {
    losses_.Add([&] { return result.place.Path(".is_error"); });  // Words are all there is for it.
    std::string text(kErrorMark);
    text += content.JoinedText("\n");
    writer.String(text);
  } else if (content.empty()) {
    writer.String("");
  } else {
    content.Write(writer);
  }
  writer.EndObject();
}

// A result whose call is not there is passed on where it stood; the provider will say what it thinks of it.
void TranslatedTurns::WriteOthers(const Turn& turn, json::Writer& writer) {
  std::size_t next_result = turn.first_result;
  bool says_more = false;
  for (int i = 0; i < turn.message->content_size(); ++i) {
    const llm::v1::ContentBlock& block = turn.message->content(i);
    if (block.has_tool_result()) {
      Result& result = results_[next_result++];
      if (!std::exchange(result.written, true)) WriteResult(result, writer);
    } else {
      user_.Add(block, turn.place.Block(i), HasOwnIds(*turn.message));
      says_more = true;
    }
  }
  if (says_more) WriteUser(turn.message->name(), writer);
}

bool TranslatedTurns::HasOwnIds(const llm::v1::Message& message) const {
  const llm::v1::Dialect dialect = message.dialect() == llm::v1::DIALECT_UNSPECIFIED ? dialect_ : message.dialect();
  return dialect == llm::v1::DIALECT_UNSPECIFIED || dialect == llm::v1::OPENAI_CHAT ||
         dialect == llm::v1::OPENAI_RESPONSES;
}

void TranslatedTurns::WriteUser(std::string_view name, json::Writer& writer) {
  if (user_.empty()) return;
  BeginMessage("user", name, writer);
  writer.Key("content");
  user_.Write(writer);
  writer.EndObject();
}

}  // namespace signalbox::dialect::openai_chat

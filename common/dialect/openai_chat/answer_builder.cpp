#include "common/dialect/openai_chat/answer_builder.h"

#include <algorithm>
#include <utility>

namespace signalbox::dialect::openai_chat {
namespace {

void SetOnce(std::string& to, json::Value object, std::string_view name) {
  // Some providers repeat the id and the name in every piece of the call.
  const auto value = object.Find(name);
  if (to.empty() && value && value->IsString()) to = value->Text();
}

}  // namespace

void AnswerBuilder::Add(json::Value delta) {
  for (const auto [key, value] : delta.members()) {
    if (key.Is("content")) {
      Append(text_, value);
    } else if (key.Is("reasoning_content") || (key.Is("reasoning") && !delta.Find("reasoning_content"))) {
      Append(reasoning_, value);
    } else if (key.Is("refusal")) {
      Append(refusal_, value);
    } else if (key.Is("tool_calls") && value.IsArray()) {
      for (const json::Value call : value.elements()) {
        if (call.IsObject()) AddCall(call);
      }
    }
  }
}

void AnswerBuilder::Append(std::string& to, json::Value text) {
  if (!text.IsString()) return;
  bytes_ += text.raw().size();
  overflow_ = overflow_ || bytes_ > kMaxBytes;
  if (!overflow_) text.AppendText(to);
}

void AnswerBuilder::AddCall(json::Value call) {
  Call* const into = CallFor(call);
  if (into == nullptr) return;
  SetOnce(into->id, call, "id");
  const auto function = call.Find("function");
  if (!function || !function->IsObject()) return;
  SetOnce(into->name, *function, "name");
  if (const auto arguments = function->Find("arguments")) Append(into->arguments, *arguments);
}

// By `index`; where a provider gives none, an id begins a call and what has none goes on with the last.
AnswerBuilder::Call* AnswerBuilder::CallFor(json::Value call) {
  const auto given = call.Find("index");
  std::optional<std::int64_t> index = given ? given->Int() : std::nullopt;
  if (!index && !call.Find("id") && !calls_.empty()) return &calls_.back();
  if (!index) index = calls_.empty() ? 0 : calls_.back().index + 1;

  const auto known = std::find_if(calls_.begin(), calls_.end(), [&](const Call& c) { return c.index == *index; });
  if (known != calls_.end()) return &*known;
  if (calls_.size() == kMaxToolCalls) {
    overflow_ = true;
    return nullptr;
  }
  calls_.push_back({.index = *index, .id = {}, .name = {}, .arguments = {}});
  return &calls_.back();
}

llm::v1::Message AnswerBuilder::Take() {
  llm::v1::Message message;
  message.set_role(llm::v1::ASSISTANT);
  message.set_partial(overflow_);
  if (!reasoning_.empty()) message.add_content()->mutable_thinking()->set_text(std::move(reasoning_));
  if (!text_.empty()) message.add_content()->mutable_text()->set_text(std::move(text_));
  if (!refusal_.empty()) message.add_content()->mutable_refusal()->set_text(std::move(refusal_));
  std::stable_sort(calls_.begin(), calls_.end(), [](const Call& a, const Call& b) { return a.index < b.index; });
  for (Call& call : calls_) {
    llm::v1::ToolCall& block = *message.add_content()->mutable_tool_call();
    block.set_id(std::move(call.id));
    block.set_name(std::move(call.name));
    block.set_arguments_json(std::move(call.arguments));
  }
  *this = AnswerBuilder();
  return message;
}

}  // namespace signalbox::dialect::openai_chat

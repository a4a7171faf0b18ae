#include "common/dialect/openai_completions/prompts.h"

#include <algorithm>
#include <utility>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/parameters.h"
#include "common/dialect/openai_completions/prompt_view.h"
#include "common/dialect/openai_completions/request_types.h"
#include "common/json/document.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_completions {
namespace {

using llm::v1::Conversation;
using openai_chat::Taken;

// A chat's `logprobs` is a flag; here it is a number, which no chat can answer in this form.
Taken TakeField(json::Value root, json::Value key, json::Value value, Conversation& into) {
  if (key.Is("echo") && value.Bool()) return Taken::kMeaning;
  if (key.Is("best_of") && value.Int() == 1) return Taken::kMeaning;
  if (key.Is("suffix") && value.Is("")) return Taken::kMeaning;
  for (const char* chat_only : {"logprobs", "top_logprobs", "tools", "tool_choice", "functions", "function_call",
                                "parallel_tool_calls", "response_format", "reasoning_effort", "metadata"}) {
    if (key.Is(chat_only)) return value.IsNull() ? Taken::kMeaning : Taken::kNothing;
  }
  return openai_chat::TakeParameter(root, key, value, into);
}

absl::StatusOr<Conversation> DecodeFields(const PromptView& view) {
  RETURN_IF_ERROR(CheckTypes(view.root()));
  Conversation conversation;
  conversation.set_dialect(llm::v1::OPENAI_COMPLETIONS);
  conversation.set_model(view.body().model().Text());
  RETURN_IF_ERROR(openai_chat::TakeSessionId(view.root(), conversation));
  ExtraFields extra;
  ExtraFields form;
  for (const auto [key, value] : view.root().members()) {
    if (key.Is("model") || openai_chat::IsOurs(key)) continue;
    if (key.Is("prompt")) {
      if (!value.IsString() && view.count() == 1) form.Keep(key, value);
      continue;
    }
    const Taken taken = TakeField(view.root(), key, value, conversation);
    if (taken == Taken::kNothing) extra.Keep(key, value);
    if (taken == Taken::kMeaning) form.Keep(key, value);
  }
  if (!conversation.has_max_output_tokens()) conversation.set_max_output_tokens(kDefaultMaxTokens);
  conversation.set_extra_json(extra.Take());
  conversation.set_form_json(form.Take());
  return conversation;
}

void AddPrompt(json::Value prompt, Conversation& conversation) {
  llm::v1::Message& message = *conversation.add_messages();
  message.set_role(llm::v1::USER);
  message.add_content()->mutable_text()->set_text(prompt.Text());
}

bool WantsEcho(const Conversation& conversation) {
  json::Document form;
  if (conversation.form_json().empty() || !form.Read(conversation.form_json()).ok()) return false;
  const auto echo = form.root().IsObject() ? form.root().Find("echo") : std::nullopt;
  return echo && echo->Bool().value_or(false);
}

// What stands beside the prompts is copied for each of them.
constexpr std::size_t kMaxCopiedBytes = std::size_t{16} << 20;

}  // namespace

absl::StatusOr<std::vector<Conversation>> DecodePrompts(std::string_view body) {
  PromptView view;
  RETURN_IF_ERROR(view.Read(body));
  if (!view.texts()) return BadField("prompt", "tokens can be sent only to a provider that speaks this API itself");
  ASSIGN_OR_RETURN(const Conversation fields, DecodeFields(view));

  if (view.count() > 1 && fields.ByteSizeLong() > kMaxCopiedBytes / view.count()) {
    return BadField("prompt", "too many prompts for a request with so much beside them");
  }
  std::vector<Conversation> conversations(view.count(), fields);
  if (view.prompt().IsString()) {
    AddPrompt(view.prompt(), conversations[0]);
    return conversations;
  }
  std::size_t index = 0;
  for (const json::Value prompt : view.prompt().elements()) AddPrompt(prompt, conversations[index++]);
  return conversations;
}

Echo EchoOf(std::span<const Conversation> prompts) {
  Echo echo;
  if (prompts.empty()) return echo;
  echo.choices_per_prompt = std::max(1, prompts[0].sampling().choices());
  if (!WantsEcho(prompts[0])) return echo;
  for (const Conversation& prompt : prompts) {
    const bool has_text = prompt.messages_size() > 0 && prompt.messages(0).content_size() > 0;
    echo.prompts.push_back(has_text ? prompt.messages(0).content(0).text().text() : std::string());
  }
  return echo;
}

}  // namespace signalbox::dialect::openai_completions

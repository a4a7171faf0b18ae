#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/openai_chat/body_view.h"
#include "common/json/document.h"

namespace signalbox::dialect::openai_completions {

/// The body of a completion request whose outline is right. The body must outlive it.
class PromptView {
 public:
  /// Errors: kInvalidArgument as BodyView; `prompt` is missing or neither a text, tokens nor a list of either.
  absl::Status Read(std::string_view body);

  const openai_chat::BodyView& body() const { return body_; }
  json::Value root() const { return body_.root(); }
  json::Value prompt() const { return *prompt_; }

  /// How many prompts it has: one for a text, and one for a list of tokens.
  std::size_t count() const { return count_; }

  /// Whether they are texts rather than tokens.
  bool texts() const { return texts_; }

 private:
  absl::Status CheckPrompt();
  absl::Status CheckList();

  openai_chat::BodyView body_;
  std::optional<json::Value> prompt_;
  std::size_t count_ = 1;
  bool texts_ = true;
};

}  // namespace signalbox::dialect::openai_completions

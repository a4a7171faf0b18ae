#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/content.h"

namespace signalbox::fake_provider::gemini {

/// What Gemini calls the end of an answer: a finish of Content, or the dialect's own word as it is.
std::string_view FinishReason(std::string_view finish);

/// Writes the JSON of GenerateContentResponse, whole or as the pieces of a stream.
class AnswerJson {
 public:
  /// All must outlive the writer.
  AnswerJson(std::string_view model, std::string_view id, const Content& content, int candidates)
      : model_(model), id_(id), content_(content), candidates_(candidates) {}

  std::string Whole() const;

  /// A piece of a stream: one part of every candidate, and the tokens so far. `finish` empty: not yet.
  std::string Piece(std::string_view part, int thought_tokens, int text_tokens, std::string_view finish) const;

  std::string Blocked() const;  ///< The prompt was refused: no candidates.

  static std::string TextPart(std::string_view text, std::string_view signature);
  static std::string ThoughtPart(std::string_view text);
  static std::string CallPart(const ToolCall& call, std::string_view signature);

 private:
  std::string Response(std::string_view parts, std::string_view finish, int thoughts, int visible) const;
  std::string UsageMember(int thoughts, int visible) const;
  std::string Tail() const;

  std::string_view model_;
  std::string_view id_;
  const Content& content_;
  int candidates_;
};

}  // namespace signalbox::fake_provider::gemini

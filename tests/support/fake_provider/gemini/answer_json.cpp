#include "tests/support/fake_provider/gemini/answer_json.h"

#include <iterator>

#include <fmt/format.h>

#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::gemini {
namespace {

std::string SignatureMember(std::string_view signature) {
  return signature.empty() ? "" : fmt::format(R"(,"thoughtSignature":{})", Quoted(signature));
}

void Append(std::string& parts, std::string_view part) {
  if (!parts.empty()) parts += ',';
  parts += part;
}

}  // namespace

std::string_view FinishReason(std::string_view finish) {
  if (finish == "stop" || finish == "tool_calls" || finish == "stop_sequence") return "STOP";
  if (finish == "length") return "MAX_TOKENS";
  if (finish == "content_filter" || finish == "refusal") return "SAFETY";
  if (finish == "pause") return "OTHER";
  return finish;
}

std::string AnswerJson::Whole() const {
  std::string parts;
  if (!content_.reasoning.empty()) Append(parts, ThoughtPart(Join(content_.reasoning)));
  const bool calls = !content_.tool_calls.empty();
  if (!content_.tokens.empty()) Append(parts, TextPart(Join(content_.tokens), calls ? "" : content_.signature));
  for (std::size_t i = 0; i < content_.tool_calls.size(); ++i) {
    Append(parts, CallPart(content_.tool_calls[i], i == 0 ? content_.signature : ""));
  }
  return Response(parts, FinishReason(content_.finish), content_.usage.reasoning, content_.usage.Visible());
}

std::string AnswerJson::Piece(std::string_view part, int thought_tokens, int text_tokens,
                              std::string_view finish) const {
  return Response(part, finish, thought_tokens, text_tokens);
}

std::string AnswerJson::Blocked() const {
  return fmt::format(R"({{"promptFeedback":{{"blockReason":{},"safetyRatings":)"
                     R"([{{"category":"HARM_CATEGORY_DANGEROUS_CONTENT","probability":"HIGH"}}]}}{}{}}})",
                     Quoted(content_.blocked == "yes" ? "SAFETY" : content_.blocked), UsageMember(0, 0), Tail());
}

std::string AnswerJson::TextPart(std::string_view text, std::string_view signature) {
  return fmt::format(R"({{"text":{}{}}})", Quoted(text), SignatureMember(signature));
}

std::string AnswerJson::ThoughtPart(std::string_view text) {
  return fmt::format(R"({{"text":{},"thought":true}})", Quoted(text));
}

std::string AnswerJson::CallPart(const ToolCall& call, std::string_view signature) {
  const std::string id = call.id.empty() ? "" : fmt::format(R"("id":{},)", Quoted(call.id));
  return fmt::format(R"({{"functionCall":{{{}"name":{},"args":{}}}{}}})", id, Quoted(call.name),
                     ArgumentsObject(call.arguments), SignatureMember(signature));
}

std::string AnswerJson::Response(std::string_view parts, std::string_view finish, int thoughts, int visible) const {
  std::string out = R"({"candidates":[)";
  const std::string ending = finish.empty() ? "" : fmt::format(R"(,"finishReason":{})", Quoted(finish));
  for (int candidate = 0; candidate < candidates_; ++candidate) {
    fmt::format_to(std::back_inserter(out), R"({}{{"content":{{"parts":[{}],"role":"model"}}{},"index":{}}})",
                   candidate == 0 ? "" : ",", parts, ending, candidate);
  }
  out.append("]").append(UsageMember(thoughts, visible)).append(Tail()).append("}");
  return out;
}

std::string AnswerJson::UsageMember(int thoughts, int visible) const {
  const Usage& usage = content_.usage;
  if (!usage.reported) return {};
  const auto optional = [](std::string_view name, int count) {
    return count == 0 ? "" : fmt::format(R"("{}":{},)", name, count);
  };
  return fmt::format(R"(,"usageMetadata":{{"promptTokenCount":{},{}{}{}"totalTokenCount":{},)"
                     R"("promptTokensDetails":[{{"modality":"TEXT","tokenCount":{}}}]}})",
                     usage.prompt, optional("candidatesTokenCount", visible), optional("thoughtsTokenCount", thoughts),
                     optional("cachedContentTokenCount", usage.cached), usage.prompt + thoughts + visible,
                     usage.prompt);
}

std::string AnswerJson::Tail() const {
  return fmt::format(R"(,"modelVersion":{},"responseId":"{}")", Quoted(model_), id_);
}

}  // namespace signalbox::fake_provider::gemini

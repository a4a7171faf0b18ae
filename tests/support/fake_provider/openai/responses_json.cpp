#include "tests/support/fake_provider/openai/responses_json.h"

#include <array>
#include <ctime>
#include <iterator>

#include <fmt/format.h>

#include "tests/support/fake_provider/json_text.h"
#include "tests/support/fake_provider/signature.h"

namespace signalbox::fake_provider::openai {
namespace {

struct Echoed {
  std::string_view name;
  std::string_view otherwise;  // Empty: left out.
};

constexpr std::array kEchoed = {
    Echoed{"instructions", "null"},
    Echoed{"max_output_tokens", "null"},
    Echoed{"max_tool_calls", "null"},
    Echoed{"metadata", "{}"},
    Echoed{"parallel_tool_calls", "true"},
    Echoed{"previous_response_id", "null"},
    Echoed{"prompt_cache_key", "null"},
    Echoed{"safety_identifier", "null"},
    Echoed{"store", "true"},
    Echoed{"temperature", "1.0"},
    Echoed{"text", R"({"format":{"type":"text"},"verbosity":"medium"})"},
    Echoed{"tool_choice", R"("auto")"},
    Echoed{"tools", "[]"},
    Echoed{"top_logprobs", "0"},
    Echoed{"top_p", "1.0"},
    Echoed{"truncation", R"("disabled")"},
    Echoed{"user", ""},
    Echoed{"background", "false"},
    Echoed{"reasoning", R"({"effort":null,"summary":null})"},
};

std::string UsageJson(const Usage& usage) {
  return fmt::format(R"({{"input_tokens":{},"input_tokens_details":{{"cached_tokens":{},"cache_write_tokens":{}}},)"
                     R"("output_tokens":{},"output_tokens_details":{{"reasoning_tokens":{}}},"total_tokens":{}}})",
                     usage.prompt, usage.cached, usage.cache_write, usage.completion, usage.reasoning, usage.Total());
}

std::string_view StatusOf(bool done, const Content& content) {
  if (!done) return "in_progress";
  return ResponseStatus(content.finish) == "completed" ? "completed" : "incomplete";
}

}  // namespace

std::string_view ResponseStatus(std::string_view finish) {
  if (finish == "length" || finish == "content_filter") return "incomplete";
  return finish == "failed" ? "failed" : "completed";
}

ResponseJson::ResponseJson(json::Value request, const Call& call, const Content& content, std::string_view id)
    : content_(content),
      head_(fmt::format(R"({{"id":"{}","object":"response","created_at":{},"model":{})", id, std::time(nullptr),
                        Quoted(call.model))) {
  for (const Echoed& echoed : kEchoed) {
    const auto member = request.Find(echoed.name);
    const bool asked = member && !member->IsNull();
    if (!asked && echoed.otherwise.empty()) continue;
    fmt::format_to(std::back_inserter(echo_), R"(,"{}":{})", echoed.name, asked ? member->raw() : echoed.otherwise);
  }
  echo_ += R"(,"service_tier":"default")";
}

std::string ResponseJson::Running() const {
  return Object("in_progress", "", R"("error":null,"incomplete_details":null,"completed_at":null)");
}

std::string ResponseJson::Ended(std::string_view output) const {
  const std::string_view status = ResponseStatus(content_.finish);
  const std::string reason =
      content_.finish == "length" ? R"({"reason":"max_output_tokens"})" : R"({"reason":"content_filter"})";
  const std::string error = R"({"code":"server_error","message":"The model failed to generate a response."})";
  const std::string rest = fmt::format(
      R"("error":{},"incomplete_details":{},"completed_at":{}{})", status == "failed" ? error : "null",
      status == "incomplete" ? reason : "null", status == "completed" ? std::to_string(std::time(nullptr)) : "null",
      content_.usage.reported ? fmt::format(R"(,"usage":{})", UsageJson(content_.usage)) : "");
  return Object(status, output, rest);
}

std::string ResponseJson::Object(std::string_view status, std::string_view output, std::string_view rest) const {
  return fmt::format(R"({},"status":"{}","output":[{}],{}{}}})", head_, status, output, rest, echo_);
}

std::string ReasoningItem(std::string_view id, const Content& content, bool done) {
  const bool shown = done && !content.reasoning.empty();
  const std::string summary =
      shown ? fmt::format(R"({{"type":"summary_text","text":{}}})", Quoted(Join(content.reasoning))) : "";
  const std::string encrypted = !content.redacted.empty() ? content.redacted.front() : content.signature;
  return fmt::format(R"({{"id":"{}","type":"reasoning","summary":[{}],"encrypted_content":{}}})", id, summary,
                     encrypted.empty() || !done ? "null" : Quoted(encrypted));
}

std::string MessageItem(std::string_view id, const Content& content, bool done) {
  return fmt::format(R"({{"id":"{}","type":"message","status":"{}","role":"assistant","content":[{}]}})", id,
                     StatusOf(done, content), done ? MessagePart(content, true) : "");
}

std::string FunctionCallItem(std::string_view id, const ToolCall& call, bool done) {
  return fmt::format(R"({{"id":"{}","type":"function_call","status":"{}","arguments":{},"call_id":{},"name":{}}})", id,
                     done ? "completed" : "in_progress", done ? Quoted(call.arguments) : R"("")", Quoted(call.id),
                     Quoted(call.name));
}

std::string MessagePart(const Content& content, bool done) {
  const std::string text = done ? Quoted(Join(content.tokens)) : R"("")";
  if (content.IsRefusal()) return fmt::format(R"({{"type":"refusal","refusal":{}}})", text);
  return fmt::format(R"({{"type":"output_text","annotations":[],"logprobs":[],"text":{}}})", text);
}

}  // namespace signalbox::fake_provider::openai

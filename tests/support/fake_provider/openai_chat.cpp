#include "tests/support/fake_provider/openai_chat.h"

#include <ctime>

#include <fmt/format.h>

#include "tests/support/fake_provider/chat_json.h"
#include "tests/support/fake_provider/content.h"
#include "tests/support/fake_provider/errors.h"
#include "tests/support/fake_provider/head.h"

namespace signalbox::fake_provider {
namespace {

Plan WholePlan(int status, std::string_view content_type, std::string_view body, const Script& script) {
  PlanBuilder builder(script, false);
  builder.Head(Head(status, content_type, body.size(), script));
  builder.Chunk(body);
  return builder.Finish();
}

Plan ErrorPlan(const ErrorKind& error, const Script& script) {
  const int status = script.status == 0 ? error.status : script.status;
  return WholePlan(status, IsHtml(error) ? "text/html" : "application/json", ErrorBody(error), script);
}

// The error this script asks for before any answer; nullptr when it asks for none.
const ErrorKind* WantedError(const Script& script) {
  if (!script.error.empty()) return FindError(script.error);
  if (script.status < 400) return nullptr;
  const ErrorKind* usual = ErrorOfStatus(script.status);
  return usual != nullptr ? usual : FindError(script.status < 500 ? "bad_request" : "server_error");
}

/// Writes the events of one stream.
class StreamWriter {
 public:
  StreamWriter(const ChatRequest& request, const Script& script)
      : request_(request), script_(script), json_(request), builder_(script, true) {}

  Plan Write() {
    builder_.Head(StreamHead(script_));
    if (!script_.events.empty()) return WriteScriptedEvents();
    const Content content = MakeContent(script_, request_);
    for (int choice = 0; choice < request_.n; ++choice) Event(json_.RoleChunk(choice, content.tool_calls.empty()));
    for (const std::string& token : content.reasoning) Token(json_.ReasoningChunk(token));
    for (const std::string& token : content.tokens) ForEachChoice(token);
    for (std::size_t i = 0; i < content.tool_calls.size(); ++i) WriteToolCall(i, content.tool_calls[i]);
    for (int choice = 0; choice < request_.n; ++choice) Event(json_.FinishChunk(choice, content.finish));
    if (script_.usage && request_.include_usage) Event(json_.UsageChunk(MakeUsage(script_, content, request_.n)));
    if (script_.done) Event("[DONE]");
    return builder_.Finish();
  }

 private:
  Plan WriteScriptedEvents() {
    for (const std::string& event : script_.events) Token(event);
    return builder_.Finish();
  }

  void WriteToolCall(std::size_t index, const ToolCall& call) {
    Token(json_.ToolCallStart(index, call.name));
    for (const std::string& piece : ArgumentPieces(call.arguments)) Token(json_.ToolCallArguments(index, piece));
  }

  void ForEachChoice(const std::string& token) {
    Token(json_.ContentChunk(0, token));
    for (int choice = 1; choice < request_.n; ++choice) Event(json_.ContentChunk(choice, token));
  }

  void Token(std::string_view data) {
    if (paced_ && !failed_) builder_.Wait(script_.gap);
    paced_ = true;
    Event(data);
  }

  void Event(std::string_view data) {
    if (failed_) return;
    if (script_.error_after == sent_) {
      failed_ = true;
      data = error_;
    }
    builder_.Chunk(fmt::format("data: {}\n\n", data));
    ++sent_;
  }

  const ChatRequest& request_;
  const Script& script_;
  ChatJson json_;
  PlanBuilder builder_;
  const std::string error_ = ErrorBody(*FindError(script_.error.empty() ? "server_error" : script_.error));
  bool paced_ = false;
  bool failed_ = false;
  int sent_ = 0;
};

Plan PlainPlan(const ChatRequest& request, const Script& script) {
  const Content content = MakeContent(script, request);
  // A provider computes the whole answer before it sends the head.
  Script paced = script;
  paced.head += script.first;
  if (content.CompletionTokens() > 1) paced.head += script.gap * (content.CompletionTokens() - 1);
  paced.first = {};
  return JsonPlan(ChatJson(request).Whole(script, content), paced);
}

}  // namespace

Plan JsonPlan(std::string_view body, const Script& script) {
  const ErrorKind* error = script.error_after ? nullptr : WantedError(script);
  if (error != nullptr && script.body.empty()) return ErrorPlan(*error, script);
  const int status = script.status == 0 ? 200 : script.status;
  return WholePlan(status, "application/json", script.body.empty() ? body : script.body, script);
}

Plan ChatPlan(const ChatRequest& request, const Script& script) {
  const bool whole_error = !script.error_after && WantedError(script) != nullptr;
  if (whole_error || !script.body.empty()) return JsonPlan({}, script);
  return request.stream ? StreamWriter(request, script).Write() : PlainPlan(request, script);
}

}  // namespace signalbox::fake_provider

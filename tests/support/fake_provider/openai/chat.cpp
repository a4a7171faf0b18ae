#include "tests/support/fake_provider/openai/chat.h"

#include <memory>

#include "common/json/document.h"
#include "tests/support/fake_provider/content.h"
#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/openai/chat_json.h"
#include "tests/support/fake_provider/openai/chat_request.h"
#include "tests/support/fake_provider/openai/post.h"

namespace signalbox::fake_provider::openai {
namespace {

class ChatWriter : public AnswerWriter {
 public:
  ChatWriter(const Call& call, const Content& content, std::string_view id, bool azure)
      : call_(call), content_(content), json_(call, id, azure), azure_(azure) {}

  std::string Whole() override { return json_.Whole(content_); }

  std::unique_ptr<Framing> MakeFraming() const override {
    return std::make_unique<SseFraming>(R"({"id":"chatcmpl-","choices":[{"ind)");
  }

  void Stream(EventStream& out) override {
    if (azure_) out.Send(AzurePromptFilterChunk());
    const bool has_text = !content_.tokens.empty() || content_.tool_calls.empty();
    for (int choice = 0; choice < call_.n; ++choice) {
      out.Send(json_.RoleChunk(choice, has_text && !content_.IsRefusal()));
    }
    for (const std::string& token : content_.reasoning) out.Token(json_.ReasoningChunk(token));
    for (const std::string& token : content_.tokens) ForEachChoice(token, out);
    for (std::size_t i = 0; i < content_.tool_calls.size(); ++i) ToolCallEvents(i, content_.tool_calls[i], out);
    for (int choice = 0; choice < call_.n; ++choice) out.Send(json_.FinishChunk(choice, content_.finish));
    if (content_.usage.reported && call_.include_usage) out.Send(json_.UsageChunk(content_.usage));
    out.Last("[DONE]");
  }

 private:
  void ToolCallEvents(std::size_t index, const ToolCall& call, EventStream& out) const {
    out.Token(json_.ToolCallStart(index, call));
    for (const std::string& piece : ArgumentPieces(call.arguments)) out.Token(json_.ToolCallArguments(index, piece));
  }

  void ForEachChoice(const std::string& token, EventStream& out) const {
    out.Token(json_.ContentChunk(0, token, content_.IsRefusal()));
    for (int choice = 1; choice < call_.n; ++choice) out.Send(json_.ContentChunk(choice, token, content_.IsRefusal()));
  }

  const Call& call_;
  const Content& content_;
  ChatJson json_;
  bool azure_;
};

}  // namespace

Plan AnswerChat(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  const Script& script = post->script();
  const absl::Status checked = script.strict ? CheckChatRequest(post->root()) : absl::OkStatus();
  if (!checked.ok()) return RefusalPlan(dialect, checked);
  // Azure refuses a prompt that its filter stops; OpenAI answers, and says why there is nothing in it.
  if (!deployment.empty() && !script.blocked.empty()) return RefusalPlan(dialect, "content_policy_violation");
  Call call = ReadChatCall(post->root());
  call.model = post->model();
  Ids ids(script.fixed_ids);
  const Content content = MakeContent(script, call, "call_", ids);
  const std::string id = ids.Next("chatcmpl-");
  ChatWriter writer(call, content, id, !deployment.empty());
  return AnswerPlan(dialect, writer, call.stream, content.CompletionTokens(), script);
}

}  // namespace signalbox::fake_provider::openai

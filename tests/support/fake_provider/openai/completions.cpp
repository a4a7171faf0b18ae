#include "tests/support/fake_provider/openai/completions.h"

#include <ctime>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/json_text.h"
#include "tests/support/fake_provider/openai/chat_json.h"
#include "tests/support/fake_provider/openai/chat_request.h"
#include "tests/support/fake_provider/openai/inputs.h"
#include "tests/support/fake_provider/openai/post.h"

namespace signalbox::fake_provider::openai {
namespace {

class CompletionWriter : public AnswerWriter {
 public:
  /// `echoes`: what each choice starts with, one for each prompt. All must outlive the writer.
  CompletionWriter(const Call& call, const Content& content, const std::vector<std::string>& echoes,
                   std::string_view id)
      : call_(call),
        content_(content),
        echoes_(echoes),
        head_(fmt::format(R"({{"id":"{}","object":"text_completion","created":{},"model":{})", id, std::time(nullptr),
                          Quoted(call.model))) {}

  std::string Whole() override {
    std::string choices;
    for (int i = 0; i < call_.n; ++i) {
      if (i > 0) choices += ',';
      choices += Choice(i, Echo(i) + Join(content_.tokens), Quoted(FinishReason(content_.finish)));
    }
    const std::string usage = content_.usage.reported ? R"(,"usage":)" + UsageJson(content_.usage) : "";
    return fmt::format(R"({},"choices":[{}]{},"system_fingerprint":"fp_signalbox"}})", head_, choices, usage);
  }

  std::unique_ptr<Framing> MakeFraming() const override {
    return std::make_unique<SseFraming>(R"({"id":"cmpl-","choices":[{"te)");
  }

  void Stream(EventStream& out) override {
    for (int i = 0; i < call_.n; ++i) {
      if (!Echo(i).empty()) out.Send(Chunk(i, Echo(i), "null"));
    }
    for (const std::string& token : content_.tokens) {
      out.Token(Chunk(0, token, "null"));
      for (int i = 1; i < call_.n; ++i) out.Send(Chunk(i, token, "null"));
    }
    for (int i = 0; i < call_.n; ++i) out.Send(Chunk(i, "", Quoted(FinishReason(content_.finish))));
    if (content_.usage.reported && call_.include_usage) {
      out.Send(fmt::format(R"({},"choices":[],"usage":{}}})", head_, UsageJson(content_.usage)));
    }
    out.Last("[DONE]");
  }

 private:
  const std::string& Echo(int choice) const {
    const auto per_prompt = static_cast<std::size_t>(call_.n) / echoes_.size();
    return echoes_[static_cast<std::size_t>(choice) / per_prompt];
  }

  static std::string Choice(int index, std::string_view text, std::string_view finish) {
    return fmt::format(R"({{"text":{},"index":{},"logprobs":null,"finish_reason":{}}})", Quoted(text), index, finish);
  }

  std::string Chunk(int index, std::string_view text, std::string_view finish) const {
    return fmt::format(R"({},"choices":[{}]{},"system_fingerprint":"fp_signalbox"}})", head_,
                       Choice(index, text, finish), call_.include_usage ? R"(,"usage":null)" : "");
  }

  const Call& call_;
  const Content& content_;
  const std::vector<std::string>& echoes_;
  std::string head_;
};

absl::Status Check(json::Value root) {
  if (root.Find("messages")) return Invalid("Unrecognized request argument supplied: messages", "messages");
  if (root.Find("stream_options") && ObjectAt(root, "stream_options") && !FlagAt(root, "stream")) {
    return Invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
  }
  return absl::OkStatus();
}

}  // namespace

Plan AnswerCompletions(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  const Script& script = post->script();
  const absl::Status checked = script.strict ? Check(post->root()) : absl::OkStatus();
  if (!checked.ok()) return RefusalPlan(dialect, checked);
  const auto prompt = post->root().Find("prompt");
  const auto inputs = prompt ? ReadInputs(*prompt, "prompt") : Invalid("you must provide a prompt parameter", "prompt");
  if (!inputs.ok()) return RefusalPlan(dialect, inputs.status());
  std::vector<std::string> echoes;
  for (const Input& input : *inputs) {
    const bool echo = FlagAt(post->root(), "echo");
    echoes.push_back(!echo ? "" : input.is_tokens ? fmt::format("<{} tokens>", input.count) : input.text);
  }
  Call call = ReadChatCall(post->root());
  call.model = post->model();
  call.n *= static_cast<int>(echoes.size());
  Ids ids(script.fixed_ids);
  const std::string id = ids.Next("cmpl-");
  Script words = script;  // This endpoint has neither tools nor reasoning.
  words.tools = 0;
  words.tool_calls.clear();
  words.reasoning = 0;
  const Content content = MakeContent(words, call, "", ids);
  CompletionWriter writer(call, content, echoes, id);
  return AnswerPlan(dialect, writer, call.stream, content.CompletionTokens(), script);
}

}  // namespace signalbox::fake_provider::openai

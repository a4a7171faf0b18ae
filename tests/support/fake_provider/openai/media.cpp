#include "tests/support/fake_provider/openai/media.h"

#include <algorithm>
#include <charconv>
#include <ctime>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/json_text.h"
#include "tests/support/fake_provider/multipart.h"
#include "tests/support/fake_provider/openai/post.h"

namespace signalbox::fake_provider::openai {
namespace {

// One transparent pixel.
constexpr std::string_view kPng =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

struct Form {
  std::vector<FormPart> parts;
  Script script;

  std::string Text(std::string_view name) const {
    const FormPart* part = FindPart(parts, name);
    return part == nullptr ? "" : std::string(part->body);
  }
};

// `file` is the part that must be there as a file.
absl::StatusOr<Form> ReadForm(Visit& visit, const std::string& deployment, std::string_view file) {
  auto parts = ParseForm(visit.http.Header("content-type"), visit.http.body);
  if (!parts) return Invalid("Could not parse multipart form");
  Form form{*std::move(parts), {}};
  const std::string model = deployment.empty() ? form.Text("model") : deployment;
  if (model.empty()) return Invalid("you must provide a model parameter", "model");
  ASSIGN_OR_RETURN(form.script, visit.TakeScript(model));
  const FormPart* part = FindPart(form.parts, file);
  if (part == nullptr) part = FindPart(form.parts, std::string(file) + "[]");
  if (part == nullptr || part->filename.empty()) {
    return Invalid(fmt::format("Missing required parameter: '{}'.", file), file);
  }
  return form;
}

Plan ImagesPlan(const Dialect& dialect, int count, const Script& script) {
  std::string data;
  for (int i = 0; i < count; ++i) data += fmt::format(R"({}{{"b64_json":"{}"}})", i == 0 ? "" : ",", kPng);
  const int output = script.completion_tokens.value_or(count);
  const std::string usage = fmt::format(
      R"(,"usage":{{"input_tokens":{0},"input_tokens_details":{{"image_tokens":0,"text_tokens":{0}}},"output_tokens":{1},)"
      R"("total_tokens":{2}}})",
      script.prompt_tokens, output, script.prompt_tokens + output);
  return ReplyPlan(dialect,
                   {.body = fmt::format(R"({{"created":{},"background":"opaque","output_format":"png","quality":"low",)"
                                        R"("size":"1024x1024","data":[{}]{}}})",
                                        std::time(nullptr), data, script.usage ? usage : "")},
                   script);
}

int CountOf(std::string_view text) {
  int count = 1;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return std::clamp(count, 1, 10);
}

}  // namespace

Plan AnswerImages(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  if (TextAt(post->root(), "prompt").empty()) {
    return RefusalPlan(dialect, Invalid("Missing required parameter: 'prompt'.", "prompt"));
  }
  const auto n = post->root().Find("n");
  return ImagesPlan(dialect, n ? CountOf(n->raw()) : 1, post->script());
}

Plan AnswerImageEdits(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  const auto form = ReadForm(visit, deployment, "image");
  if (!form.ok()) return RefusalPlan(dialect, form.status());
  if (form->Text("prompt").empty()) {
    return RefusalPlan(dialect, Invalid("Missing required parameter: 'prompt'.", "prompt"));
  }
  return ImagesPlan(dialect, CountOf(form->Text("n")), form->script);
}

Plan AnswerSpeech(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  for (const char* name : {"input", "voice"}) {
    if (MemberAt(post->root(), name)) continue;
    return RefusalPlan(dialect, Invalid(fmt::format("Missing required parameter: '{}'.", name), name));
  }
  return ReplyPlan(dialect, {.body = SpeechBytes(), .content_type = "audio/mpeg"}, post->script());
}

Plan AnswerTranscription(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  const auto form = ReadForm(visit, deployment, "file");
  if (!form.ok()) return RefusalPlan(dialect, form.status());
  const Script& script = form->script;
  if (form->Text("response_format") == "text") {
    return ReplyPlan(dialect, {.body = script.text + "\n", .content_type = "text/plain; charset=utf-8"}, script);
  }
  const int output = script.completion_tokens.value_or(3);
  const std::string usage = fmt::format(
      R"(,"usage":{{"type":"tokens","input_tokens":{0},"input_token_details":{{"text_tokens":0,"audio_tokens":{0}}},)"
      R"("output_tokens":{1},"total_tokens":{2}}})",
      script.prompt_tokens, output, script.prompt_tokens + output);
  return ReplyPlan(dialect, {.body = fmt::format(R"({{"text":{}{}}})", Quoted(script.text), script.usage ? usage : "")},
                   script);
}

std::string SpeechBytes() {
  std::string bytes("ID3\x04\0\0\0\0\0\0", 10);
  for (int i = 0; i < 4'096; ++i) bytes += static_cast<char>(i * 7 + i / 256);
  return bytes;
}

}  // namespace signalbox::fake_provider::openai

#include "tests/component/router/speakers.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "common/context/ids.h"
#include "common/dialect/answer_collector.h"
#include "common/dialect/codec.h"
#include "common/sse/parser.h"

namespace signalbox::router {
namespace {

constexpr std::string_view kSchema = R"({"type":"object","properties":{"to":{"type":"string"}}})";

std::string BodyOf(llm::v1::Dialect dialect, bool stream) {
  switch (dialect) {
    case llm::v1::OPENAI_CHAT:
      return fmt::format(
          R"({{"model":"m","messages":[{{"role":"user","content":"Where do trains go?"}}],"stream":{},)"
          R"("tools":[{{"type":"function","function":{{"name":"find","description":"Finds.","parameters":{}}}}}]}})",
          stream, kSchema);
    case llm::v1::OPENAI_COMPLETIONS:
      return fmt::format(R"({{"model":"m","prompt":"Where do trains go?","max_tokens":64,"stream":{}}})", stream);
    case llm::v1::OPENAI_RESPONSES:
      return fmt::format(
          R"({{"model":"m","input":"Where do trains go?","stream":{},)"
          R"("tools":[{{"type":"function","name":"find","description":"Finds.","parameters":{},"strict":false}}]}})",
          stream, kSchema);
    case llm::v1::ANTHROPIC_MESSAGES:
      return fmt::format(
          R"({{"model":"m","max_tokens":64,"messages":[{{"role":"user","content":"Where do trains go?"}}],)"
          R"("stream":{},"tools":[{{"name":"find","description":"Finds.","input_schema":{}}}]}})",
          stream, kSchema);
    case llm::v1::GEMINI:
      return fmt::format(
          R"({{"contents":[{{"role":"user","parts":[{{"text":"Where do trains go?"}}]}}],)"
          R"("tools":[{{"functionDeclarations":[{{"name":"find","description":"Finds.","parameters":{}}}]}}]}})",
          kSchema);
    default:
      throw std::invalid_argument("nobody asks in this dialect");
  }
}

/// A kind of provider as these tests use it: what it is told, and what it is asked in.
struct Speaker {
  std::string_view name;  ///< As the configuration's, with "_" for "-".
  std::string_view kind;
  std::string_view path;          ///< Of its address at the fake provider.
  std::string_view settings;      ///< YAML.
  std::string_view model_prefix;  ///< Before the name of a model.
  std::vector<llm::v1::Dialect> dialects;
};

const std::vector<Speaker>& Speakers() {
  using namespace llm::v1;
  static const std::vector<Speaker> speakers{
      {"openai", "openai", "/v1", "{}", "", {OPENAI_CHAT, OPENAI_RESPONSES}},
      // A preset without anything but chat.
      {"compatible", "openai_compatible", "/v1", "{ preset: minimax }", "", {OPENAI_CHAT}},
      {"azure", "azure", "", "{}", "", {OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_RESPONSES}},
      {"anthropic", "anthropic", "", "{}", "", {ANTHROPIC_MESSAGES}},
      {"gemini", "gemini", "", "{}", "", {GEMINI}},
      {"bedrock", "bedrock", "", "{ region: us-east-1 }", "", {}},
      {"vertex_claude", "vertex", "", "{ project: p, location: us-east5 }", "anthropic/", {ANTHROPIC_MESSAGES}},
      {"vertex_gemini", "vertex", "", "{ project: p, location: us-east5 }", "google/", {GEMINI}}};
  return speakers;
}

const Speaker& SpeakerOf(std::string_view name) {
  for (const Speaker& speaker : Speakers()) {
    if (speaker.name == name) return speaker;
  }
  throw std::invalid_argument("nobody speaks like that");
}

std::string ProviderName(const Speaker& speaker) {
  std::string name(speaker.name);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string KeyOf(const test::FakeProvider& demo, std::string_view kind) {
  if (kind == "bedrock") return "AKIATESTTESTTESTTEST:test-secret";
  return kind == "vertex" ? demo.ServiceAccount() : "sk-demo-0123456789";
}

std::string ProviderSection(const test::FakeProvider& demo, const std::vector<std::string>& names) {
  std::string yaml = "  providers:\n";
  for (const std::string& name : names) {
    const Speaker& speaker = SpeakerOf(name);
    yaml += fmt::format(
        "    - {{ name: {0}, kind: {1}, base_url: '{2}{3}', settings: {4}, allow_private: true, accounts: [ {{ name: "
        "main, api_key: '{5}' }} ] }}\n",
        ProviderName(speaker), speaker.kind, demo.base_url(), speaker.path, speaker.settings,
        KeyOf(demo, speaker.kind));
  }
  return yaml;
}

std::string DeploymentOf(const Speaker& speaker, std::string_view upstream_model) {
  return fmt::format("{{ provider: {}, upstream_model: '{}{}' }}", ProviderName(speaker), speaker.model_prefix,
                     upstream_model);
}

}  // namespace

std::string ProvidersOfKinds(const test::FakeProvider& demo, const std::vector<std::string>& names,
                             std::string_view upstream_model) {
  std::string yaml = ProviderSection(demo, names);
  yaml += "  models:\n    - name: m\n      deployments:\n";
  for (const std::string& name : names) yaml += "        - " + DeploymentOf(SpeakerOf(name), upstream_model) + "\n";
  return yaml;
}

std::string ModelForEachKind(const test::FakeProvider& demo, std::string_view upstream_model) {
  std::string yaml = ProviderSection(demo, Kinds());
  yaml += "  models:\n";
  for (const Speaker& speaker : Speakers()) {
    yaml +=
        fmt::format("    - {{ name: {}, deployments: [ {} ] }}\n", speaker.name, DeploymentOf(speaker, upstream_model));
  }
  return yaml;
}

std::vector<std::string> Kinds() {
  std::vector<std::string> names;
  for (const Speaker& speaker : Speakers()) names.emplace_back(speaker.name);
  return names;
}

std::vector<llm::v1::Dialect> CallerDialects() {
  return {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_COMPLETIONS, llm::v1::OPENAI_RESPONSES, llm::v1::ANTHROPIC_MESSAGES,
          llm::v1::GEMINI};
}

bool Speaks(std::string_view name, llm::v1::Dialect dialect) {
  const std::vector<llm::v1::Dialect>& dialects = SpeakerOf(name).dialects;
  return std::find(dialects.begin(), dialects.end(), dialect) != dialects.end();
}

v1::GenerateRequest Asking(llm::v1::Dialect dialect, bool stream) {
  v1::GenerateRequest request;
  request.set_ticket(NewUuid());
  request.set_dialect(dialect);
  request.set_model("m");
  request.set_stream(stream);
  request.set_body(BodyOf(dialect, stream));
  return request;
}

std::optional<llm::v1::Response> Understand(llm::v1::Dialect dialect, bool stream, const std::string& data) {
  const dialect::Codec& codec = *dialect::CodecOf(dialect);
  if (!stream) {
    absl::StatusOr<llm::v1::Response> response = codec.DecodeResponse(data);
    if (!response.ok()) return std::nullopt;
    return *std::move(response);
  }
  const auto decoder = codec.NewStreamDecoder();
  dialect::AnswerCollector collector;
  bool ended = false;
  bool readable = true;
  const auto take = [&](const dialect::StreamEvent& event) {
    collector.Add(event);
    ended = ended || event.kind == dialect::StreamEvent::Kind::kEnd;
  };
  sse::Parser parser;
  const absl::Status status = parser.Feed(data, [&](const sse::Event& event) {
    readable = readable && decoder->Decode({event.type, event.data}, take).ok();
  });
  decoder->End(take);
  if (!status.ok() || !readable || !ended) return std::nullopt;
  return collector.Take();
}

std::string NameOf(llm::v1::Dialect dialect) {
  return llm::v1::Dialect_Name(dialect);
}

}  // namespace signalbox::router

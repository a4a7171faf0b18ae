#include "tests/component/router/speakers.h"

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

/// How a kind of provider is reached at the fake one.
std::string AddressOf(const test::FakeProvider& demo, std::string_view kind) {
  if (kind == "openai") return fmt::format("base_url: '{}'", demo.openai_url());
  // A preset without anything but chat.
  if (kind == "openai_compatible") {
    return fmt::format("base_url: '{}', settings: {{ preset: minimax }}", demo.openai_url());
  }
  return fmt::format("base_url: '{}'", demo.base_url());
}

}  // namespace

std::string ProvidersOfKinds(const test::FakeProvider& demo, const std::vector<std::string>& kinds,
                             std::string_view upstream_model) {
  std::string yaml = "  providers:\n";
  for (const std::string& kind : kinds) {
    yaml += fmt::format(
        "    - {{ name: {}, kind: {}, {}, allow_private: true, accounts: [ {{ name: main, api_key: sk-demo-0123456789 "
        "}} ] }}\n",
        kind == "openai_compatible" ? "compatible" : kind, kind, AddressOf(demo, kind));
  }
  yaml += "  models:\n    - name: m\n      deployments:\n";
  for (const std::string& kind : kinds) {
    yaml += fmt::format("        - {{ provider: {}, upstream_model: '{}' }}\n",
                        kind == "openai_compatible" ? "compatible" : kind, upstream_model);
  }
  return yaml;
}

std::vector<std::string> Kinds() {
  return {"openai", "openai_compatible", "anthropic", "azure"};
}

std::vector<llm::v1::Dialect> CallerDialects() {
  return {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_COMPLETIONS, llm::v1::OPENAI_RESPONSES, llm::v1::ANTHROPIC_MESSAGES};
}

bool Speaks(std::string_view kind, llm::v1::Dialect dialect) {
  if (kind == "anthropic") return dialect == llm::v1::ANTHROPIC_MESSAGES;
  if (kind == "azure" && dialect == llm::v1::OPENAI_COMPLETIONS) return true;
  const bool responses = kind == "openai" || kind == "azure";
  return dialect == llm::v1::OPENAI_CHAT || (responses && dialect == llm::v1::OPENAI_RESPONSES);
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

#include "common/dialect/openai_responses/request_echo.h"

#include <string_view>

#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/settings.h"
#include "common/dialect/openai_responses/tools.h"
#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Conversation;

/// Looks fields up among those a request kept.
class Kept {
 public:
  explicit Kept(const Conversation& request) {
    if (!IsOwn(request.dialect())) return;
    fields_ = JoinFields(request.extra_json(), request.form_json());
    readable_ = !fields_.empty() && document_.Read(fields_).ok() && document_.root().IsObject();
  }

  // Raw; `otherwise` for a field that is absent or null.
  std::string_view Or(std::string_view name, std::string_view otherwise) const {
    const auto value = readable_ ? document_.root().Find(name) : std::nullopt;
    return value && !value->IsNull() ? value->raw() : otherwise;
  }

  // Named by its id, or by an object that has one.
  std::string Conversation() const {
    auto value = readable_ ? document_.root().Find("conversation") : std::nullopt;
    if (value && value->IsObject()) value = value->Find("id");
    return value && value->IsString() ? value->Text() : std::string();
  }

 private:
  std::string fields_;
  json::Document document_;
  bool readable_ = false;
};

void WriteText(const Conversation& request, const Kept& kept, json::Writer& writer) {
  writer.Key("text").BeginObject().Key("format");
  const std::string_view unknown = kept.Or("text.format", "");
  unknown.empty() ? WriteFormat(request.response_format(), writer) : void(writer.Raw(unknown));
  const std::string_view verbosity = kept.Or("text.verbosity", "");
  if (!verbosity.empty()) writer.Key("verbosity").Raw(verbosity);
  writer.EndObject();
}

void WriteReasoning(const Conversation& request, const Kept& kept, json::Writer& writer) {
  const std::string_view effort = AskedEffort(request.reasoning());
  writer.Key("reasoning").BeginObject().Key("effort");
  effort.empty() ? writer.Null() : writer.String(effort);
  writer.Key("summary").Raw(kept.Or("reasoning.summary", "null")).EndObject();
}

void WriteInstructions(const Conversation& request, json::Writer& writer) {
  writer.Key("instructions");
  if (request.messages_size() > 0 && request.messages(0).form_json() == kInstructionsForm &&
      request.messages(0).content_size() > 0) {
    writer.String(request.messages(0).content(0).text().text());
  } else {
    writer.Null();
  }
}

void WriteToolFields(const Conversation& request, const Kept& kept, json::Writer& writer) {
  writer.Key("parallel_tool_calls").Bool(!request.has_parallel_tool_calls() || request.parallel_tool_calls());
  const std::string_view choice = kept.Or("tool_choice", "");
  writer.Key("tool_choice");
  choice.empty() ? WriteToolChoice(request.tool_choice(), writer) : void(writer.Raw(choice));
  writer.Key("tools");
  WriteToolsEcho(request, writer);
}

void WriteMetadata(const Conversation& request, json::Writer& writer) {
  writer.Key("metadata").BeginObject();
  for (const auto& [key, value] : request.metadata()) writer.Key(key).String(value);
  writer.EndObject();
}

void WriteSampling(const Conversation& request, json::Writer& writer) {
  const llm::v1::Sampling& sampling = request.sampling();
  writer.Key("temperature").Number(sampling.has_temperature() ? sampling.temperature() : 1.0);
  writer.Key("top_p").Number(sampling.has_top_p() ? sampling.top_p() : 1.0);
  writer.Key("top_logprobs").Int(sampling.top_logprobs());
}

}  // namespace

std::string EchoOf(const Conversation* request) {
  const Conversation& said = request == nullptr ? Conversation::default_instance() : *request;
  const Kept kept(said);
  json::Writer writer;
  writer.BeginObject();
  writer.Key("background").Raw(kept.Or("background", "false"));
  WriteInstructions(said, writer);
  writer.Key("max_output_tokens");
  said.has_max_output_tokens() ? writer.Int(said.max_output_tokens()) : writer.Null();
  writer.Key("max_tool_calls").Raw(kept.Or("max_tool_calls", "null"));
  writer.Key("previous_response_id").Raw(kept.Or("previous_response_id", "null"));
  if (const std::string id = kept.Conversation(); !id.empty()) {
    writer.Key("conversation").BeginObject().Key("id").String(id).EndObject();
  }
  writer.Key("prompt_cache_key").Raw(kept.Or("prompt_cache_key", "null"));
  WriteReasoning(said, kept, writer);
  writer.Key("safety_identifier").Raw(kept.Or("safety_identifier", "null"));
  writer.Key("store").Raw(kept.Or("store", "true"));
  WriteSampling(said, writer);
  WriteText(said, kept, writer);
  WriteToolFields(said, kept, writer);
  writer.Key("truncation").Raw(kept.Or("truncation", "\"disabled\""));
  if (!said.user().empty() && kept.Or("safety_identifier", "").empty()) writer.Key("user").String(said.user());
  WriteMetadata(said, writer);
  writer.EndObject();
  return writer.Take();
}

}  // namespace signalbox::dialect::openai_responses

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/annotation.h"
#include "common/dialect/openai_chat/finish.h"
#include "common/dialect/openai_chat/message_encoder.h"
#include "common/dialect/openai_chat/response.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Blocks = google::protobuf::RepeatedPtrField<llm::v1::ContentBlock>;

// What the blocks of an answer say, by the field that says it here.
struct Spoken {
  std::string content;
  std::string reasoning;
  std::string refusal;
  bool has_content = false;
};

Spoken SpokenBy(const Blocks& blocks) {
  Spoken spoken;
  for (const llm::v1::ContentBlock& block : blocks) {
    if (block.has_thinking()) spoken.reasoning += block.thinking().text();
    if (block.has_refusal()) spoken.refusal += block.refusal().text();
    if (!block.has_text()) continue;
    spoken.content += block.text().text();
    spoken.has_content = true;
  }
  return spoken;
}

void WriteCalls(const Blocks& blocks, json::Writer& writer) {
  bool any = false;
  for (const llm::v1::ContentBlock& block : blocks) {
    if (!block.has_tool_call()) continue;
    const llm::v1::ToolCall& call = block.tool_call();
    if (!any) writer.Key("tool_calls").BeginArray();
    any = true;
    writer.BeginObject().Key("id").String(call.id()).Key("type").String("function");
    writer.Key("function").BeginObject().Key("name").String(call.name());
    writer.Key("arguments").String(call.arguments_json()).EndObject().EndObject();
  }
  if (any) writer.EndArray();
}

// Their places count from the beginning of the block they stand in; here, from that of the whole content.
void WriteAnnotations(const Blocks& blocks, json::Writer& writer, Losses& losses) {
  bool any = false;
  std::int64_t offset = 0;
  int index = -1;
  for (const llm::v1::ContentBlock& block : blocks) {
    ++index;
    for (const llm::v1::Citation& citation : block.text().citations()) {
      if (citation.url().empty()) {
        losses.Add(fmt::format("content[{}].citations", index));
        continue;
      }
      if (!any) writer.Key("annotations").BeginArray();
      any = true;
      WriteAnnotation(citation, offset, writer);
    }
    if (block.has_text()) offset += CountCharacters(block.text().text());
  }
  if (any) writer.EndArray();
}

void NoteBlockLosses(const Blocks& blocks, Losses& losses) {
  int index = 0;
  for (const llm::v1::ContentBlock& block : blocks) {
    const bool said = block.has_text() || block.has_thinking() || block.has_refusal() || block.has_tool_call();
    if (!said) {
      losses.Add(fmt::format("content[{}]", index));
    } else if (!block.extra_json().empty()) {
      losses.AddExtra(fmt::format("content[{}].", index), block.extra_json());
    }
    ++index;
  }
}

void WriteForeignMessage(const llm::v1::Message& message, json::Writer& writer, Losses& losses) {
  const Spoken spoken = SpokenBy(message.content());
  writer.BeginObject().Key("role").String("assistant").Key("content");
  spoken.has_content ? writer.String(spoken.content) : writer.Null();
  if (!spoken.reasoning.empty()) writer.Key("reasoning_content").String(spoken.reasoning);
  writer.Key("refusal");
  spoken.refusal.empty() ? writer.Null() : writer.String(spoken.refusal);
  WriteCalls(message.content(), writer);
  WriteAnnotations(message.content(), writer, losses);
  writer.EndObject();
  NoteBlockLosses(message.content(), losses);
}

void WriteChoice(const llm::v1::Choice& choice, bool own, json::Writer& writer, Losses& losses) {
  ObjectWriter object(writer, own ? std::string_view(choice.extra_json()) : std::string_view());
  if (object.Wants("index")) writer.Int(choice.index());
  if (object.Wants("message")) {
    own ? WriteAnswer(choice.message(), writer) : WriteForeignMessage(choice.message(), writer, losses);
  }
  if (object.Wants("logprobs")) {
    choice.logprobs_json().empty() ? writer.Null() : writer.Raw(choice.logprobs_json());
  }
  if (object.Wants("finish_reason")) {
    writer.String(FinishWord(choice.finish_reason(), choice.native_reason(), own));
  }
  object.Finish();
  if (!own) losses.AddExtra("", choice.extra_json());
}

void WriteUsageField(const llm::v1::Response& response, bool own, ObjectWriter& object, json::Writer& writer) {
  if (own && !response.usage_json().empty()) {
    if (object.Wants("usage")) writer.Raw(response.usage_json());
  } else if (response.has_usage() && object.Wants("usage")) {
    WriteUsage(response.usage(), writer);
  }
}

}  // namespace

std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options, Losses& losses) {
  const bool own = response.dialect() == llm::v1::OPENAI_CHAT;
  json::Writer writer;
  ObjectWriter object(writer, own ? std::string_view(response.extra_json()) : std::string_view());
  if (object.Wants("id")) writer.String(own && !response.id().empty() ? response.id() : AnswerId(options.id));
  if (object.Wants("object")) writer.String("chat.completion");
  if (object.Wants("created")) writer.Int(response.created() != 0 ? response.created() : options.created);
  if (object.Wants("model")) writer.String(options.public_model);
  if (object.Wants("choices")) {
    writer.BeginArray();
    for (const llm::v1::Choice& choice : response.choices()) WriteChoice(choice, own, writer, losses);
    writer.EndArray();
  }
  WriteUsageField(response, own, object, writer);
  const std::string_view tier = own ? response.service_tier() : ServiceTierWord(response.service_tier());
  if (!tier.empty() && object.Wants("service_tier")) writer.String(tier);
  object.Finish();
  if (!own) losses.AddExtra("", response.extra_json());
  return writer.Take();
}

std::string AnswerId(std::string_view uuid) {
  std::string id = "chatcmpl-";
  id += uuid;
  return id;
}

std::string_view ServiceTierWord(std::string_view tier) {
  if (tier == "standard") return "default";
  constexpr std::array<std::string_view, 5> kWords = {"auto", "default", "flex", "scale", "priority"};
  return std::find(kWords.begin(), kWords.end(), tier) == kWords.end() ? std::string_view() : tier;
}

}  // namespace signalbox::dialect::openai_chat

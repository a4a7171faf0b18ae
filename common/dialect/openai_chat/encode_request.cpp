#include <string>

#include "common/dialect/openai_chat/conversation.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/message_encoder.h"
#include "common/dialect/openai_chat/tools.h"

namespace signalbox::dialect::openai_chat {
namespace {

using llm::v1::Conversation;

void WriteMessages(const Conversation& from, json::Writer& writer) {
  writer.BeginArray();
  for (const llm::v1::Message& message : from.messages()) WriteMessage(message, writer);
  writer.EndArray();
}

void WriteSampling(const llm::v1::Sampling& from, ObjectWriter& object, json::Writer& writer) {
  if (from.has_temperature() && object.Wants("temperature")) writer.Number(from.temperature());
  if (from.has_top_p() && object.Wants("top_p")) writer.Number(from.top_p());
  if (from.has_seed() && object.Wants("seed")) writer.Int(from.seed());
  if (from.has_presence_penalty() && object.Wants("presence_penalty")) writer.Number(from.presence_penalty());
  if (from.has_frequency_penalty() && object.Wants("frequency_penalty")) writer.Number(from.frequency_penalty());
  if (from.has_choices() && object.Wants("n")) writer.Int(from.choices());
}

void WriteTools(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
  if (from.tools_size() > 0 && object.Wants("tools")) {
    writer.BeginArray();
    for (const llm::v1::Tool& tool : from.tools()) WriteTool(tool, writer);
    writer.EndArray();
  }
  if (from.has_tool_choice() && object.Wants("tool_choice")) WriteToolChoice(from.tool_choice(), writer);
  if (from.has_parallel_tool_calls() && object.Wants("parallel_tool_calls")) writer.Bool(from.parallel_tool_calls());
}

void WriteBounds(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
  // The caller may have used the older name, which is kept among the extra fields.
  const bool older_name = object.HasExtra("max_tokens");
  if (from.has_max_output_tokens() && !older_name && object.Wants("max_completion_tokens")) {
    writer.Int(from.max_output_tokens());
  }
  if (from.stop_size() > 0 && object.Wants("stop")) {
    writer.BeginArray();
    for (const std::string& stop : from.stop()) writer.String(stop);
    writer.EndArray();
  }
}

void WriteStream(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
  if (from.stream() && object.Wants("stream")) writer.Bool(true);
  if (from.include_usage() && object.Wants("stream_options")) {
    writer.BeginObject().Key("include_usage").Bool(true).EndObject();
  }
}

void WriteLabels(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
  if (!from.user().empty() && object.Wants("user")) writer.String(from.user());
  if (from.metadata().empty() || !object.Wants("metadata")) return;
  writer.BeginObject();
  for (const auto& [key, value] : from.metadata()) writer.Key(key).String(value);
  writer.EndObject();
}

}  // namespace

std::string EncodeRequest(const Conversation& conversation) {
  json::Writer writer;
  ObjectWriter object(writer, conversation.extra_json());
  if (object.Wants("model")) writer.String(conversation.model());
  if (object.Wants("messages")) WriteMessages(conversation, writer);
  WriteTools(conversation, object, writer);
  if (conversation.has_response_format() && object.Wants("response_format")) {
    WriteResponseFormat(conversation.response_format(), writer);
  }
  WriteSampling(conversation.sampling(), object, writer);
  const std::string& effort = conversation.reasoning().effort();
  if (!effort.empty() && object.Wants("reasoning_effort")) writer.String(effort);
  WriteBounds(conversation, object, writer);
  WriteStream(conversation, object, writer);
  WriteLabels(conversation, object, writer);
  object.Finish();
  return writer.Take();
}

}  // namespace signalbox::dialect::openai_chat

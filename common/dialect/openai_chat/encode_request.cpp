#include <string>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/conversation.h"
#include "common/dialect/openai_chat/message_encoder.h"
#include "common/dialect/openai_chat/parameter_writer.h"
#include "common/dialect/openai_chat/tools.h"
#include "common/dialect/openai_chat/translated_turns.h"

namespace signalbox::dialect::openai_chat {
namespace {

using llm::v1::Conversation;

// Turns that were remembered from another dialect stand in a row.
void WriteMessages(const Conversation& from, json::Writer& writer, Losses& losses) {
  const auto& messages = from.messages();
  writer.BeginArray();
  for (auto next = messages.begin(); next != messages.end();) {
    if (IsOwn(*next)) {
      WriteMessage(*next++, writer);
      continue;
    }
    TranslatedTurns turns(next->dialect(), losses);
    for (; next != messages.end() && !IsOwn(*next); ++next) turns.Add(*next);
    turns.Write(writer);
  }
  writer.EndArray();
}

void WriteTools(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
  // The caller may have used the older names, which are kept among the forms.
  if (from.tools_size() > 0 && !object.HasExtra("functions") && object.Wants("tools")) {
    writer.BeginArray();
    for (const llm::v1::Tool& tool : from.tools()) WriteTool(tool, writer);
    writer.EndArray();
  }
  if (from.has_tool_choice() && !object.HasExtra("function_call") && object.Wants("tool_choice")) {
    WriteToolChoice(from.tool_choice(), writer);
  }
  if (from.has_parallel_tool_calls() && object.Wants("parallel_tool_calls")) writer.Bool(from.parallel_tool_calls());
}

void WriteBounds(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
  const bool older_name = object.HasExtra("max_tokens");
  if (from.has_max_output_tokens() && !older_name && object.Wants("max_completion_tokens")) {
    writer.Int(from.max_output_tokens());
  }
}

}  // namespace

std::string EncodeRequest(const Conversation& conversation, std::string_view model, Losses& losses) {
  json::Writer writer;
  ObjectWriter object(writer, conversation.extra_json(), conversation.form_json());
  if (object.Wants("model")) writer.String(model);
  if (object.Wants("messages")) WriteMessages(conversation, writer, losses);
  WriteTools(conversation, object, writer);
  if (conversation.has_response_format() && object.Wants("response_format")) {
    WriteResponseFormat(conversation.response_format(), writer);
  }
  WriteSampling(conversation.sampling(), object, writer);
  const std::string& effort = conversation.reasoning().effort();
  if (!effort.empty() && object.Wants("reasoning_effort")) writer.String(effort);
  WriteBounds(conversation, object, writer);
  WriteStop(conversation, object, writer);
  WriteStream(conversation, object, writer);
  WriteLabels(conversation, object, writer);
  object.Finish();
  return writer.Take();
}

std::string EncodeRequest(const Conversation& conversation) {
  Losses losses;
  return EncodeRequest(conversation, conversation.model(), losses);
}

}  // namespace signalbox::dialect::openai_chat

#include "common/dialect/openai_chat/parameter_writer.h"

#include <string>

namespace signalbox::dialect::openai_chat {

using llm::v1::Conversation;

void WriteSampling(const llm::v1::Sampling& from, ObjectWriter& object, json::Writer& writer) {
  if (from.has_temperature() && object.Wants("temperature")) writer.Number(from.temperature());
  if (from.has_top_p() && object.Wants("top_p")) writer.Number(from.top_p());
  if (from.has_seed() && object.Wants("seed")) writer.Int(from.seed());
  if (from.has_presence_penalty() && object.Wants("presence_penalty")) writer.Number(from.presence_penalty());
  if (from.has_frequency_penalty() && object.Wants("frequency_penalty")) writer.Number(from.frequency_penalty());
  if (from.has_choices() && object.Wants("n")) writer.Int(from.choices());
  if (from.has_logprobs() && object.Wants("logprobs")) writer.Bool(from.logprobs());
  if (from.has_top_logprobs() && object.Wants("top_logprobs")) writer.Int(from.top_logprobs());
}

void WriteStop(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
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
  if (!from.service_tier().empty() && object.Wants("service_tier")) writer.String(from.service_tier());
  if (from.metadata().empty() || !object.Wants("metadata")) return;
  writer.BeginObject();
  for (const auto& [key, value] : from.metadata()) writer.Key(key).String(value);
  writer.EndObject();
}

}  // namespace signalbox::dialect::openai_chat

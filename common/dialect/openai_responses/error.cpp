#include "common/dialect/openai_responses/error.h"

#include "common/dialect/openai_responses/event_writer.h"

namespace signalbox::dialect::openai_responses {
namespace {

void WriteOptional(json::Writer& writer, std::string_view name, const std::optional<std::string>& text) {
  writer.Key(name);
  text ? writer.String(*text) : writer.Null();
}

void WriteFields(const ErrorBody& error, json::Writer& writer) {
  WriteOptional(writer, "code", error.code);
  writer.Key("message").String(error.message);
  WriteOptional(writer, "param", error.param);
}

}  // namespace

void WriteErrorEvent(const ErrorBody& error, json::Writer& writer) {
  WriteFields(error, writer);
  writer.Key("error").BeginObject().Key("type").String(error.type.empty() ? "api_error" : error.type);
  WriteFields(error, writer);
  writer.EndObject();
}

std::string EncodeStreamError(const ErrorBody& error) {
  EventWriter events(Framing::kSse);
  WriteErrorEvent(error, events.Begin("error"));
  std::string out;
  events.Send(out);
  return out;
}

}  // namespace signalbox::dialect::openai_responses

#include "common/dialect/openai_responses/event_writer.h"

namespace signalbox::dialect::openai_responses {

json::Writer& EventWriter::Begin(std::string_view type) {
  type_ = type;
  writer_ = json::Writer();
  writer_.BeginObject().Key("type").String(type).Key("sequence_number").Int(sequence_number_++);
  return writer_;
}

void EventWriter::Send(std::string& out) {
  writer_.EndObject();
  framer_.Append(out, writer_.text(), type_);
}

}  // namespace signalbox::dialect::openai_responses

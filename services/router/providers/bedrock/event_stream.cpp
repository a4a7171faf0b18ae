#include "services/router/providers/bedrock/event_stream.h"

#include <algorithm>

#include "common/json/writer.h"
#include "common/status/macros.h"
#include "services/router/providers/bedrock/event_message.h"

namespace signalbox::router::bedrock {
namespace {

void Pass(const EventMessage& message, absl::FunctionRef<void(const dialect::WireEvent&)> on_event) {
  if (message.message_type == "event") return on_event({message.type, message.payload});
  std::string type = "exception:";
  type += message.type;
  if (message.message_type == "exception") return on_event({type, message.payload});
  json::Writer writer;
  writer.BeginObject().Key("message").String(message.error_message).EndObject();
  on_event({type, writer.text()});
}

}  // namespace

absl::Status EventStreamDeframer::Feed(std::string_view bytes, OnEvent on_event) {
  while (failure_.ok() && !bytes.empty()) {
    failure_ = buffer_.empty() ? Take(bytes, on_event) : TakeBuffered(bytes, on_event);
  }
  return failure_;
}

/// One message where it stands, if it came whole; else the beginning of one goes into the buffer.
absl::Status EventStreamDeframer::Take(std::string_view& bytes, OnEvent on_event) {
  if (bytes.size() >= kPreludeBytes) {
    ASSIGN_OR_RETURN(wanted_, MessageLength(bytes.substr(0, kPreludeBytes), kMaxMessageBytes, kMaxHeaderBytes));
    if (bytes.size() >= wanted_) {
      ASSIGN_OR_RETURN(const EventMessage message, ReadMessage(bytes.substr(0, wanted_)));
      bytes.remove_prefix(wanted_);
      wanted_ = 0;
      Pass(message, on_event);
      return absl::OkStatus();
    }
  }
  buffer_ = bytes;
  bytes = {};
  return absl::OkStatus();
}

absl::Status EventStreamDeframer::TakeBuffered(std::string_view& bytes, OnEvent on_event) {
  const std::size_t goal = wanted_ == 0 ? kPreludeBytes : wanted_;
  const std::string_view taken = bytes.substr(0, goal - buffer_.size());
  buffer_ += taken;
  bytes.remove_prefix(taken.size());
  if (buffer_.size() < goal) return absl::OkStatus();
  if (wanted_ == 0) {
    ASSIGN_OR_RETURN(wanted_, MessageLength(buffer_, kMaxMessageBytes, kMaxHeaderBytes));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const EventMessage message, ReadMessage(buffer_));
  Pass(message, on_event);
  buffer_.clear();
  wanted_ = 0;
  return absl::OkStatus();
}

}  // namespace signalbox::router::bedrock

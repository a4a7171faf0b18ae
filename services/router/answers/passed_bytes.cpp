#include "services/router/answers/passed_bytes.h"

#include "common/json/document.h"
#include "services/router/answers/loose_usage.h"

namespace signalbox::router {

bool IsEventStream(std::string_view content_type) {
  return content_type.starts_with("text/event-stream");
}

bool IsJson(std::string_view content_type) {
  return content_type.starts_with("application/json");
}

PassedBytes::PassedBytes(std::string_view content_type) : content_type_(content_type) {
  if (IsEventStream(content_type_)) events_ = NewSseDeframer();
}

AnswerReader::State PassedBytes::Read(std::string_view bytes, std::string& out) {
  out += bytes;
  if (events_ && !events_->Feed(bytes, [this](const dialect::WireEvent& event) { LookAt(event); }).ok()) {
    events_.reset();
  }
  return State::kReading;
}

void PassedBytes::LookAt(const dialect::WireEvent& event) {
  if (event.data.find("\"usage\"") == event.data.npos) return;
  json::Document document;
  if (!document.Read(event.data).ok() || !document.root().IsObject()) return;
  const auto usage = document.root().Find("usage");
  if (!usage) return;
  if (auto read = ReadLooseUsage(*usage)) usage_ = std::move(read);
}

}  // namespace signalbox::router

#include "tests/support/fake_provider/framing.h"

#include "common/json/document.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider {

std::string SseFraming::Frame(const Event& event) {
  std::string out;
  out.reserve(event.data.size() + event.type.size() + 24);
  if (!event.type.empty()) out.append("event: ").append(event.type).append(line_break_);
  out.append("data: ").append(event.data).append(line_break_).append(line_break_);
  return out;
}

Halves SseFraming::MakeHalves() const {
  Halves halves;
  halves.event.append("data: ").append(half_);
  halves.json.append(halves.event).append(line_break_).append(line_break_);
  return halves;
}

std::string TypedSseFraming::Scripted(std::string_view data) {
  json::Document document;
  const std::string type = document.Read(data).ok() ? TextAt(document.root(), "type") : "";
  return Frame({type, data});
}

}  // namespace signalbox::fake_provider

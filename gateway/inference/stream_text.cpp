#include "gateway/inference/stream_text.h"

namespace signalbox::gateway {
namespace {

constexpr std::string_view kEventEnd = "\n\n";

/// How the terminal events of a dialect begin.
bool IsTerminator(std::string_view event, llm::v1::Dialect dialect) {
  switch (dialect) {
    case llm::v1::OPENAI_CHAT:
    case llm::v1::OPENAI_COMPLETIONS:
      return event == "data: [DONE]\n\n";
    case llm::v1::ANTHROPIC_MESSAGES:
      return event.starts_with("event: message_stop\n");
    case llm::v1::OPENAI_RESPONSES:
      return event.starts_with("event: response.completed\n") || event.starts_with("event: response.incomplete\n") ||
             event.starts_with("event: response.failed\n");
    default:
      return false;
  }
}

}  // namespace

std::string TakeTerminator(std::string& events, llm::v1::Dialect dialect) {
  if (!std::string_view(events).ends_with(kEventEnd)) return {};
  // The same bytes inside an event are JSON text there, where a line break cannot stand.
  const std::size_t before =
      events.size() == kEventEnd.size() ? events.npos : events.rfind(kEventEnd, events.size() - kEventEnd.size() - 1);
  const std::size_t begin = before == events.npos ? 0 : before + kEventEnd.size();
  if (!IsTerminator(std::string_view(events).substr(begin), dialect)) return {};
  std::string terminator = events.substr(begin);
  events.resize(begin);
  return terminator;
}

std::int64_t CountEvents(std::string_view events) {
  std::int64_t count = 0;
  for (std::size_t at = events.find(kEventEnd); at != std::string_view::npos;
       at = events.find(kEventEnd, at + kEventEnd.size())) {
    ++count;
  }
  return count;
}

}  // namespace signalbox::gateway

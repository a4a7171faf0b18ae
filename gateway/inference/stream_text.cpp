#include "gateway/inference/stream_text.h"

namespace signalbox::gateway {
namespace {

constexpr std::string_view kTerminator = "data: [DONE]\n\n";
constexpr std::string_view kEventEnd = "\n\n";

}  // namespace

std::string TakeTerminator(std::string& events) {
  if (!std::string_view(events).ends_with(kTerminator)) return {};
  // The same bytes inside an event are JSON text there, where a line break cannot stand.
  const std::size_t begin = events.size() - kTerminator.size();
  if (begin > 0 && events[begin - 1] != '\n') return {};
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

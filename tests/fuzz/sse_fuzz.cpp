// An event stream, whole and in pieces: the events must be the same.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/sse/parser.h"

namespace {

constexpr std::size_t kMaxEventBytes = 4096;

struct Heard {
  std::string events;
  bool failed = false;
  bool partial = false;

  friend bool operator==(const Heard&, const Heard&) = default;
};

Heard Listen(std::string_view bytes, std::size_t piece) {
  signalbox::sse::Parser parser(kMaxEventBytes);
  Heard heard;
  for (; !bytes.empty() && !heard.failed; bytes.remove_prefix(std::min(piece, bytes.size()))) {
    const auto status = parser.Feed(bytes.substr(0, piece), [&](const signalbox::sse::Event& event) {
      for (const std::string_view field : {event.type, event.data, event.id}) {
        heard.events += field;
        heard.events += '\0';
      }
    });
    heard.failed = !status.ok();
  }
  heard.partial = !heard.failed && parser.HasPartialEvent();
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Heard whole = Listen(bytes, std::string_view::npos);
  if (!(Listen(bytes, 1) == whole)) std::abort();
  if (!(Listen(bytes, 1 + data[0] % 64) == whole)) std::abort();
  return 0;
}

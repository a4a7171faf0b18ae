// An event stream, whole and in pieces: the events must be the same.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/sse/parser.h"
#include "tests/fuzz/input.h"

namespace {

using signalbox::fuzz::DrawFrom;
using signalbox::fuzz::InPieces;
using signalbox::fuzz::Require;

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
  InPieces(bytes, piece, [&](std::string_view part) {
    const auto status = parser.Feed(part, [&](const signalbox::sse::Event& event) {
      for (const std::string_view field : {event.type, event.data, event.id}) {
        heard.events += field;
        heard.events += '\0';
      }
    });
    heard.failed = !status.ok();
    return status.ok();
  });
  heard.partial = !heard.failed && parser.HasPartialEvent();
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = signalbox::fuzz::TextOf(data, size);
  const Heard whole = Listen(bytes, bytes.size());
  Require(Listen(bytes, 1) == whole);
  Require(Listen(bytes, 1 + DrawFrom(bytes) % 64) == whole);
  return 0;
}

// Any bytes as AWS's event stream, whole and in pieces: the events must be the same. As no mutation would keep two
// checksums true, an input is also read as what messages are made of: they are cut out of it by its first bytes.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <zlib.h>

#include "common/json/document.h"
#include "services/router/providers/bedrock/event_stream.h"
#include "tests/fuzz/input.h"

namespace signalbox::fuzz {
namespace {

struct Heard {
  std::string events;
  bool failed = false;
  bool between = false;

  friend bool operator==(const Heard&, const Heard&) = default;
};

Heard Listen(std::string_view bytes, std::size_t piece) {
  router::bedrock::EventStreamDeframer deframer;
  Heard heard;
  InPieces(bytes, piece, [&](std::string_view part) {
    const auto fed = deframer.Feed(part, [&](const dialect::WireEvent& event) {
      for (const std::string_view field : {event.type, event.data}) {
        heard.events += field;
        heard.events += '\0';
      }
    });
    heard.failed = !fed.ok();
    return fed.ok();
  });
  heard.between = !heard.failed && deframer.BetweenEvents();
  return heard;
}

void CheckSplits(std::string_view bytes) {
  const Heard whole = Listen(bytes, bytes.size());
  Require(Listen(bytes, 1) == whole);
  Require(Listen(bytes, 1 + DrawFrom(bytes) % 64) == whole);
}

void AppendNumber(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

void AppendChecksum(std::string& out, std::size_t from) {
  AppendNumber(out, static_cast<std::uint32_t>(
                        crc32_z(0, reinterpret_cast<const Bytef*>(out.data()) + from, out.size() - from)));
}

// The first byte says how long the headers are, the second the payload.
std::string Framed(std::string_view input) {
  std::string stream;
  while (input.size() >= 2) {
    const std::string_view rest = input.substr(2);
    const std::string_view headers = rest.substr(0, static_cast<unsigned char>(input[0]));
    const std::string_view payload = rest.substr(headers.size(), static_cast<unsigned char>(input[1]));
    const std::size_t begin = stream.size();
    AppendNumber(stream, static_cast<std::uint32_t>(headers.size() + payload.size() + 16));
    AppendNumber(stream, static_cast<std::uint32_t>(headers.size()));
    AppendChecksum(stream, begin);
    stream += headers;
    stream += payload;
    AppendChecksum(stream, begin);
    input.remove_prefix(2 + headers.size() + payload.size());
  }
  return stream;
}

}  // namespace
}  // namespace signalbox::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = signalbox::fuzz::TextOf(data, size);
  signalbox::fuzz::CheckSplits(input);
  signalbox::fuzz::CheckSplits(signalbox::fuzz::Framed(input));
  return 0;
}

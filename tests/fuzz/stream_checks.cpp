#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include <absl/functional/function_ref.h>

#include "common/dialect/answer_collector.h"
#include "common/sse/parser.h"
#include "tests/fuzz/codec_checks.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/stream_order.h"

namespace signalbox::fuzz {
namespace {

using namespace dialect;

// Returns false to stop.
using OnEvent = absl::FunctionRef<bool(const WireEvent&)>;

void ReadSse(std::string_view bytes, std::size_t piece, OnEvent on_event) {
  sse::Parser parser;
  bool broken = false;
  InPieces(bytes, piece, [&](std::string_view part) {
    const absl::Status fed = parser.Feed(part, [&](const sse::Event& event) {
      broken = broken || !on_event({event.type, event.data});
    });
    return fed.ok() && !broken;
  });
}

// A line an event: its type, a tab, its data.
void ReadLines(std::string_view bytes, OnEvent on_event) {
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    const std::size_t tab = line.find('\t');
    if (tab != line.npos && !on_event({line.substr(0, tab), line.substr(tab + 1)})) return;
  }
}

void Read(const Codec& codec, std::string_view bytes, std::size_t piece, OnEvent on_event) {
  // Bedrock's framing is another fuzzer's.
  if (codec.dialect() == llm::v1::BEDROCK_CONVERSE) return ReadLines(bytes, on_event);
  ReadSse(bytes, piece, on_event);
}

struct Heard {
  bool broken = false;
  std::string written;  // For a caller.
  std::string end;      // The kinds of its last steps.

  friend bool operator==(const Heard&, const Heard&) = default;
};

void NoteEnd(const StreamEvent& event, std::string& end) {
  using Kind = StreamEvent::Kind;
  if (event.kind != Kind::kFinish && event.kind != Kind::kEnd && event.kind != Kind::kError) return;
  end += static_cast<char>('0' + static_cast<int>(event.kind));
  end += event.native_reason;
}

Heard Translated(const Codec& codec, const Codec& caller, std::string_view bytes, std::size_t piece) {
  const auto decoder = codec.NewStreamDecoder();
  const auto encoder =
      caller.NewStreamEncoder({.public_model = "m", .include_usage = true, .id = "1", .from = codec.dialect()});
  Heard heard;
  StreamOrder order;
  AnswerCollector collector;
  const auto sink = [&](const StreamEvent& event) {
    order.Note(event);
    collector.Add(event);
    encoder->Encode(event, heard.written);
    NoteEnd(event, heard.end);
  };
  Read(codec, bytes, piece, [&](const WireEvent& event) {
    heard.broken = !decoder->Decode(event, sink).ok();
    return !heard.broken;
  });
  if (!heard.broken) decoder->End(sink);
  Losses losses;
  const std::string answer = caller.EncodeResponse(collector.Take(), {.public_model = "m", .id = "1"}, losses);
  Require(caller.DecodeResponse(answer).ok());
  return heard;
}

Heard Mirrored(const Codec& codec, std::string_view bytes, std::size_t piece) {
  const auto mirror = codec.NewStreamMirror({.public_model = "m", .show_usage = true});
  Heard heard;
  const auto sink = [&](const StreamEvent& event) { NoteEnd(event, heard.end); };
  Read(codec, bytes, piece, [&](const WireEvent& event) {
    heard.broken = !mirror->Read(event, heard.written, sink).ok();
    return !heard.broken;
  });
  if (!heard.broken) mirror->End(heard.written, sink);
  return heard;
}

}  // namespace

void CheckReadable(const Codec& caller, std::string_view stream) {
  const auto decoder = caller.NewStreamDecoder();
  StreamOrder order;
  const auto note = [&](const StreamEvent& step) { order.Note(step); };
  ReadSse(stream, std::max<std::size_t>(stream.size(), 1), [&](const WireEvent& event) {
    Require(decoder->Decode(event, note).ok());
    return true;
  });
  decoder->End(note);
}

void CheckStream(const Codec& codec, std::string_view bytes) {
  const std::size_t draw = DrawFrom(bytes);
  const std::size_t piece = 1 + draw % 64;
  const Codec& caller = *CodecOf(kCallers[draw / 64 % std::size(kCallers)]);
  const Heard whole = Translated(codec, caller, bytes, bytes.size());
  Require(Translated(codec, caller, bytes, piece) == whole);
  CheckReadable(caller, whole.written);
  if (codec.dialect() == llm::v1::BEDROCK_CONVERSE) return;
  const Heard mirrored = Mirrored(codec, bytes, bytes.size());
  Require(Mirrored(codec, bytes, piece) == mirrored);
  Require(mirrored.broken == whole.broken && mirrored.end == whole.end);
}

}  // namespace signalbox::fuzz

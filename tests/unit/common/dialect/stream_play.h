#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "common/dialect/answer_collector.h"
#include "common/dialect/codec.h"
#include "common/sse/parser.h"

namespace signalbox::dialect::testing {

/// Plays a recorded SSE stream, in pieces of at most `piece` bytes, to a sink.
inline void Play(std::string_view stream, std::size_t piece, StreamDecoder& decoder, StreamSink sink) {
  sse::Parser parser;
  for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size()))) {
    const auto status = parser.Feed(stream.substr(0, piece), [&](const sse::Event& event) {
      EXPECT_TRUE(decoder.Decode({event.type, event.data}, sink).ok()) << event.data;
    });
    EXPECT_TRUE(status.ok());
  }
  decoder.End(sink);
}

/// What a recorded stream says, put together.
inline llm::v1::Response Collect(const Codec& codec, std::string_view stream, std::size_t piece = std::string::npos) {
  AnswerCollector collector;
  const auto decoder = codec.NewStreamDecoder();
  Play(stream, piece, *decoder, [&](const StreamEvent& event) { collector.Add(event); });
  return collector.Take();
}

/// A recorded stream, written again for a caller.
inline std::string Rewrite(const Codec& from, const Codec& to, StreamEncoderOptions options, std::string_view stream,
                           std::size_t piece = std::string::npos) {
  options.from = from.dialect();
  const auto encoder = to.NewStreamEncoder(std::move(options));
  const auto decoder = from.NewStreamDecoder();
  std::string out;
  Play(stream, piece, *decoder, [&](const StreamEvent& event) { encoder->Encode(event, out); });
  return out;
}

/// A recorded stream as a mirror shows it.
inline std::string Mirror(const Codec& codec, const StreamMirrorOptions& options, std::string_view stream,
                          std::size_t piece = std::string::npos) {
  const auto mirror = codec.NewStreamMirror(options);
  std::string out;
  sse::Parser parser;
  for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size()))) {
    const auto status = parser.Feed(stream.substr(0, piece), [&](const sse::Event& event) {
      EXPECT_TRUE(mirror->Read({event.type, event.data}, out, [](const StreamEvent&) {}).ok());
    });
    EXPECT_TRUE(status.ok());
  }
  mirror->End(out, [](const StreamEvent&) {});
  return out;
}

}  // namespace signalbox::dialect::testing

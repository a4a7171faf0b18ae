#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "common/dialect/answer_collector.h"
#include "common/dialect/gemini/codec.h"
#include "common/sse/parser.h"

namespace signalbox::dialect::gemini {

/// An event with its own copy of what it says.
struct Told {
  StreamEvent::Kind kind;
  BlockType type;
  int choice = 0;
  int block = 0;
  std::string text = {};
  llm::v1::FinishReason finish = llm::v1::FINISH_REASON_UNSPECIFIED;
  std::string extra = {};  ///< Id and name of a block, the model of a start, the message of an error, raw.

  friend bool operator==(const Told&, const Told&) = default;
};

inline Told Tell(const StreamEvent& event) {
  Told told{event.kind, event.block_type, event.choice, event.block, std::string(event.text), event.finish};
  for (const std::string_view part : {event.id, event.name, event.model, event.raw, event.native_reason}) {
    told.extra += part;
    told.extra += '|';
  }
  if (event.error != nullptr) told.extra += event.error->message;
  if (event.usage != nullptr) told.extra += event.usage->ShortDebugString();
  return told;
}

/// What a decoder tells of a stream that arrives in pieces of `size` bytes and then ends.
inline std::vector<Told> Decoded(std::string_view stream, std::size_t size) {
  std::vector<Told> told;
  const auto tell = [&](const StreamEvent& event) { told.push_back(Tell(event)); };
  const auto decoder = GeminiCodec().NewStreamDecoder();
  sse::Parser parser;
  for (std::size_t at = 0; at < stream.size(); at += size) {
    const auto fed = parser.Feed(stream.substr(at, size), [&](const sse::Event& event) {
      if (!decoder->Decode({.type = {}, .data = event.data}, tell).ok())
        told.push_back({StreamEvent::Kind::kError, {}});
    });
    if (!fed.ok()) break;
  }
  decoder->End(tell);
  return told;
}

/// The answer of a stream, put together again.
inline llm::v1::Response Collected(std::string_view stream) {
  AnswerCollector collector;
  const auto decoder = GeminiCodec().NewStreamDecoder();
  sse::Parser parser;
  const auto add = [&](const StreamEvent& event) { collector.Add(event); };
  const auto fed = parser.Feed(
      stream, [&](const sse::Event& event) { decoder->Decode({.type = {}, .data = event.data}, add).IgnoreError(); });
  if (fed.ok()) decoder->End(add);
  return collector.Take();
}

/// The JSON of each event of a stream.
inline std::vector<nlohmann::json> ChunksOf(std::string_view stream) {
  std::vector<nlohmann::json> chunks;
  sse::Parser parser;
  const auto fed = parser.Feed(
      stream, [&](const sse::Event& event) { chunks.push_back(nlohmann::json::parse(std::string(event.data))); });
  if (!fed.ok()) chunks.clear();
  return chunks;
}

}  // namespace signalbox::dialect::gemini

#include "tests/unit/common/dialect/cross/wire.h"

#include <algorithm>
#include <memory>

#include "common/dialect/answer_collector.h"
#include "common/dialect/answer_replay.h"
#include "common/sse/parser.h"
#include "common/status/macros.h"

namespace signalbox::dialect::testing {
namespace {

constexpr char kId[] = "0123456789abcdef0123456789abcdef";
constexpr std::int64_t kCreated = 1'700'000'000;

absl::Status DecodeLines(StreamDecoder& decoder, std::string_view stream, StreamSink sink) {
  while (!stream.empty()) {
    const std::string_view line = stream.substr(0, stream.find('\n'));
    stream.remove_prefix(std::min(line.size() + 1, stream.size()));
    const std::size_t tab = line.find('\t');
    if (tab == line.npos) continue;
    RETURN_IF_ERROR(decoder.Decode({line.substr(0, tab), line.substr(tab + 1)}, sink));
  }
  return absl::OkStatus();
}

absl::Status DecodeSse(StreamDecoder& decoder, std::string_view stream, NextPiece next, StreamSink sink) {
  sse::Parser parser;
  absl::Status status;
  while (!stream.empty() && status.ok()) {
    const std::string_view piece = stream.substr(0, next());
    stream.remove_prefix(piece.size());
    RETURN_IF_ERROR(parser.Feed(piece, [&](const sse::Event& event) {
      if (status.ok()) status = decoder.Decode({event.type, event.data}, sink);
    }));
  }
  return status;
}

}  // namespace

absl::Status Decode(const Codec& codec, std::string_view stream, NextPiece next, StreamSink sink) {
  const std::unique_ptr<StreamDecoder> decoder = codec.NewStreamDecoder();
  RETURN_IF_ERROR(codec.dialect() == llm::v1::BEDROCK_CONVERSE ? DecodeLines(*decoder, stream, sink)
                                                               : DecodeSse(*decoder, stream, next, sink));
  decoder->End(sink);
  return absl::OkStatus();
}

absl::StatusOr<llm::v1::Response> Collect(const Codec& codec, std::string_view stream, NextPiece next) {
  AnswerCollector collector;
  RETURN_IF_ERROR(Decode(codec, stream, next, [&](const StreamEvent& event) { collector.Add(event); }));
  llm::v1::Response response = collector.Take();
  response.set_dialect(codec.dialect());
  return response;
}

bool IsWhole(const Codec& codec, std::string_view stream) {
  bool ended = false;
  const absl::Status status = Decode(codec, stream, Everything, [&](const StreamEvent& event) {
    ended = ended || event.kind == StreamEvent::Kind::kEnd;
  });
  return status.ok() && ended;
}

absl::StatusOr<std::string> Translate(const Codec& from, const Codec& to, std::string_view stream, NextPiece next) {
  std::string out;
  const std::unique_ptr<StreamEncoder> encoder = to.NewStreamEncoder(EncoderOptions(from.dialect()));
  RETURN_IF_ERROR(Decode(from, stream, next, [&](const StreamEvent& event) { encoder->Encode(event, out); }));
  return out;
}

StreamEncoderOptions EncoderOptions(llm::v1::Dialect from) {
  StreamEncoderOptions options;
  options.public_model = "public";
  options.include_usage = true;
  options.created = kCreated;
  options.id = kId;
  options.from = from;
  return options;
}

std::string Plain(const Codec& to, const llm::v1::Response& response) {
  Losses losses;
  return to.EncodeResponse(response, {"public", kCreated, kId, nullptr}, losses);
}

std::string Streamed(const Codec& to, const llm::v1::Response& response) {
  std::string out;
  const std::unique_ptr<StreamEncoder> encoder = to.NewStreamEncoder(EncoderOptions(response.dialect()));
  Replay(response, [&](const StreamEvent& event) { encoder->Encode(event, out); });
  return out;
}

}  // namespace signalbox::dialect::testing

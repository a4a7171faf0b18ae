#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "common/dialect/gemini/codec.h"
#include "common/sse/parser.h"

namespace {

using signalbox::dialect::EncodeOptions;
using signalbox::dialect::EncodeResponseOptions;
using signalbox::dialect::Losses;
using signalbox::dialect::StreamEncoderOptions;
using signalbox::dialect::StreamEvent;
using signalbox::dialect::gemini::GeminiCodec;

void Must(bool holds) {
  if (!holds) std::abort();
}

// What was decoded is encoded so that it is decoded the same.
void FuzzRequest(std::string_view body) {
  GeminiCodec().ScanRequest(body).IgnoreError();
  const auto conversation = GeminiCodec().DecodeRequest(body);
  if (!conversation.ok()) return;
  Losses losses;
  const auto encoded = GeminiCodec().EncodeRequest(*conversation, EncodeOptions{}, losses);
  Must(encoded.ok() && losses.empty());
  const auto again = GeminiCodec().DecodeRequest(*encoded);
  Must(again.ok());
  const auto encoded_again = GeminiCodec().EncodeRequest(*again, EncodeOptions{}, losses);
  Must(encoded_again.ok() && *encoded_again == *encoded);
}

void FuzzEdit(std::string_view body) {
  const auto edited = GeminiCodec().EditRequest(body, {.model = "other"});
  Must(edited.ok() == GeminiCodec().EditRequest(body, {}).ok());
  if (edited.ok()) Must(GeminiCodec().EditRequest(*edited, {.model = "other"}) == edited);
}

void FuzzResponse(std::string_view body) {
  GeminiCodec().MirrorResponse(body, "fast", true).IgnoreError();
  GeminiCodec().DecodeError(body);
  const auto response = GeminiCodec().DecodeResponse(body);
  if (!response.ok()) return;
  EncodeResponseOptions options;
  Losses losses;
  const std::string encoded = GeminiCodec().EncodeResponse(*response, options, losses);
  const auto again = GeminiCodec().DecodeResponse(encoded);
  if (again.ok()) Must(GeminiCodec().EncodeResponse(*again, options, losses) == encoded);
}

std::string Told(std::string_view stream, std::size_t step) {
  StreamEncoderOptions options;
  options.from = signalbox::llm::v1::GEMINI;
  const auto decoder = GeminiCodec().NewStreamDecoder();
  const auto encoder = GeminiCodec().NewStreamEncoder(options);
  std::string out;
  const auto sink = [&](const StreamEvent& event) { encoder->Encode(event, out); };
  signalbox::sse::Parser parser;
  bool broken = false;
  for (std::size_t at = 0; at < stream.size() && !broken; at += step) {
    const auto fed = parser.Feed(stream.substr(at, step), [&](const signalbox::sse::Event& event) {
      broken = broken || !decoder->Decode({.type = {}, .data = event.data}, sink).ok();
    });
    broken = broken || !fed.ok();
  }
  if (!broken) decoder->End(sink);
  return out;
}

void FuzzStream(std::string_view stream, std::size_t step) {
  Must(Told(stream, step) == Told(stream, stream.size() + 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      FuzzRequest(text);
      break;
    case 1:
      FuzzEdit(text);
      break;
    case 2:
      FuzzResponse(text);
      break;
    default:
      FuzzStream(text, 1 + data[0] / 4U);
  }
  return 0;
}

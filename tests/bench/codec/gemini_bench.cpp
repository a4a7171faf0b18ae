#include <benchmark/benchmark.h>

#include "common/dialect/gemini/codec.h"
#include "common/dialect/openai_chat/chat_codec.h"
#include "tests/bench/codec/bodies.h"

namespace signalbox::bench {
namespace {

using dialect::gemini::GeminiCodec;

// A chat of about the size, as Gemini has it.
std::string GeminiBody(std::size_t bytes) {
  const auto conversation = dialect::openai_chat::ChatCodec().DecodeRequest(ChatBody(bytes));
  dialect::Losses losses;
  return *GeminiCodec().EncodeRequest(*conversation, {.model = "gemini-2.5-flash"}, losses);
}

constexpr std::string_view kChunk =
    R"({"candidates": [{"content": {"parts": [{"text": " hello"}],"role": "model"},"index": 0}],)"
    R"("usageMetadata": {"promptTokenCount": 8,"candidatesTokenCount": 25,"totalTokenCount": 33,)"
    R"("promptTokensDetails": [{"modality": "TEXT","tokenCount": 8}]},"modelVersion": "gemini-2.5-flash",)"
    R"("responseId": "mAitaLmkHPPlz7IPvtfUqQ4"})";

void GeminiScanAndEdit(benchmark::State& state) {
  const std::string body = GeminiBody(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(GeminiCodec().ScanRequest(body));
    benchmark::DoNotOptimize(GeminiCodec().EditRequest(body, {.model = "gemini-2.5-flash"}));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

void GeminiDecodeAndEncode(benchmark::State& state) {
  const std::string body = GeminiBody(state.range(0));
  for (auto _ : state) {
    dialect::Losses losses;
    benchmark::DoNotOptimize(
        GeminiCodec().EncodeRequest(*GeminiCodec().DecodeRequest(body), {.model = "gemini-2.5-flash"}, losses));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

void ChatToGemini(benchmark::State& state) {
  const std::string body = ChatBody(state.range(0));
  for (auto _ : state) {
    dialect::Losses losses;
    benchmark::DoNotOptimize(GeminiCodec().EncodeRequest(*dialect::openai_chat::ChatCodec().DecodeRequest(body),
                                                         {.model = "gemini-2.5-flash"}, losses));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

void GeminiChunkMirrored(benchmark::State& state) {
  const auto mirror = GeminiCodec().NewStreamMirror({.public_model = "fast"});
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(mirror->Read({.type = {}, .data = kChunk}, out, [](const dialect::StreamEvent&) {}));
  }
  state.SetBytesProcessed(state.iterations() * kChunk.size());
}

void GeminiChunkTranslated(benchmark::State& state) {
  dialect::StreamEncoderOptions options;
  options.public_model = "fast";
  options.id = "0af7651916cd43dd8448eb211c80319c";
  options.from = llm::v1::OPENAI_CHAT;
  const auto decoder = GeminiCodec().NewStreamDecoder();
  const auto encoder = GeminiCodec().NewStreamEncoder(options);
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(decoder->Decode({.type = {}, .data = kChunk},
                                             [&](const dialect::StreamEvent& event) { encoder->Encode(event, out); }));
  }
  state.SetBytesProcessed(state.iterations() * kChunk.size());
}

BENCHMARK(GeminiScanAndEdit)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(GeminiDecodeAndEncode)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(ChatToGemini)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(GeminiChunkMirrored);
BENCHMARK(GeminiChunkTranslated);

}  // namespace
}  // namespace signalbox::bench

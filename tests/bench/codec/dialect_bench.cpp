#include <benchmark/benchmark.h>

#include "common/dialect/openai_chat/codec.h"
#include "tests/bench/codec/bodies.h"

namespace signalbox::bench {
namespace {

namespace chat = dialect::openai_chat;

void Scan(benchmark::State& state) {
  const std::string body = ChatBody(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(chat::ScanRequest(body));
  state.SetBytesProcessed(state.iterations() * body.size());
}

void Edit(benchmark::State& state) {
  const std::string body = ChatBody(state.range(0));
  const dialect::RequestEdits edits{.model = "gpt-4o-mini-2024-07-18", .ask_for_usage = true};
  for (auto _ : state) benchmark::DoNotOptimize(chat::EditRequest(body, edits));
  state.SetBytesProcessed(state.iterations() * body.size());
}

void ScanAndEdit(benchmark::State& state) {
  const std::string body = ChatBody(state.range(0));
  const dialect::RequestEdits edits{.model = "gpt-4o-mini-2024-07-18", .ask_for_usage = true};
  for (auto _ : state) {
    benchmark::DoNotOptimize(chat::ScanRequest(body));
    benchmark::DoNotOptimize(chat::EditRequest(body, edits));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

// From a caller of one dialect to a provider of another: here both halves are this codec's.
void DecodeAndEncode(benchmark::State& state, llm::v1::Dialect from) {
  const std::string body = ChatBody(state.range(0));
  for (auto _ : state) {
    auto conversation = chat::DecodeRequest(body);
    conversation->set_dialect(from);
    dialect::Losses losses;
    benchmark::DoNotOptimize(
        chat::ChatCodec().EncodeRequest(*conversation, {.model = "gpt-4o-mini", .stream = true}, losses));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

void MirrorChunk(benchmark::State& state) {
  const std::string chunk = StreamChunk();
  const auto mirror = chat::ChatCodec().NewStreamMirror({.public_model = "fast"});
  std::string out;
  std::size_t told = 0;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(
        mirror->Read({{}, chunk}, out, [&](const dialect::StreamEvent& event) { told += event.text.size(); }));
  }
  benchmark::DoNotOptimize(told);
  state.SetBytesProcessed(state.iterations() * chunk.size());
}

void TranslateChunk(benchmark::State& state) {
  const std::string chunk = StreamChunk();
  const auto decoder = chat::ChatCodec().NewStreamDecoder();
  const auto encoder = chat::ChatCodec().NewStreamEncoder({.public_model = "fast", .id = "1"});
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(
        decoder->Decode({{}, chunk}, [&](const dialect::StreamEvent& event) { encoder->Encode(event, out); }));
  }
  state.SetBytesProcessed(state.iterations() * chunk.size());
}

BENCHMARK(Scan)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(Edit)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(ScanAndEdit)->Arg(10'000)->Arg(1'000'000);
BENCHMARK_CAPTURE(DecodeAndEncode, same, llm::v1::OPENAI_CHAT)->Arg(10'000)->Arg(1'000'000);
BENCHMARK_CAPTURE(DecodeAndEncode, across, llm::v1::ANTHROPIC_MESSAGES)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(MirrorChunk);
BENCHMARK(TranslateChunk);

}  // namespace
}  // namespace signalbox::bench

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
  const chat::RequestEdits edits{.model = "gpt-4o-mini-2024-07-18", .ask_for_usage = true};
  for (auto _ : state) benchmark::DoNotOptimize(chat::EditRequest(body, edits));
  state.SetBytesProcessed(state.iterations() * body.size());
}

void ScanAndEdit(benchmark::State& state) {
  const std::string body = ChatBody(state.range(0));
  const chat::RequestEdits edits{.model = "gpt-4o-mini-2024-07-18", .ask_for_usage = true};
  for (auto _ : state) {
    benchmark::DoNotOptimize(chat::ScanRequest(body));
    benchmark::DoNotOptimize(chat::EditRequest(body, edits));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

void Chunk(benchmark::State& state) {
  const std::string chunk = StreamChunk();
  chat::StreamReader reader({.public_model = "fast", .show_usage = false, .want_answer = state.range(0) != 0});
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(reader.Read(chunk, out));
  }
  state.SetBytesProcessed(state.iterations() * chunk.size());
}

BENCHMARK(Scan)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(Edit)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(ScanAndEdit)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(Chunk)->ArgName("answer")->Arg(0)->Arg(1);

}  // namespace
}  // namespace signalbox::bench

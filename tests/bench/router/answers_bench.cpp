#include <benchmark/benchmark.h>

#include "services/router/answers/mirrored_stream.h"
#include "services/router/answers/translated_stream.h"
#include "tests/bench/codec/bodies.h"

namespace signalbox::bench {
namespace {

using router::AnswerOptions;

AnswerOptions Options(llm::v1::Dialect caller) {
  AnswerOptions options;
  options.asked = dialect::CodecOf(llm::v1::OPENAI_CHAT);
  options.caller = dialect::CodecOf(caller);
  options.upstream_model = "gpt-4o-mini";
  options.public_model = "fast";
  options.stream = true;
  options.id = "0123456789abcdef0123456789abcdef";
  options.conversation = [] { return nullptr; };
  return options;
}

template <typename Reader>
void ReadChunks(benchmark::State& state, llm::v1::Dialect caller) {
  const std::string event = "data: " + StreamChunk() + "\n\n";
  Reader reader(Options(caller), router::NewSseDeframer());
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(reader.Read(event, out));
  }
  state.SetBytesProcessed(state.iterations() * event.size());
}

// What one chunk of a stream costs the router, from a provider's bytes to the caller's.

void MirrorChunk(benchmark::State& state) {
  ReadChunks<router::MirroredStream>(state, llm::v1::OPENAI_CHAT);
}

void TranslateChunk(benchmark::State& state, llm::v1::Dialect caller) {
  ReadChunks<router::TranslatedStream>(state, caller);
}

BENCHMARK(MirrorChunk);
BENCHMARK_CAPTURE(TranslateChunk, to_anthropic, llm::v1::ANTHROPIC_MESSAGES);
BENCHMARK_CAPTURE(TranslateChunk, to_gemini, llm::v1::GEMINI);
BENCHMARK_CAPTURE(TranslateChunk, to_responses, llm::v1::OPENAI_RESPONSES);

}  // namespace
}  // namespace signalbox::bench

#include <benchmark/benchmark.h>

#include "common/dialect/openai_responses/responses_codec.h"

namespace signalbox::bench {
namespace {

using dialect::openai_responses::ResponsesCodec;

// A request of about `bytes`: turns of English and Chinese, function calls and their outputs, a tool.
std::string Body(std::size_t bytes) {
  constexpr std::string_view kTurn =
      R"({"role":"user","content":[{"type":"input_text","text":"Please read the following paragraph carefully and say )"
      R"(what is wrong with it.\n敏捷的棕色狐狸跳过了懒狗。\tIt was the best of times, it was the worst of times."}]},)"
      R"({"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text",)"
      R"("text":"Nothing is wrong with it as far as I can see. 👋","annotations":[]}]},)"
      R"({"type":"function_call","id":"fc_1","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Paris\"}"},)"
      R"({"type":"function_call_output","call_id":"call_1","output":"{\"celsius\": 14, \"sky\": \"clear\"}"},)";
  std::string body = R"({"model":"gpt-4.1","instructions":"You are a careful editor.","input":[)";
  while (body.size() + kTurn.size() + 300 < bytes) body += kTurn;
  body += R"({"role":"user","content":"And now?"}],"tools":[{"type":"function","name":"get_weather","parameters":)"
          R"({"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"strict":true}],)"
          R"("temperature":0.7,"max_output_tokens":1024,"stream":true})";
  return body;
}

void ResponsesScanAndEdit(benchmark::State& state) {
  const std::string body = Body(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(ResponsesCodec().ScanRequest(body));
    benchmark::DoNotOptimize(ResponsesCodec().EditRequest(body, {.model = "gpt-4.1-2025-04-14"}));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

// To the canonical model, and from it as another dialect's request.
void ResponsesDecodeAndEncode(benchmark::State& state) {
  const std::string body = Body(state.range(0));
  for (auto _ : state) {
    auto conversation = ResponsesCodec().DecodeRequest(body);
    conversation->set_dialect(llm::v1::ANTHROPIC_MESSAGES);
    dialect::Losses losses;
    benchmark::DoNotOptimize(ResponsesCodec().EncodeRequest(*conversation, {.model = "m"}, losses));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

constexpr std::string_view kType = "response.output_text.delta";
constexpr std::string_view kDelta =
    R"({"type":"response.output_text.delta","item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c5","output_index":0,)"
    R"("content_index":0,"delta":" hello","logprobs":[],"obfuscation":"x7Ge1","sequence_number":4})";

void ResponsesMirroredEvent(benchmark::State& state) {
  const auto mirror = ResponsesCodec().NewStreamMirror({.public_model = "fast"});
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(mirror->Read({kType, kDelta}, out, [](const dialect::StreamEvent&) {}));
  }
}

// A delta of another dialect, decoded, as an event of this one. A new stream now and then keeps the answer small.
void ResponsesTranslatedEvent(benchmark::State& state) {
  std::unique_ptr<dialect::StreamEncoder> encoder;
  std::string out;
  dialect::StreamEvent start(dialect::StreamEvent::Kind::kBlockStart, 0, 0);
  dialect::StreamEvent delta(dialect::StreamEvent::Kind::kDelta, 0, 0);
  delta.text = " hello";
  constexpr int kEvents = 1'000;
  int left = 0;
  for (auto _ : state) {
    if (left-- == 0) {
      state.PauseTiming();
      encoder = ResponsesCodec().NewStreamEncoder({.public_model = "fast", .id = "1"});
      encoder->Encode(dialect::StreamEvent(dialect::StreamEvent::Kind::kStart), out);
      encoder->Encode(start, out);
      left = kEvents;
      state.ResumeTiming();
    }
    out.clear();
    encoder->Encode(delta, out);
  }
}

void ResponsesDecodedEvent(benchmark::State& state) {
  const auto decoder = ResponsesCodec().NewStreamDecoder();
  for (auto _ : state) {
    benchmark::DoNotOptimize(decoder->Decode({kType, kDelta}, [](const dialect::StreamEvent&) {}));
  }
}

BENCHMARK(ResponsesScanAndEdit)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(ResponsesDecodeAndEncode)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(ResponsesMirroredEvent);
BENCHMARK(ResponsesDecodedEvent);
BENCHMARK(ResponsesTranslatedEvent);

}  // namespace
}  // namespace signalbox::bench

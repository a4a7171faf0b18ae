// Anthropic's Messages: to the canonical model and back, and from OpenAI's chat.

#include <benchmark/benchmark.h>

#include "common/dialect/codec.h"
#include "tests/bench/codec/bodies.h"

namespace signalbox::bench {
namespace {

const dialect::Codec& Messages() {
  return *dialect::CodecOf(llm::v1::ANTHROPIC_MESSAGES);
}
const dialect::Codec& Chat() {
  return *dialect::CodecOf(llm::v1::OPENAI_CHAT);
}

std::string Translated(const dialect::Codec& from, const dialect::Codec& to, const std::string& body) {
  dialect::Losses losses;
  return to.EncodeRequest(*from.DecodeRequest(body), {.model = "claude-sonnet-4-5"}, losses).value();
}

std::string MessagesBody(std::size_t bytes) {
  return Translated(Chat(), Messages(), ChatBody(bytes));
}

void MessagesScanAndEdit(benchmark::State& state) {
  const std::string body = MessagesBody(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(Messages().ScanRequest(body));
    benchmark::DoNotOptimize(Messages().EditRequest(body, {.model = "claude-sonnet-4-5-20250929"}));
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

void MessagesFromChat(benchmark::State& state) {
  const std::string body = ChatBody(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(Translated(Chat(), Messages(), body));
  state.SetBytesProcessed(state.iterations() * body.size());
}

void MessagesToChat(benchmark::State& state) {
  const std::string body = MessagesBody(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(Translated(Messages(), Chat(), body));
  state.SetBytesProcessed(state.iterations() * body.size());
}

void MessagesThereAndBack(benchmark::State& state) {
  const std::string body = MessagesBody(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(Translated(Messages(), Messages(), body));
  state.SetBytesProcessed(state.iterations() * body.size());
}

constexpr std::string_view kStart =
    R"({"type":"message_start","message":{"id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant",)"
    R"("model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":25,"output_tokens":1}}})";
constexpr std::string_view kBlock =
    R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})";
constexpr std::string_view kDelta =
    R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" hello"}})";

void MessagesChunkMirrored(benchmark::State& state) {
  const auto mirror = Messages().NewStreamMirror({.public_model = "fast"});
  const auto ignore = [](const dialect::StreamEvent&) {};
  std::string out;
  for (const std::string_view data : {kStart, kBlock}) (void)mirror->Read({"", data}, out, ignore);
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(mirror->Read({"content_block_delta", kDelta}, out, ignore));
  }
}

// A chunk of a stream in the middle of its text; `warm_up` begins the stream.
void Chunk(benchmark::State& state, const dialect::Codec& from, const dialect::Codec& to,
           std::initializer_list<std::string_view> warm_up, std::string_view chunk) {
  const auto decoder = from.NewStreamDecoder();
  const auto encoder = to.NewStreamEncoder({.public_model = "fast", .id = "0af7", .from = from.dialect()});
  std::string out;
  const auto sink = [&](const dialect::StreamEvent& event) { encoder->Encode(event, out); };
  for (const std::string_view data : warm_up) (void)decoder->Decode({"", data}, sink);
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(decoder->Decode({"", chunk}, sink));
  }
}

void MessagesChunkFromChat(benchmark::State& state) {
  Chunk(state, Chat(), Messages(), {}, StreamChunk());
}

void MessagesChunkToChat(benchmark::State& state) {
  Chunk(state, Messages(), Chat(), {kStart, kBlock}, kDelta);
}

BENCHMARK(MessagesScanAndEdit)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(MessagesFromChat)->Arg(10'000);
BENCHMARK(MessagesToChat)->Arg(10'000);
BENCHMARK(MessagesThereAndBack)->Arg(10'000);
BENCHMARK(MessagesChunkMirrored);
BENCHMARK(MessagesChunkFromChat);
BENCHMARK(MessagesChunkToChat);

}  // namespace
}  // namespace signalbox::bench

// Any bytes as a request, an answer and an event of OpenAI's chat completions.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/dialect/answer_replay.h"
#include "common/dialect/openai_chat/chat_codec.h"

namespace {

using namespace signalbox::dialect;

// What was decoded and written must be decoded the same again.
void Request(const Codec& codec, std::string_view body) {
  static_cast<void>(codec.ScanRequest(body));
  static_cast<void>(codec.EditRequest(body, {.model = "m", .ask_for_usage = true}));
  auto conversation = codec.DecodeRequest(body);
  if (!conversation.ok()) return;
  Losses losses;
  const EncodeOptions options{.model = conversation->model(), .stream = conversation->stream()};
  const auto encoded = codec.EncodeRequest(*conversation, options, losses);
  if (!encoded.ok() || !codec.DecodeRequest(*encoded).ok()) std::abort();
  conversation->set_dialect(signalbox::llm::v1::ANTHROPIC_MESSAGES);
  const auto translated = codec.EncodeRequest(*conversation, options, losses);
  if (translated.ok()) static_cast<void>(codec.DecodeRequest(*translated));
}

void Answer(const Codec& codec, std::string_view body) {
  static_cast<void>(codec.MirrorResponse(body, "m", true));
  static_cast<void>(codec.DecodeError(body));
  const auto response = codec.DecodeResponse(body);
  if (!response.ok()) return;
  Losses losses;
  if (!codec.DecodeResponse(codec.EncodeResponse(*response, {.public_model = "m", .id = "1"}, losses)).ok()) {
    std::abort();
  }
  const auto encoder = codec.NewStreamEncoder({.public_model = "m", .include_usage = true, .id = "1"});
  std::string stream;
  Replay(*response, [&](const StreamEvent& event) { encoder->Encode(event, stream); });
}

void Events(const Codec& codec, std::string_view lines) {
  const auto mirror = codec.NewStreamMirror({.public_model = "m"});
  const auto encoder = codec.NewStreamEncoder({.public_model = "m", .include_usage = true, .id = "1"});
  std::string shown;
  std::string written;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() < lines.size() ? line.size() + 1 : lines.size());
    const auto sink = [&](const StreamEvent& event) { encoder->Encode(event, written); };
    if (!mirror->Read({{}, line}, shown, sink).ok()) return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Codec& codec = openai_chat::ChatCodec();
  Request(codec, text);
  Answer(codec, text);
  Events(codec, text);
  return 0;
}

// Any bytes as a request, an answer and an event of OpenAI's legacy completions.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/dialect/detect.h"
#include "common/dialect/openai_completions/completions_codec.h"
#include "common/dialect/openai_completions/prompts.h"

namespace {

using namespace signalbox::dialect;

void Request(const Codec& codec, std::string_view body) {
  static_cast<void>(DetectDialect(body));
  static_cast<void>(codec.ScanRequest(body));
  static_cast<void>(codec.EditRequest(body, {.model = "m", .ask_for_usage = true}));
  const auto prompts = openai_completions::DecodePrompts(body);
  if (!prompts.ok()) return;
  static_cast<void>(openai_completions::EchoOf(*prompts));
  Losses losses;
  const auto encoded = codec.EncodeRequest((*prompts)[0], {.model = "m", .stream = true}, losses);
  if (!encoded.ok() || !codec.DecodeRequest(*encoded).ok()) std::abort();
}

void Answer(const Codec& codec, std::string_view body) {
  static_cast<void>(codec.MirrorResponse(body, "m", true));
  const auto response = codec.DecodeResponse(body);
  if (!response.ok()) return;
  Losses losses;
  if (!codec.DecodeResponse(codec.EncodeResponse(*response, {.public_model = "m", .id = "1"}, losses)).ok()) {
    std::abort();
  }
}

void Event(const Codec& codec, std::string_view data) {
  const auto mirror = codec.NewStreamMirror({.public_model = "m"});
  const auto encoder = codec.NewStreamEncoder({.public_model = "m", .include_usage = true, .id = "1"});
  std::string out;
  std::string written;
  static_cast<void>(mirror->Read({{}, data}, out, [&](const StreamEvent& event) { encoder->Encode(event, written); }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Codec& codec = openai_completions::CompletionsCodec();
  Request(codec, text);
  Answer(codec, text);
  Event(codec, text);
  return 0;
}

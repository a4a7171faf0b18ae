// Whatever reads a stranger's bytes in the responses dialect, and what must hold of what it read.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/dialect/openai_responses/responses_codec.h"
#include "common/json/document.h"
#include "common/sse/parser.h"

namespace signalbox::dialect::openai_responses {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

bool IsOurs(json::Value key) {
  return key.Is("conversation_id") || key.Is("session_id");
}

bool AreSame(json::Value one, json::Value other);

bool HasAllOf(json::Value one, json::Value other) {
  for (const auto [key, value] : one.members()) {
    if (IsOurs(key)) continue;
    const auto found = other.Find(key.Text());
    if (!found || !AreSame(*one.Find(key.Text()), *found)) return false;
  }
  return true;
}

bool AreSame(json::Value one, json::Value other) {
  if (one.type() != other.type()) return false;
  if (one.IsString()) return one.Text() == other.Text();
  if (one.IsNumber()) return one.raw() == other.raw() || one.Number() == other.Number();
  if (one.IsObject()) return HasAllOf(one, other) && HasAllOf(other, one);
  if (!one.IsArray()) return one.raw() == other.raw();
  auto at = other.elements().begin();
  for (const json::Value element : one.elements()) {
    if (!(at != other.elements().end()) || !AreSame(element, *at)) return false;
    ++at;
  }
  return at == other.elements().end();
}

bool AreSame(std::string_view one, std::string_view other) {
  json::Document first;
  json::Document second;
  return first.Read(one).ok() && second.Read(other).ok() && AreSame(first.root(), second.root());
}

// What was read and is written again says the same.
void Request(std::string_view body) {
  const Codec& codec = ResponsesCodec();
  const auto facts = codec.ScanRequest(body);
  const auto edited = codec.EditRequest(body, {.model = "gpt-x"});
  if (edited.ok()) Check(!facts.ok() || codec.ScanRequest(*edited)->model == "gpt-x");
  const auto conversation = codec.DecodeRequest(body);
  if (!conversation.ok()) return;
  Losses losses;
  const auto again =
      codec.EncodeRequest(*conversation, {.model = conversation->model(), .stream = conversation->stream()}, losses);
  Check(again.ok() && losses.empty());
  Check(AreSame(body, *again));
  llm::v1::Conversation foreign = *conversation;
  foreign.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  Check(codec.EncodeRequest(foreign, {.model = "m"}, losses).ok());
}

void Answer(std::string_view body) {
  const Codec& codec = ResponsesCodec();
  static_cast<void>(codec.MirrorResponse(body, "fast", true));
  static_cast<void>(codec.DecodeError(body));
  auto response = codec.DecodeResponse(body);
  if (!response.ok()) return;
  Losses losses;
  Check(codec.DecodeResponse(codec.EncodeResponse(*response, {.public_model = "m", .id = "1"}, losses)).ok());
  response->set_dialect(llm::v1::GEMINI);
  Check(codec.DecodeResponse(codec.EncodeResponse(*response, {.public_model = "m", .id = "1"}, losses)).ok());
}

void Stream(std::string_view bytes) {
  const auto decoder = ResponsesCodec().NewStreamDecoder();
  const auto encoder = ResponsesCodec().NewStreamEncoder({.public_model = "m", .id = "1", .from = llm::v1::GEMINI});
  sse::Parser parser(1 << 20);
  std::string out;
  static_cast<void>(parser.Feed(bytes, [&](const sse::Event& event) {
    static_cast<void>(
        decoder->Decode({event.type, event.data}, [&](const StreamEvent& heard) { encoder->Encode(heard, out); }));
  }));
}

}  // namespace
}  // namespace signalbox::dialect::openai_responses

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  signalbox::dialect::openai_responses::Request(bytes);
  signalbox::dialect::openai_responses::Answer(bytes);
  signalbox::dialect::openai_responses::Stream(bytes);
  return 0;
}

// Everything of Anthropic's Messages that reads foreign bytes. The first byte chooses what the rest is.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/dialect/answer_collector.h"
#include "common/dialect/anthropic_messages/codec.h"
#include "common/sse/parser.h"

namespace {

using namespace signalbox;
using namespace signalbox::dialect;

const Codec& TheCodec() {
  return anthropic_messages::MessagesCodec();
}

void Require(bool holds) {
  if (!holds) std::abort();
}

EncodeOptions As(const llm::v1::Conversation& conversation) {
  return {.model = conversation.model(), .stream = conversation.stream(), .default_max_tokens = 0};
}

// What was decoded and encoded decodes to the same again, and that encodes to the same bytes.
void FuzzRequest(std::string_view body) {
  (void)TheCodec().ScanRequest(body);
  const auto conversation = TheCodec().DecodeRequest(body);
  if (!conversation.ok()) return;
  Losses losses;
  const auto once = TheCodec().EncodeRequest(*conversation, As(*conversation), losses);
  if (!once.ok()) return;
  const auto again = TheCodec().DecodeRequest(*once);
  Require(again.ok());
  const auto twice = TheCodec().EncodeRequest(*again, As(*again), losses);
  Require(twice.ok() && *twice == *once);

  // As a request of another dialect it must come out as one that can be read, too.
  llm::v1::Conversation foreign = *conversation;
  foreign.set_dialect(llm::v1::OPENAI_CHAT);
  const auto reshaped = TheCodec().EncodeRequest(foreign, {.model = "m"}, losses);
  Require(!reshaped.ok() || TheCodec().DecodeRequest(*reshaped).ok());
}

void FuzzEdit(std::string_view body) {
  llm::v1::Message turn;
  turn.set_role(llm::v1::USER);
  turn.add_content()->mutable_text()->set_text("then");
  const bool readable = TheCodec().ScanRequest(body).ok();
  const auto plain = TheCodec().EditRequest(body, {.model = "m"});
  const auto remembered = TheCodec().EditRequest(body, {.model = "m", .history = {&turn, 1}});
  Require(remembered.ok() == plain.ok() && (plain.ok() || !readable));
  if (!plain.ok()) return;
  // A field that is ours may have been what was wrong.
  Require(!readable || (TheCodec().ScanRequest(*plain).ok() && TheCodec().ScanRequest(*remembered).ok()));
  Require(TheCodec().EditRequest(*plain, {.model = "m"}) == plain);
  Require(TheCodec().EditRequest(*remembered, {.model = "m"}) == remembered);
}

void FuzzResponse(std::string_view body) {
  (void)TheCodec().MirrorResponse(body, "m", true);
  const auto response = TheCodec().DecodeResponse(body);
  if (!response.ok()) return;
  Losses losses;
  const std::string once = TheCodec().EncodeResponse(*response, {.public_model = "m", .id = "1"}, losses);
  const auto again = TheCodec().DecodeResponse(once);
  Require(again.ok());
  Require(TheCodec().EncodeResponse(*again, {.public_model = "m", .id = "1"}, losses) == once);
}

// The stream in pieces of a size, decoded and written again.
std::string Rewritten(std::string_view stream, std::size_t piece) {
  const auto decoder = TheCodec().NewStreamDecoder();
  const auto encoder =
      TheCodec().NewStreamEncoder({.public_model = "m", .id = "1", .from = llm::v1::ANTHROPIC_MESSAGES});
  AnswerCollector collector;
  std::string out;
  bool broken = false;
  const auto sink = [&](const StreamEvent& event) {
    collector.Add(event);
    encoder->Encode(event, out);
  };
  sse::Parser parser;
  for (std::size_t at = 0; at < stream.size() && !broken; at += piece) {
    const absl::Status fed = parser.Feed(stream.substr(at, piece), [&](const sse::Event& event) {
      broken = broken || !decoder->Decode({event.type, event.data}, sink).ok();
    });
    broken = broken || !fed.ok();
  }
  if (!broken) decoder->End(sink);
  return out;
}

void FuzzStream(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t piece = 1 + static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  const std::string whole = Rewritten(bytes, bytes.size() + 1);
  Require(Rewritten(bytes, piece) == whole);
  // What was written is a stream as well.
  const std::string again = Rewritten(whole, whole.size() + 1);
  Require(Rewritten(again, again.size() + 1) == again);
}

void FuzzError(std::string_view body) {
  const auto error = TheCodec().DecodeError(body);
  if (!error) return;
  const auto again = TheCodec().DecodeError(TheCodec().EncodeError(*error, 500, "req_1"));
  Require(again && again->message == error->message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      FuzzRequest(rest);
      break;
    case 1:
      FuzzEdit(rest);
      break;
    case 2:
      FuzzResponse(rest);
      break;
    case 3:
      FuzzStream(rest);
      break;
    default:
      FuzzError(rest);
  }
  return 0;
}

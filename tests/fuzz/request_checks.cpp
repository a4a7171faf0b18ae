#include <cstdint>
#include <string>
#include <string_view>

#include "common/json/document.h"
#include "tests/fuzz/codec_checks.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/same_json.h"

namespace signalbox::fuzz {
namespace {

using namespace dialect;

EncodeOptions OptionsFor(const llm::v1::Conversation& conversation) {
  return {.model = conversation.model(), .stream = conversation.stream(), .default_max_tokens = 0};
}

void CheckSame(const Codec& codec, const llm::v1::Conversation& conversation, std::string_view body) {
  Losses losses;
  const auto once = codec.EncodeRequest(conversation, OptionsFor(conversation), losses);
  Require(once.ok() && losses.empty());
  // Other dialects have several spellings of one thing.
  if (codec.dialect() == llm::v1::OPENAI_RESPONSES) Require(SaySame(body, *once));
  const auto again = codec.DecodeRequest(*once);
  Require(again.ok());
  const auto twice = codec.EncodeRequest(*again, OptionsFor(*again), losses);
  Require(twice.ok() && SaySame(*twice, *once));
}

void CheckTranslated(const Codec& codec, const llm::v1::Conversation& conversation) {
  Losses losses;
  const auto body = codec.EncodeRequest(conversation, {.model = "m", .stream = conversation.stream()}, losses);
  if (!body.ok()) return;
  if (codec.dialect() == llm::v1::BEDROCK_CONVERSE) return Require(json::Document().Read(*body).ok());  // Nobody calls.
  Require(codec.ScanRequest(*body).ok() && codec.DecodeRequest(*body).ok());
}

}  // namespace

void CheckRequest(const Codec& codec, std::string_view body) {
  const bool readable = codec.ScanRequest(body).ok();
  const auto conversation = codec.DecodeRequest(body);
  if (!conversation.ok() || !readable) return;  // What the edge needs of a request, decoding need not look at.
  CheckSame(codec, *conversation, body);
  for (const llm::v1::Dialect other : kProviders) {
    if (other != codec.dialect()) CheckTranslated(*CodecOf(other), *conversation);
  }
}

void CheckEdits(const Codec& codec, std::string_view body) {
  llm::v1::Message turn;
  turn.set_role(llm::v1::USER);
  turn.add_content()->mutable_text()->set_text("then");
  const bool readable = codec.ScanRequest(body).ok();
  const auto plain = codec.EditRequest(body, {.model = "m", .ask_for_usage = true});
  if (!plain.ok()) return Require(!readable);
  Require(codec.EditRequest(*plain, {.model = "m", .ask_for_usage = true}) == plain);
  const auto remembered = codec.EditRequest(body, {.model = "m", .history = {&turn, 1}});
  if (!readable) return;  // The field that was wrong may have been one of ours, which is gone.
  Require(codec.ScanRequest(*plain).ok());
  Require(!remembered.ok() || codec.ScanRequest(*remembered).ok());
}

}  // namespace signalbox::fuzz

#include <string>
#include <string_view>

#include "common/dialect/answer_replay.h"
#include "tests/fuzz/codec_checks.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/same_json.h"

namespace signalbox::fuzz {
namespace {

using namespace dialect;

std::string Written(const Codec& codec, const llm::v1::Response& response) {
  Losses losses;
  return codec.EncodeResponse(response, {.public_model = "m", .id = "1"}, losses);
}

void CheckSame(const Codec& codec, const llm::v1::Response& response) {
  const std::string once = Written(codec, response);
  const auto again = codec.DecodeResponse(once);
  Require(again.ok());
  Require(SaySame(Written(codec, *again), once));
}

void CheckReplayed(const Codec& codec, const llm::v1::Response& response) {
  const auto encoder = codec.NewStreamEncoder({.public_model = "m", .include_usage = true, .id = "1"});
  std::string stream;
  Replay(response, [&](const StreamEvent& event) { encoder->Encode(event, stream); });
  CheckReadable(codec, stream);
}

}  // namespace

void CheckResponse(const Codec& codec, std::string_view body) {
  codec.MirrorResponse(body, "m", true).IgnoreError();
  const auto response = codec.DecodeResponse(body);
  if (!response.ok()) return;
  if (codec.dialect() != llm::v1::BEDROCK_CONVERSE) CheckSame(codec, *response);
  for (const llm::v1::Dialect caller : kCallers) {
    const Codec& other = *CodecOf(caller);
    Require(other.DecodeResponse(Written(other, *response)).ok());
    CheckReplayed(other, *response);
  }
}

void CheckError(const Codec& codec, std::string_view body) {
  const auto error = codec.DecodeError(body);
  if (!error) return;
  for (const llm::v1::Dialect caller : kCallers) {
    const Codec& other = *CodecOf(caller);
    const auto again = other.DecodeError(other.EncodeError(*error, 500, "req_1"));
    Require(again && again->message == error->message);
    Require(!other.EncodeStreamError(*error, 500).empty());
  }
}

}  // namespace signalbox::fuzz

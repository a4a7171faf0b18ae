// Answers of another dialect as callers of this one see them, byte for byte. The files are what tests/e2e holds against
// OpenAI's own document. SIGNALBOX_WRITE_GOLDEN=1 writes them again.

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/unit/common/dialect/openai_responses/answers.h"

namespace signalbox::dialect::openai_responses {
namespace {

llm::v1::Conversation Request() {
  auto request = ResponsesCodec().DecodeRequest(Fixture("requests/golden.json"));
  EXPECT_TRUE(request.ok()) << request.status();
  return request.ok() ? *std::move(request) : llm::v1::Conversation();
}

void ExpectGolden(std::string_view name, std::string_view extension, const std::string& got) {
  std::string file("translated/");
  file += name;
  file += extension;
  if (std::getenv("SIGNALBOX_WRITE_GOLDEN") != nullptr) {
    std::string path(SIGNALBOX_RESPONSES_FIXTURES);
    path += '/';
    path += file;
    std::ofstream(path) << got;
  }
  EXPECT_EQ(got, Fixture(file));
}

class Golden : public ::testing::TestWithParam<std::string> {
 protected:
  const llm::v1::Response answer_ = AsForeign(DecodedAnswer(GetParam()));
  const llm::v1::Conversation request_ = Request();
};

TEST_P(Golden, PlainAnswer) {
  Losses losses;
  const std::string got = ResponsesCodec().EncodeResponse(
      answer_, {.public_model = "fast", .created = 1'700'000'000, .id = std::string(kUuid), .request = &request_},
      losses);
  ExpectGolden(GetParam(), ".json", got);
}

TEST_P(Golden, Stream) {
  const auto encoder = ResponsesCodec().NewStreamEncoder({.public_model = "fast",
                                                          .created = 1'700'000'000,
                                                          .id = std::string(kUuid),
                                                          .from = llm::v1::ANTHROPIC_MESSAGES,
                                                          .request = &request_});
  std::string out;
  Replay(answer_, [&](const StreamEvent& event) { encoder->Encode(event, out); });
  ExpectGolden(GetParam(), ".sse", out);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Golden, ::testing::ValuesIn(FixturesIn("responses")),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace signalbox::dialect::openai_responses

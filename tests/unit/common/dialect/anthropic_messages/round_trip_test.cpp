#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

class Request : public ::testing::TestWithParam<std::string> {};

TEST_P(Request, EncodingWhatWasDecodedGivesTheSameRequest) {
  const std::string body = Fixture(GetParam());
  const llm::v1::Conversation conversation = Decoded(body);
  const EncodeOptions options{.model = conversation.model(), .stream = conversation.stream(), .default_max_tokens = 0};

  const Encoded encoded = Encode(conversation, options);

  EXPECT_EQ(encoded.body, Parsed(body));
  EXPECT_EQ(encoded.losses, std::vector<std::string>());
}

TEST(RequestNumbers, KeepTheirTextWhereTheModelHasNoPlaceForThem) {
  Losses losses;
  const auto encoded =
      TheCodec().EncodeRequest(Decoded(Fixture("requests/unknown_fields.json")), {.model = "m"}, losses);
  ASSERT_TRUE(encoded.ok());

  for (const std::string_view number : {"1.0", "1000.0", "-0.0", "1.5"}) {
    EXPECT_NE(encoded->find(number), std::string::npos) << number;
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Request, ::testing::ValuesIn(Fixtures("requests")), TestName);

class Answer : public ::testing::TestWithParam<std::string> {};

TEST_P(Answer, EncodingWhatWasDecodedGivesTheSameAnswer) {
  const std::string body = Fixture(GetParam());
  const auto response = TheCodec().DecodeResponse(body);
  ASSERT_TRUE(response.ok()) << response.status();
  Losses losses;

  const std::string encoded =
      TheCodec().EncodeResponse(*response, {.public_model = response->model(), .id = {}}, losses);

  EXPECT_EQ(Parsed(encoded), Parsed(body));
  EXPECT_TRUE(losses.empty()) << losses.Header();
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Answer, ::testing::ValuesIn(Fixtures("responses")), TestName);

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages

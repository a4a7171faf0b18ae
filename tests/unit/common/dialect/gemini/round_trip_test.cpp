#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/gemini/codec.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/gemini/fixtures.h"

namespace signalbox::dialect::gemini {
namespace {

using nlohmann::json;

TEST(GeminiRoundTrip, EveryRequestIsItselfAgain) {
  for (const auto& path : Fixtures("requests")) {
    SCOPED_TRACE(path.filename());
    const std::string body = ReadFixture(path);
    const auto conversation = GeminiCodec().DecodeRequest(body);
    ASSERT_TRUE(conversation.ok()) << MessageOf(conversation.status());

    Losses losses;
    const auto again = GeminiCodec().EncodeRequest(*conversation, {}, losses);

    ASSERT_TRUE(again.ok());
    EXPECT_EQ(json::parse(*again), json::parse(body));
    EXPECT_TRUE(losses.empty()) << losses.Header();
  }
}

TEST(GeminiRoundTrip, EveryAnswerIsItselfAgain) {
  for (const auto& path : Fixtures("responses")) {
    SCOPED_TRACE(path.filename());
    const std::string body = ReadFixture(path);
    const auto response = GeminiCodec().DecodeResponse(body);
    ASSERT_TRUE(response.ok()) << MessageOf(response.status());

    Losses losses;
    EncodeResponseOptions options;
    options.public_model = response->model();
    const std::string again = GeminiCodec().EncodeResponse(*response, options, losses);

    EXPECT_EQ(json::parse(again), json::parse(body));
    EXPECT_TRUE(losses.empty()) << losses.Header();
  }
}

TEST(GeminiRoundTrip, EveryRequestCanBeScannedAndEdited) {
  for (const auto& path : Fixtures("requests")) {
    SCOPED_TRACE(path.filename());
    const std::string body = ReadFixture(path);

    EXPECT_TRUE(GeminiCodec().ScanRequest(body).ok());
    const auto edited = GeminiCodec().EditRequest(body, {.model = "gemini-2.5-pro"});

    ASSERT_TRUE(edited.ok());
    EXPECT_EQ(*edited, body);
  }
}

}  // namespace
}  // namespace signalbox::dialect::gemini

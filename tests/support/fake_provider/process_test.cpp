#include "tests/support/fake_provider/process.h"

#include <thread>

#include <nlohmann/json.hpp>

#include "tests/support/fake_provider/control_client.h"

namespace signalbox::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Json = nlohmann::json;

ControlClient::Answer Chat(const FakeProvider& provider, const std::string& model, const std::string& more = "") {
  const std::string body = R"({"model":")" + model + R"(","messages":[])" + more + "}";
  return ControlClient(provider.port()).Send("POST", "/v1/chat/completions", body);
}

TEST(FakeProviderTest, AnswersAsOpenAiDoes) {
  const FakeProvider provider;

  const auto answer = Chat(provider, "gpt-4o");

  EXPECT_EQ(answer.status, 200);
  const Json json = Json::parse(answer.body);
  EXPECT_EQ(json.at("choices").at(0).at("message").at("content"), "Hello there friend");
  EXPECT_TRUE(json.at("choices").at(0).at("message").at("refusal").is_null());
  EXPECT_EQ(json.at("usage").at("total_tokens"), 12);
}

TEST(FakeProviderTest, StreamsUsageOnlyWhenAsked) {
  const FakeProvider provider;

  const std::string without = Chat(provider, "gpt-4o", R"(,"stream":true)").body;
  const std::string with = Chat(provider, "gpt-4o", R"(,"stream":true,"stream_options":{"include_usage":true})").body;

  EXPECT_THAT(without, Not(HasSubstr("usage")));
  EXPECT_THAT(with, HasSubstr(R"("total_tokens":12)"));
  EXPECT_THAT(without, EndsWith("data: [DONE]\n\n"));
}

TEST(FakeProviderTest, StreamsParallelToolCallsWithIndicesOfTheirOwn) {
  const FakeProvider provider;

  const std::string body = Chat(provider, "gpt-4o;tools=2", R"(,"stream":true)").body;

  EXPECT_THAT(body, HasSubstr(R"("index":1,"id":"call_)"));
  EXPECT_THAT(body, HasSubstr(R"("finish_reason":"tool_calls")"));
}

TEST(FakeProviderTest, AnErrorEventEndsAStream) {
  const FakeProvider provider;

  const std::string body = Chat(provider, "gpt-4o;error_after=2;error=overloaded", R"(,"stream":true)").body;

  EXPECT_THAT(body, HasSubstr("Hello"));
  EXPECT_THAT(body, Not(HasSubstr("there")));
  EXPECT_THAT(body, EndsWith("\"param\":null,\"code\":null}}\n\n"));
}

TEST(FakeProviderTest, ReportsCachedAndReasoningTokens) {
  const FakeProvider provider;

  const Json answer = Json::parse(Chat(provider, "gpt-4o;reasoning=5;cached=4;prompt=20").body);

  EXPECT_EQ(answer.at("choices").at(0).at("message").at("reasoning_content"), "Let me think.Let me");
  EXPECT_EQ(answer.at("usage").at("prompt_tokens_details").at("cached_tokens"), 4);
  EXPECT_EQ(answer.at("usage").at("completion_tokens_details").at("reasoning_tokens"), 5);
  EXPECT_EQ(answer.at("usage").at("total_tokens"), 28);
}

TEST(FakeProviderTest, AnswersErrorsWithTheirBodyAndStatus) {
  const FakeProvider provider;

  const auto limited = Chat(provider, "m;status=429");
  const auto quota = Chat(provider, "m;error=insufficient_quota");
  const auto hidden = Chat(provider, "m;error=server_error;status=200");

  EXPECT_EQ(limited.status, 429);
  EXPECT_THAT(limited.body, HasSubstr(R"("code":"rate_limit_exceeded")"));
  EXPECT_EQ(quota.status, 429);
  EXPECT_THAT(quota.body, HasSubstr(R"("code":"insufficient_quota")"));
  EXPECT_EQ(hidden.status, 200);
  EXPECT_THAT(hidden.body, HasSubstr(R"("error")"));
  EXPECT_EQ(Chat(provider, "m;nonsense=1").status, 400);
}

TEST(FakeProviderTest, HoldsAnAnswerUntilItIsReleased) {
  const FakeProvider provider;
  std::jthread caller([&] { Chat(provider, "m;hold=2", R"(,"stream":true)"); });

  const auto held = provider.Wait("m", "chunk:1");
  ASSERT_TRUE(held);
  EXPECT_EQ(held->chunks, 1);
  EXPECT_TRUE(provider.Release("m"));

  const auto finished = provider.Wait("m", "finished");
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->chunks, 6);
  EXPECT_FALSE(provider.Release("m"));
}

TEST(FakeProviderTest, RecordsRequestsUntilTheyAreCleared) {
  const FakeProvider provider;
  Chat(provider, "m", R"(,"user":"ä")");

  const auto requests = provider.Requests("m");

  ASSERT_THAT(requests, SizeIs(1));
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].target, "/v1/chat/completions");
  EXPECT_THAT(requests[0].Header("host"), StartsWith("127.0.0.1:"));
  EXPECT_EQ(requests[0].body_hash, BodyHash(requests[0].body));
  ASSERT_TRUE(provider.Wait("m", "closed"));
  provider.ClearRequests();
  EXPECT_THAT(provider.Requests(), IsEmpty());
}

TEST(FakeProviderTest, WaitingForWhatDoesNotHappenEnds) {
  const FakeProvider provider;

  EXPECT_FALSE(provider.Wait("m", "arrived", 1, std::chrono::milliseconds(1)));
}

TEST(FakeProviderTest, AcceptsOneKeyOnlyWhenToldWhich) {
  const FakeProvider provider({"--require-key", "sk-right"});

  EXPECT_EQ(ControlClient(provider.port()).Send("GET", "/v1/models").status, 401);
}

}  // namespace
}  // namespace signalbox::test

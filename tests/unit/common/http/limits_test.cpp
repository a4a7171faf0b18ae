// What a server does not put up with.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/http/framing_corpus.h"
#include "tests/unit/common/http/server_fixture.h"

namespace signalbox::http {
namespace {

using namespace std::chrono_literals;

using LimitsTest = ServerTest;

class SmugglingTest : public ServerTest {};

TEST_F(SmugglingTest, EveryMaliciousRequestAnswers400AndCloses) {
  for (const MaliciousRequest& request : FramingCorpus()) {
    RawClient client = Client();
    client.Write(request.bytes + Get("/echo"));

    EXPECT_EQ(client.Read().status, 400) << request.name;
    EXPECT_TRUE(client.AwaitClose()) << request.name;
  }
  EXPECT_EQ(server_->Stats().rejected_framing, FramingCorpus().size());
}

TEST_F(SmugglingTest, ARefusalComesAfterTheAnswersBeforeIt) {
  RawClient client = Client();
  client.Write(Get("/echo") + "GET / HTTP/1.1\n\n");

  EXPECT_EQ(client.Read().status, 200);
  EXPECT_EQ(client.Read().status, 400);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LimitsTest, ALengthBeyondTheLimitAnswers413BeforeTheBodyComes) {
  options_.max_body_bytes = 1000;
  RawClient client = Client();
  client.Write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");

  EXPECT_EQ(client.Read().status, 413);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LimitsTest, ACallerThatSendsEverythingFirstStillReadsThe413) {
  options_.max_body_bytes = 1000;
  RawClient client = Client();
  ASSERT_TRUE(client.Write(Post("/echo", std::string(20'000'000, 'x'))));

  EXPECT_EQ(client.Read().status, 413);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LimitsTest, ExpectingToContinueWithTooMuchAnswers413) {
  options_.max_body_bytes = 1000;
  RawClient client = Client();
  client.Write("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");

  EXPECT_EQ(client.Read().status, 413);
}

TEST_F(LimitsTest, AChunkedBodyThatGrowsBeyondTheLimitAnswers413) {
  options_.max_body_bytes = 1000;
  RawClient client = Client();
  client.Write("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.Write("1f4\r\n" + std::string(500, 'x') + "\r\n1f5\r\n");

  EXPECT_EQ(client.Read().status, 413);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LimitsTest, AHeadThatIsTooLongAnswers431) {
  options_.max_head_bytes = 2000;
  RawClient client = Client();
  client.Write("GET /echo HTTP/1.1\r\nX: " + std::string(3000, 'x'));

  EXPECT_EQ(client.Read().status, 431);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LimitsTest, AHeadThatTakesTooLongAnswers408HoweverItTrickles) {
  options_.head_timeout = 50ms;
  options_.max_head_bytes = 1'000'000'000;
  RawClient client = Client();
  const auto begin = std::chrono::steady_clock::now();
  client.Write("GET /echo HTTP/1.1\r\nX: ");
  while (!client.HasInput() && std::chrono::steady_clock::now() < begin + kPatience) client.Write("x");

  EXPECT_LT(std::chrono::steady_clock::now(), begin + kPatience);
  EXPECT_EQ(client.Read().status, 408);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LimitsTest, ABodyThatFallsSilentAnswers408) {
  options_.body_timeout = 50ms;
  RawClient client = Client();
  client.Write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");

  EXPECT_EQ(client.Read().status, 408);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LimitsTest, AnIdleConnectionIsClosedWithoutAWord) {
  options_.idle_timeout = 50ms;
  RawClient silent = Client();
  RawClient served = Client();
  served.Write(Get("/echo"));
  ASSERT_EQ(served.Read().status, 200);

  EXPECT_TRUE(silent.AwaitClose());
  EXPECT_TRUE(served.AwaitClose());
}

TEST_F(LimitsTest, NoTimerRunsWhileAnAnswerIsAwaited) {
  options_.head_timeout = options_.body_timeout = options_.idle_timeout = options_.send_timeout = 20ms;
  RawClient waiting = Client();
  const auto awaited = Take(waiting);
  RawClient streaming = Client();
  const auto streamed = Take(streaming);
  ASSERT_TRUE(awaited && streamed);
  streamed->StartStream(200, {});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(Client().AwaitClose());  // Each of them lasts one idle timeout.

  awaited->Respond(200, {}, "late");
  streamed->Send("later", nullptr);
  streamed->Finish();

  EXPECT_EQ(waiting.Read().body, "late");
  EXPECT_EQ(streaming.Read().body, "later");
}

TEST_F(LimitsTest, ACallerThatDoesNotReadItsAnswerIsClosed) {
  options_.send_timeout = 100ms;
  RawClient client = Client(4096);
  client.Write(Get("/large?50000000"));

  EXPECT_TRUE(Eventually([&] { return server_->Stats().exchanges_open == 1; }));
  EXPECT_TRUE(NothingIsOpen());
}

TEST_F(LimitsTest, ConnectionsBeyondTheLimitAreClosedAtOnce) {
  options_.max_connections = 2;
  RawClient first = Client();
  RawClient second = Client();
  first.Write(Get("/echo"));
  second.Write(Get("/echo"));
  ASSERT_EQ(first.Read().status, 200);
  ASSERT_EQ(second.Read().status, 200);

  EXPECT_TRUE(Client().AwaitClose());
  EXPECT_EQ(server_->Stats().rejected_connections, 1u);
  first.CloseOrderly();
  EXPECT_TRUE(Eventually([&] { return server_->Stats().connections_open == 1; }));
  RawClient third = Client();
  third.Write(Get("/echo"));
  EXPECT_EQ(third.Read().status, 200);
}

}  // namespace
}  // namespace signalbox::http

// What one connection does with one request after the other.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/http/server_fixture.h"

namespace signalbox::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using ConnectionTest = ServerTest;

TEST_F(ConnectionTest, IsKeptAliveByDefaultOnHttp11) {
  RawClient client = Client();
  for (int i = 0; i < 3; ++i) {
    client.Write(Get("/echo?" + std::to_string(i)));
    const RawResponse response = client.Read();

    EXPECT_EQ(response.body, "GET /echo " + std::to_string(i) + " ");
    EXPECT_EQ(response.Header("connection"), "keep-alive");
    EXPECT_NE(response.Header("date"), "");
  }
}

TEST_F(ConnectionTest, IsClosedWhenTheCallerAsksForIt) {
  RawClient client = Client();
  client.Write(Get("/echo", "Connection: close\r\n"));

  EXPECT_EQ(client.Read().Header("connection"), "close");
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(ConnectionTest, IsClosedAfterAnHttp10RequestUnlessItAsksForMore) {
  RawClient client = Client();
  client.Write("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client.Read().Header("connection"), "keep-alive");

  client.Write("GET /echo HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.Read().Header("connection"), "close");
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(ConnectionTest, AnswersPipelinedRequestsInOrderEvenIfTheFirstIsSlow) {
  RawClient client = Client();
  client.Write(Get("/take") + Post("/echo", "one") + Get("/take") + Post("/echo", "two"));

  auto first = taken_.Take();
  ASSERT_TRUE(first);
  (*first)->Respond(200, {}, "slow");
  auto second = taken_.Take();
  ASSERT_TRUE(second);
  (*second)->Respond(200, {}, "slower");

  EXPECT_EQ(client.Read().body, "slow");
  EXPECT_EQ(client.Read().body, "POST /echo  one");
  EXPECT_EQ(client.Read().body, "slower");
  EXPECT_EQ(client.Read().body, "POST /echo  two");
}

TEST_F(ConnectionTest, AnswersManyPipelinedRequests) {
  RawClient client = Client();
  std::string requests;
  for (int i = 0; i < 5000; ++i) requests += Get("/echo?" + std::to_string(i));
  client.Write(requests);

  for (int i = 0; i < 5000; ++i) ASSERT_EQ(client.Read().body, "GET /echo " + std::to_string(i) + " ");
}

TEST_F(ConnectionTest, ReadsARequestThatComesByteByByte) {
  RawClient client = Client();
  for (const char byte : Post("/echo", "slow")) ASSERT_TRUE(client.Write({&byte, 1}));

  EXPECT_EQ(client.Read().body, "POST /echo  slow");
}

TEST_F(ConnectionTest, ReadsChunkedBodies) {
  RawClient client = Client();
  client.Write("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.Write("5\r\nhello\r\n1\r\n \r\n");
  client.Write("5\r\nworld\r\n0\r\nX-Trailer: 1\r\n\r\n" + Get("/echo"));

  EXPECT_EQ(client.Read().body, "POST /echo  hello world");
  EXPECT_EQ(client.Read().body, "GET /echo  ");
}

TEST_F(ConnectionTest, ReadsBodiesUpToTheLimit) {
  options_.max_body_bytes = 20'000'000;
  RawClient client = Client();
  const std::string body(20'000'000, 'b');
  ASSERT_TRUE(client.Write(Post("/echo", body)));

  EXPECT_EQ(client.Read().body.size(), std::string("POST /echo  ").size() + body.size());
}

TEST_F(ConnectionTest, TellsACallerWhoExpectsItToContinue) {
  RawClient client = Client();
  client.Write("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");

  client.Write("body");
  EXPECT_EQ(client.Read().body, "POST /echo  body");
}

TEST_F(ConnectionTest, RefusesAtOnceInsteadOfTellingToContinue) {
  RawClient client = Client();
  client.Write("POST /nowhere HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

  EXPECT_EQ(client.Read().status, 404);
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(ConnectionTest, AnswersHeadWithTheLengthButNotTheBody) {
  RawClient client = Client();
  client.Write("HEAD /echo HTTP/1.1\r\nHost: a\r\n\r\n");

  const RawResponse response = client.Read(/*to_head=*/true);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("content-length"), "12");
  client.Write(Get("/echo"));
  EXPECT_EQ(client.Read().body, "GET /echo  ");
}

TEST_F(ConnectionTest, UnknownPathsAnswer404AndKeepTheConnection) {
  RawClient client = Client();
  client.Write(Post("/nowhere", "a body to read past") + Get("/echo"));

  const RawResponse response = client.Read();
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, StartsWith("404 "));
  EXPECT_EQ(client.Read().status, 200);
}

TEST_F(ConnectionTest, OtherMethodsAnswer405AndTellTheRightOnes) {
  RawClient client = Client();
  client.Write("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n");

  const RawResponse response = client.Read();
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.Header("allow"), "get, head, post");
}

TEST_F(ConnectionTest, AHandlerThatThrowsAnswers500AndTheConnectionLivesOn) {
  RawClient client = Client();
  client.Write(Get("/throw") + Get("/echo"));

  EXPECT_EQ(client.Read().status, 500);
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_EQ(server_->Stats().exceptions, 1u);
}

TEST_F(ConnectionTest, AnExchangeDroppedUnansweredAnswers500) {
  RawClient client = Client();
  client.Write(Get("/drop") + Get("/echo"));

  EXPECT_EQ(client.Read().status, 500);
  EXPECT_EQ(client.Read().status, 200);
}

TEST_F(ConnectionTest, AnExchangeDroppedByAnotherThreadAnswers500) {
  RawClient client = Client();
  auto exchange = Take(client);
  ASSERT_TRUE(exchange);

  exchange.reset();

  EXPECT_EQ(client.Read().status, 500);
}

TEST_F(ConnectionTest, HeadersSetBeforehandAreInTheAnswer) {
  RawClient client = Client();
  auto exchange = Take(client);
  ASSERT_TRUE(exchange);

  exchange->SetHeader("x-request-id", "r-1");
  exchange->Respond(201, {{"x-other", "2"}}, "made");

  const RawResponse response = client.Read();
  EXPECT_EQ(response.Header("x-request-id"), "r-1");
  EXPECT_EQ(response.Header("x-other"), "2");
  EXPECT_EQ(exchange->StatusSent(), 201);
  EXPECT_TRUE(Eventually([&] { return exchange->BytesSent() == 4; }));
}

TEST_F(ConnectionTest, OnlyTheFirstAnswerCounts) {
  RawClient client = Client();
  auto exchange = Take(client);
  ASSERT_TRUE(exchange);

  exchange->Respond(200, {}, "first");
  exchange->Respond(200, {}, "second");
  exchange->StartStream(200, {});
  exchange->Finish();
  client.Write(Get("/echo"));

  EXPECT_EQ(client.Read().body, "first");
  EXPECT_EQ(client.Read().body, "GET /echo  ");
}

TEST_F(ConnectionTest, LargeAnswersArriveWhole) {
  RawClient client = Client();
  client.Write(Get("/large?30000000") + Get("/echo"));

  EXPECT_EQ(client.Read().body.size(), 30'000'000u);
  EXPECT_EQ(client.Read().status, 200);
}

TEST_F(ConnectionTest, AnswersACallerThatHasFinishedWritingIfTheAnswerIsAtHand) {
  RawClient client = Client();
  client.Write(Get("/echo?1") + Get("/echo?2"));
  client.FinishWriting();

  EXPECT_EQ(client.Read().body, "GET /echo 1 ");
  EXPECT_EQ(client.Read().body, "GET /echo 2 ");
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(ConnectionTest, TheRequestNamesItsPeer) {
  RawClient client = Client();
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);

  EXPECT_THAT(exchange->Request().peer, StartsWith("127.0.0.1:"));
}

TEST_F(ConnectionTest, AnswersWithoutBodyHaveNoLength) {
  RawClient client = Client();
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);

  exchange->Respond(204, {}, "");

  EXPECT_THAT(client.Read().head, Not(HasSubstr("content-length")));
}

}  // namespace
}  // namespace signalbox::http

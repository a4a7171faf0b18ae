// Answers that come in parts, and callers that leave.

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/http/server_fixture.h"

namespace signalbox::http {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using Clock = std::chrono::steady_clock;

constexpr auto kSoon = 200ms;  // Far above the few milliseconds it takes, far below any timer.

/// Sends `part` again and again, each when the one before was taken, `left` times; then finishes.
void Pump(const std::shared_ptr<Exchange>& exchange, const std::string& part, int left, std::atomic<std::size_t>& taken,
          Inbox<bool>& ended) {
  if (left == 0) {
    exchange->Finish();
    return ended.Put(true);
  }
  exchange->Send(part, [=, &taken, &ended](bool was_taken) {
    if (!was_taken) return ended.Put(false);
    taken += part.size();
    Pump(exchange, part, left - 1, taken, ended);
  });
}

class StreamTest : public ServerTest {
 protected:
  std::shared_ptr<Exchange> TakeStream(RawClient& client) {
    auto exchange = Take(client);
    if (exchange) exchange->StartStream(200, {{"content-type", "text/event-stream"}});
    return exchange;
  }

  std::atomic<std::size_t> taken_bytes_{0};
  Inbox<bool> ended_;
};

TEST_F(StreamTest, PartsArriveAsTheyAreSent) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  EXPECT_THAT(client.ReadUntil("\r\n\r\n"), HasSubstr("transfer-encoding: chunked"));

  exchange->Send("one", nullptr);
  EXPECT_EQ(client.ReadUntil("one\r\n"), "3\r\none\r\n");
  exchange->Send("two!", nullptr);
  EXPECT_EQ(client.ReadUntil("two!\r\n"), "4\r\ntwo!\r\n");
  exchange->Finish();
  EXPECT_EQ(client.ReadUntil("0\r\n\r\n"), "0\r\n\r\n");
  EXPECT_EQ(exchange->BytesSent(), 7u);
}

TEST_F(StreamTest, TheConnectionIsUsedAgainAfterwards) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  exchange->Send("part", nullptr);
  exchange->Finish();
  client.Write(Get("/echo"));

  EXPECT_EQ(client.Read().body, "part");
  EXPECT_EQ(client.Read().body, "GET /echo  ");
}

TEST_F(StreamTest, EmptyPartsDoNotEndTheStream) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  exchange->Send("", [this](bool taken) { ended_.Put(taken); });
  EXPECT_EQ(ended_.Take(), true);
  exchange->Send("part", nullptr);
  exchange->Finish();

  EXPECT_EQ(client.Read().body, "part");
}

TEST_F(StreamTest, DoneNeverRunsInsideSend) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  Inbox<bool> inside;
  exchange->Send("one", [&](bool) {  // On the reactor thread, where the next Send takes the short way.
    auto sending = std::make_shared<bool>(true);
    exchange->Send("two", [&, sending](bool) { inside.Put(*sending); });
    *sending = false;
  });

  EXPECT_EQ(inside.Take(), false);
}

TEST_F(StreamTest, DoneNeverRunsInsideSendEvenWhenItIsTooLate) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  Inbox<bool> inside;
  exchange->Send("one", [&](bool) {
    exchange->Finish();
    auto sending = std::make_shared<bool>(true);
    exchange->Send("late", [&, sending](bool taken) { inside.Put(*sending || taken); });
    *sending = false;
  });

  EXPECT_EQ(inside.Take(), false);
}

TEST_F(StreamTest, ACallOnTheReactorThreadDoesNotOvertakeOneOfAnotherThread) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  exchange->Send("zero ", [&](bool) {
    std::thread([&] { exchange->Send("one ", nullptr); }).join();
    exchange->Send("two", nullptr);
    exchange->Finish();
  });

  EXPECT_EQ(client.Read().body, "zero one two");
}

TEST_F(StreamTest, ToHttp10TheEndOfTheConnectionIsTheEndOfTheAnswer) {
  RawClient client = Client();
  client.Write("GET /take HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const auto exchange = taken_.Take().value_or(nullptr);
  ASSERT_TRUE(exchange);
  exchange->StartStream(200, {});
  exchange->Send("one", nullptr);
  exchange->Send("two", nullptr);
  exchange->Finish();

  const RawResponse response = client.Read();
  EXPECT_EQ(response.body, "onetwo");
  EXPECT_EQ(response.Header("connection"), "close");
}

TEST_F(StreamTest, ToHeadOnlyTheHeadIsSent) {
  RawClient client = Client();
  client.Write("HEAD /take HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto exchange = taken_.Take().value_or(nullptr);
  ASSERT_TRUE(exchange);
  exchange->StartStream(200, {});
  exchange->Send("part", [this](bool taken) { ended_.Put(taken); });
  exchange->Finish();
  client.Write(Get("/echo"));

  EXPECT_EQ(ended_.Take(), true);
  EXPECT_EQ(client.Read(/*to_head=*/true).status, 200);
  EXPECT_EQ(client.Read().body, "GET /echo  ");
}

TEST_F(StreamTest, AnAbortedStreamEndsWithoutItsLastChunk) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  exchange->Send("part", nullptr);
  exchange->Abort();

  const RawResponse response = client.Read();
  EXPECT_EQ(response.body, "part");
  EXPECT_FALSE(response.whole);
}

TEST_F(StreamTest, AStreamDroppedInTheMiddleIsAborted) {
  RawClient client = Client();
  auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  exchange->Send("part", nullptr);
  exchange.reset();

  const RawResponse response = client.Read();
  EXPECT_EQ(response.body, "part");
  EXPECT_FALSE(response.whole);
}

TEST_F(StreamTest, AnAbortedHttp10StreamIsResetSoThatItDoesNotLookComplete) {
  RawClient client = Client();
  client.Write("GET /take HTTP/1.0\r\n\r\n");
  const auto exchange = taken_.Take().value_or(nullptr);
  ASSERT_TRUE(exchange);
  exchange->StartStream(200, {});
  client.ReadUntil("\r\n\r\n");
  exchange->Abort();

  EXPECT_TRUE(client.AwaitClose());
  EXPECT_TRUE(client.was_reset());
}

TEST_F(StreamTest, ACallerThatReadsSlowlySlowsTheSource) {
  options_.send_timeout = 300ms;
  RawClient client = Client(4096);
  auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  Pump(exchange, std::string(8192, 'x'), 10'000, taken_bytes_, ended_);
  exchange.reset();

  // The caller reads nothing, so in the end the pending write times out; until then little was taken.
  EXPECT_EQ(ended_.Take(), false);
  EXPECT_LT(taken_bytes_, 512u * 1024);
  EXPECT_TRUE(NothingIsOpen());
}

TEST_F(StreamTest, ASlowReaderGetsEverything) {
  RawClient client = Client(4096);
  auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  Pump(exchange, std::string(8192, 'x'), 1000, taken_bytes_, ended_);

  EXPECT_EQ(client.Read().body.size(), 8192u * 1000);
  EXPECT_EQ(ended_.Take(), true);
  EXPECT_EQ(exchange->BytesSent(), 8192u * 1000);
}

TEST_F(StreamTest, ALongChainOfPartsDoesNotRecurse) {
  RawClient client = Client();
  auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  Pump(exchange, "x", 100'000, taken_bytes_, ended_);

  EXPECT_EQ(client.Read().body.size(), 100'000u);
}

class GoneTest : public StreamTest, public ::testing::WithParamInterface<bool> {
 protected:
  void Leave(RawClient& client) {
    left_ = Clock::now();
    GetParam() ? client.CloseWithReset() : client.CloseOrderly();
  }

  void Watch(Exchange& exchange) {
    exchange.OnGone([this] { gone_.Put(Clock::now()); });
  }

  void ExpectNoticed() {
    const auto noticed = gone_.Take();
    ASSERT_TRUE(noticed);
    EXPECT_LT(*noticed - left_, kSoon);
  }

  Clock::time_point left_;
  Inbox<Clock::time_point> gone_;
};

TEST_P(GoneTest, IsNoticedWhileAnAnswerIsAwaited) {
  RawClient client = Client();
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);
  Watch(*exchange);
  Leave(client);

  ExpectNoticed();
}

TEST_P(GoneTest, IsNoticedWhileNothingIsWritten) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  Watch(*exchange);
  client.ReadUntil("\r\n\r\n");
  Leave(client);

  ExpectNoticed();
}

TEST_P(GoneTest, IsNoticedBehindARequestThatWaitsUnread) {
  RawClient client = Client();
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);
  Watch(*exchange);
  client.Write(Get("/echo"));
  Leave(client);

  ExpectNoticed();
}

TEST_P(GoneTest, IsNoticedWhenTheCallerLeavesTogetherWithItsRequest) {
  RawClient client = Client();
  Inbox<std::shared_ptr<Exchange>> exchanges;
  client.Write(Get("/take"));
  Leave(client);
  // After a reset the request itself may be lost; then there is nothing to notice.
  if (GetParam() && !Eventually([&] { return server_->Stats().connections_open == 0; })) FAIL();
  if (!GetParam()) {
    const auto exchange = taken_.Take().value_or(nullptr);
    ASSERT_TRUE(exchange);
    Watch(*exchange);
    ExpectNoticed();
  }
}

TEST_P(GoneTest, LaterCallsDoNothingButSayFalse) {
  RawClient client = Client();
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  Watch(*exchange);
  client.ReadUntil("\r\n\r\n");
  Leave(client);
  ExpectNoticed();

  exchange->Send("late", [this](bool taken) { ended_.Put(taken); });
  EXPECT_EQ(ended_.Take(), false);
  exchange->Finish();
  exchange->Abort();
  exchange->Respond(200, {}, "late");
  EXPECT_EQ(exchange->BytesSent(), 0u);
  Watch(*exchange);
  EXPECT_TRUE(gone_.Take());  // Asked after the fact, it is told at once.
}

TEST_P(GoneTest, APendingPartIsRefused) {
  RawClient client = Client(4096);
  const auto exchange = TakeStream(client);
  ASSERT_TRUE(exchange);
  exchange->Send(std::string(10'000'000, 'x'), [this](bool taken) { ended_.Put(taken); });
  client.ReadUntil("xxx");
  Leave(client);

  EXPECT_EQ(ended_.Take(), false);
}

INSTANTIATE_TEST_SUITE_P(Caller, GoneTest, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Resets" : "Closes"; });

TEST_F(StreamTest, ACompleteAnswerForgetsTheGoneCallback) {
  RawClient client = Client();
  auto exchange = Take(client);
  ASSERT_TRUE(exchange);
  auto told = std::make_shared<bool>(false);
  exchange->OnGone([exchange, told] { *told = true; });  // A cycle that must not outlive the answer.
  exchange->Respond(200, {}, "done");
  exchange.reset();

  EXPECT_EQ(client.Read().body, "done");
  EXPECT_TRUE(Eventually([&] { return told.use_count() == 1; }));
  client.CloseOrderly();
  EXPECT_TRUE(NothingIsOpen());
  EXPECT_FALSE(*told);
}

TEST_F(StreamTest, OnlyTheLastGoneCallbackIsTold) {
  RawClient client = Client();
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);
  Inbox<int> told;
  exchange->OnGone([&] { told.Put(1); });
  exchange->OnGone([&] { told.Put(2); });
  client.CloseOrderly();

  EXPECT_EQ(told.Take(), 2);
}

}  // namespace
}  // namespace signalbox::http

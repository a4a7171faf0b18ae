// Starting, draining, stopping, starting again.

#include <future>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/http/server_fixture.h"

namespace signalbox::http {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::chrono::steady_clock::time_point In(std::chrono::milliseconds time) {
  return std::chrono::steady_clock::now() + time;
}

class LifecycleTest : public ServerTest {
 protected:
  /// A server with the route /hello on `port`.
  static std::unique_ptr<Server> Hello(ServerOptions options) {
    Router router;
    router.Add("GET", "/hello", [](const std::shared_ptr<Exchange>& exchange) { exchange->Respond(200, {}, "hello"); });
    return std::make_unique<Server>(options, std::move(router),
                                    [](const Refused&) { return std::pair<Headers, std::string>(); });
  }

  static int StatusOfHello(std::uint16_t port) {
    RawClient client(port);
    if (!client.connected()) return 0;
    client.Write(Get("/hello"));
    return client.Read().status;
  }
};

TEST_F(LifecycleTest, AnAddressThatIsTakenIsAnErrorThatNamesIt) {
  Start();
  options_.port = server_->port();
  const absl::Status status = Hello(options_)->Start();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.ToString(), HasSubstr("127.0.0.1:" + std::to_string(options_.port)));
}

TEST_F(LifecycleTest, AnAddressThatIsNoneIsAnError) {
  options_.address = "300.1.2.3.4";

  EXPECT_EQ(Hello(options_)->Start().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(LifecycleTest, ListensOnIpv6) {
  options_.address = "[::1]";
  Start();
  RawClient client(server_->port(), 0, "::1");
  if (!client.connected()) GTEST_SKIP() << "no IPv6 here";
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);

  EXPECT_THAT(exchange->Request().peer, StartsWith("[::1]:"));
}

TEST_F(LifecycleTest, AServerThatNeverStartedStops) {
  Hello(options_)->Stop(In(1s));
}

TEST_F(LifecycleTest, DrainingClosesIdleConnectionsAndTheDoor) {
  RawClient idle = Client();
  idle.Write(Get("/echo"));
  ASSERT_EQ(idle.Read().status, 200);

  server_->DrainNotice();

  EXPECT_TRUE(idle.AwaitClose());
  EXPECT_TRUE(Eventually([&] { return !RawClient(server_->port()).connected(); }));
}

TEST_F(LifecycleTest, DrainingLetsARunningStreamEndAndThenCloses) {
  RawClient client = Client();
  auto exchange = Take(client);
  ASSERT_TRUE(exchange);
  exchange->StartStream(200, {});
  exchange->Send("before", nullptr);
  client.ReadUntil("before\r\n");

  server_->DrainNotice();
  auto stopped = std::async(std::launch::async, [&] { server_->Stop(In(10s)); });
  EXPECT_EQ(stopped.wait_for(20ms), std::future_status::timeout);
  exchange->Send("after", nullptr);
  exchange->Finish();
  exchange.reset();

  EXPECT_EQ(client.ReadUntil("0\r\n\r\n"), "5\r\nafter\r\n0\r\n\r\n");
  EXPECT_TRUE(client.AwaitClose());
  EXPECT_EQ(stopped.wait_for(kPatience), std::future_status::ready);
}

TEST_F(LifecycleTest, AnswersGivenWhileDrainingSayThatTheConnectionCloses) {
  RawClient client = Client();
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);

  server_->DrainNotice();
  exchange->Respond(200, {}, "last");

  EXPECT_EQ(client.Read().Header("connection"), "close");
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LifecycleTest, StopCutsWhatIsOpenAtTheDeadlineAndTellsItsOwner) {
  RawClient client = Client();
  const auto exchange = Take(client);
  ASSERT_TRUE(exchange);
  exchange->StartStream(200, {});
  Inbox<bool> gone;
  exchange->OnGone([&] { gone.Put(true); });
  client.ReadUntil("\r\n\r\n");

  server_->Stop(In(20ms));

  EXPECT_TRUE(gone.Take());
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(LifecycleTest, StopDoesNotWaitForRequestsThatNeverComplete) {
  RawClient head = Client();
  head.Write("GET /ec");
  RawClient body = Client();
  body.Write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
  ASSERT_TRUE(Eventually([&] { return server_->Stats().connections_open == 2; }));

  const auto begin = std::chrono::steady_clock::now();
  server_->Stop(In(10s));

  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  EXPECT_TRUE(head.AwaitClose());
  EXPECT_TRUE(body.AwaitClose());
}

TEST_F(LifecycleTest, AnExchangeMayOutliveItsServer) {
  RawClient client = Client();
  auto exchange = Take(client);
  ASSERT_TRUE(exchange);
  exchange->StartStream(200, {});
  server_.reset();

  Inbox<bool> sent;
  exchange->Send("late", [&](bool taken) { sent.Put(taken); });
  EXPECT_EQ(sent.Take(), false);
  exchange->Finish();
  Inbox<bool> gone;
  exchange->OnGone([&] { gone.Put(true); });
  EXPECT_TRUE(gone.Take());
}

TEST_F(LifecycleTest, APortIsFreeAgainAfterStopping) {
  std::uint16_t port = 0;
  for (int i = 0; i < 5; ++i) {
    options_.port = port;
    auto server = Hello(options_);
    ASSERT_TRUE(server->Start().ok());
    port = server->port();
    EXPECT_EQ(StatusOfHello(port), 200);
    server->Stop(In(1s));
  }
}

TEST_F(LifecycleTest, ASuccessorTakesOverASharedPortAndNobodyIsLeftStanding) {
  options_.share_port = true;
  auto current = Hello(options_);
  ASSERT_TRUE(current->Start().ok());
  options_.port = current->port();
  auto successor = Hello(options_);
  ASSERT_TRUE(successor->Start().ok());
  std::vector<RawClient> connected;
  for (int i = 0; i < 50; ++i) connected.emplace_back(options_.port);

  current->DrainNotice();

  for (RawClient& client : connected) {
    client.Write(Get("/hello"));
    EXPECT_EQ(client.Read().status, 200);
  }
  current->Stop(In(1s));
  for (int i = 0; i < 50; ++i) EXPECT_EQ(StatusOfHello(options_.port), 200);
}

}  // namespace
}  // namespace signalbox::http

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/http/server.h"
#include "gateway/errors.h"
#include "gateway/routes.h"
#include "tests/unit/gateway/core/threaded_services.h"

namespace signalbox::gateway {
namespace {

using Clock = std::chrono::steady_clock;

/// A caller on a connection of its own.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void Ask(const std::string& request_id) {
    const std::string body = R"({"model":"gpt","messages":[{"role":"user","content":"hi"}],"stream":true})";
    const std::string request =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-api-key: key\r\nx-request-id: " + request_id +
        "\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    EXPECT_EQ(::send(socket_, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
  }

  /// Reads until `text` has come or the connection has ended.
  std::string ReadUntil(const std::string& text) {
    std::string all;
    char buffer[4096];
    while (all.find(text) == std::string::npos) {
      const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      all.append(buffer, static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  const int socket_;
};

/// The real server, routes and inference; the services behind them answer from threads of their own.
class EdgeUnderLoadTest : public ::testing::Test {
 protected:
  EdgeUnderLoadTest() {
    auto keys = std::make_shared<KeyCache>(KeyCacheOptions{});
    keys->OnConnected(1);
    auto inference = std::make_shared<InferenceServices>();
    inference->admission = std::make_shared<Admission>(ledger_);
    inference->router = router_;
    inference->memory = std::make_shared<FakeMemory>();
    inference->ledger = ledger_;
    inference->keep_alive = keep_alive_;
    inference->metrics = std::make_shared<EdgeMetrics>();
    Edge edge;
    edge.authenticator = std::make_shared<Authenticator>(keys, std::make_shared<WillingIdentity>());
    edge.inference = inference;
    edge.readiness = std::make_shared<Readiness>(Readiness::Peers{}, Readiness::Peers{}, ledger_);
    edge.metrics = inference->metrics;
    edge.in_flight = in_flight_;
    http::ServerOptions options;
    options.port = 0;
    server_ = std::make_unique<http::Server>(options, Routes(edge, {}), RenderHttpError);
    EXPECT_TRUE(server_->Start().ok());
  }

  ~EdgeUnderLoadTest() override { ledger_->Close(); }

  void Stop() {
    server_->Stop(Clock::now() + std::chrono::seconds(10));
    EXPECT_TRUE(in_flight_->WaitForNone(Clock::now() + std::chrono::seconds(10)));
    router_->Join();
  }

  std::shared_ptr<ThreadedLedger> ledger_ = std::make_shared<ThreadedLedger>();
  std::shared_ptr<ThreadedRouter> router_ = std::make_shared<ThreadedRouter>();
  std::shared_ptr<KeepAlive> keep_alive_ = std::make_shared<KeepAlive>();
  std::shared_ptr<InFlight> in_flight_ = std::make_shared<InFlight>();
  std::unique_ptr<http::Server> server_;
};

TEST_F(EdgeUnderLoadTest, EveryRequestHasExactlyOneEntryAndNoEndIsSeenBeforeIt) {
  constexpr int kCallers = 8;
  constexpr int kRequests = 40;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([this, caller] {
      for (int request = 0; request < kRequests; ++request) {
        const std::string id = std::to_string(caller) + "." + std::to_string(request);
        Client client(server_->port());
        client.Ask(id);
        if (request % 4 == 0) {
          client.ReadUntil("HTTP/1.1 200");  // And leaves in the middle of the stream.
          continue;
        }
        EXPECT_NE(client.ReadUntil("0\r\n\r\n").find("data: [DONE]\n\n"), std::string::npos) << id;
        EXPECT_EQ(ledger_->Durable().count(id), 1U) << id;
      }
    });
  }
  std::jthread ticker([this](const std::stop_token& stop) {
    // Far in the future: every stream that waits for its provider looks silent.
    while (!stop.stop_requested()) keep_alive_->Tick(Clock::now() + std::chrono::hours(1));
  });
  for (std::thread& caller : callers) caller.join();
  ticker = {};
  Stop();

  const std::multiset<std::string> durable = ledger_->Durable();
  EXPECT_EQ(durable.size(), static_cast<std::size_t>(kCallers * kRequests));
  EXPECT_EQ(std::set<std::string>(durable.begin(), durable.end()).size(), durable.size());
}

TEST_F(EdgeUnderLoadTest, StoppingWithStreamsOpenLeavesNoneWithoutAnEntry) {
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<Client>(server_->port()));
    clients.back()->Ask(std::to_string(i));
    clients.back()->ReadUntil("HTTP/1.1 200");
  }

  server_->DrainNotice();
  server_->Stop(Clock::now());
  EXPECT_TRUE(in_flight_->WaitForNone(Clock::now() + std::chrono::seconds(10)));
  router_->Join();

  EXPECT_EQ(ledger_->Durable().size(), 20U);
}

}  // namespace
}  // namespace signalbox::gateway

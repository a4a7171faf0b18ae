// Many at once, many of them rude.

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/common/http/server_fixture.h"

namespace signalbox::http {
namespace {

using LoadTest = ServerTest;

/// Streams from threads of its own, as answers from other services do.
class Source {
 public:
  explicit Source(int threads) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
  }
  ~Source() {
    for (std::size_t i = 0; i < threads_.size(); ++i) work_.Put(nullptr);
    for (std::thread& thread : threads_) thread.join();
  }

  void Stream(std::shared_ptr<Exchange> exchange) {
    exchange->OnGone([this] { ++gone_; });
    exchange->StartStream(200, {});
    Continue(std::move(exchange), 20);
  }

  int gone() const { return gone_; }

 private:
  void Continue(std::shared_ptr<Exchange> exchange, int left) {
    if (left == 0) return exchange->Finish();
    exchange->Send("part;", [this, exchange, left](bool taken) {
      if (taken) work_.Put([this, exchange, left] { Continue(exchange, left - 1); });
    });
  }

  void Work() {
    while (auto work = work_.Take()) {
      if (!*work) return;
      (*work)();
    }
  }

  Inbox<std::function<void()>> work_;
  std::atomic<int> gone_{0};
  std::vector<std::thread> threads_;
};

TEST_F(LoadTest, TwoHundredStreamsWithAbruptClosesLeaveNothingBehind) {
  Source source(4);
  router_.Add("GET", "/stream", [&](std::shared_ptr<Exchange> exchange) { source.Stream(std::move(exchange)); });
  Start();
  std::atomic<int> whole{0};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      std::vector<RawClient> clients;
      for (int i = 0; i < 25; ++i) {
        clients.push_back(Client());
        clients.back().Write(Get("/stream"));
      }
      for (int i = 0; i < 25; ++i) {
        const int manner = (caller + i) % 5;
        if (manner == 0) clients[i].CloseWithReset();
        if (manner == 1) clients[i].CloseOrderly();
        if (manner == 2) clients[i].ReadUntil("part;"), clients[i].CloseWithReset();
        if (manner == 3) clients[i].ReadUntil("part;\r\n5\r\npart;"), clients[i].CloseOrderly();
        if (manner == 4 && clients[i].Read().whole) ++whole;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(whole, 40);
  EXPECT_TRUE(NothingIsOpen());
}

TEST_F(LoadTest, AThousandStreamsStayOpenSideBySide) {
  Start();
  std::vector<RawClient> clients;
  std::vector<std::shared_ptr<Exchange>> exchanges;
  for (int i = 0; i < 1000; ++i) {
    clients.push_back(Client());
    exchanges.push_back(Take(clients.back()));
    ASSERT_TRUE(exchanges.back()) << i;
    exchanges.back()->StartStream(200, {});
  }
  EXPECT_EQ(server_->Stats().exchanges_open, 1000u);

  for (int i = 0; i < 1000; ++i) {
    exchanges[i]->Send(std::to_string(i), nullptr);
    exchanges[i]->Finish();
  }

  for (int i = 0; i < 1000; ++i) ASSERT_EQ(clients[i].Read().body, std::to_string(i));
  exchanges.clear();
  clients.clear();
  EXPECT_TRUE(NothingIsOpen());
}

TEST_F(LoadTest, ABusyCallerDoesNotKeepOthersWaiting) {
  options_.threads = 1;
  Start();
  std::atomic<bool> enough{false};
  std::vector<std::thread> busy;
  for (int i = 0; i < 2; ++i) {
    busy.emplace_back([&] {
      const std::string body(1'000'000, 'x');
      RawClient client = Client();
      while (!enough) {
        client.Write(Post("/nowhere", body));
        client.Read();
      }
    });
  }

  RawClient client = Client();
  for (int i = 0; i < 50; ++i) {
    client.Write(Get("/echo"));
    EXPECT_EQ(client.Read().status, 200);
  }
  enough = true;
  for (std::thread& thread : busy) thread.join();
}

}  // namespace
}  // namespace signalbox::http

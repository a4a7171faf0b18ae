#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "common/http/server.h"
#include "tests/unit/common/http/raw_client.h"

namespace signalbox::http {

constexpr std::chrono::seconds kPatience{10};

/// Values that other threads hand to the test.
template <typename Value>
class Inbox {
 public:
  void Put(Value value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(std::move(value));
    filled_.notify_one();
  }

  /// The oldest value; nullopt when none comes.
  std::optional<Value> Take() {
    std::unique_lock lock(mutex_);
    if (!filled_.wait_for(lock, kPatience, [this] { return !values_.empty(); })) return std::nullopt;
    std::optional<Value> value(std::move(values_.front()));
    values_.pop_front();
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Value> values_;
};

/// Looks again and again until `condition` holds; false when it never does.
bool Eventually(const std::function<bool()>& condition);

/// A server on a free port with these routes:
///   /echo    answers the request: method, path, query and body
///   /large   answers as many bytes as the query says
///   /throw   throws
///   /drop    lets go of its exchange
///   /take    gives its exchange to the test
class ServerTest : public ::testing::Test {
 protected:
  ServerTest();
  ~ServerTest() override;

  /// Starts with options_; tests that change them call it late.
  void Start();
  RawClient Client(int receive_buffer_bytes = 0);

  /// Sends a request for /take and waits for its exchange.
  std::shared_ptr<Exchange> Take(RawClient& client);

  bool NothingIsOpen();

  Router router_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
  Inbox<std::shared_ptr<Exchange>> taken_;
};

}  // namespace signalbox::http

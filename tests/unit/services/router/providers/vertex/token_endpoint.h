#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace signalbox::router::vertex::testing {

/// An HTTP server on a free loopback port that answers every request alike and remembers the bodies. Any thread.
class TokenEndpoint {
 public:
  TokenEndpoint(int status, std::string body);
  ~TokenEndpoint();  ///< Stops it and joins.
  TokenEndpoint(const TokenEndpoint&) = delete;
  TokenEndpoint& operator=(const TokenEndpoint&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/token"; }
  std::vector<std::string> bodies() const;

  /// Lets requests wait for their answer, until Answer().
  void Hold();
  void Answer();
  void WaitForRequests(std::size_t count);

 private:
  void Serve();
  void ServeOne(int connection);

  const int status_;
  const std::string body_;
  int listener_;
  unsigned short port_ = 0;
  mutable std::mutex mutex_;  // Guards what follows.
  std::condition_variable changed_;
  std::vector<std::string> bodies_;
  bool held_ = false;
  std::thread thread_;
};

}  // namespace signalbox::router::vertex::testing

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/http/server_state.h"

namespace signalbox::http {

class EventLoop;

/// A listening socket that hands each connection to the loop with the fewest. Called by one loop's thread.
class Acceptor {
 public:
  /// Binds and listens. Errors: kUnavailable naming the address when it is taken or not ours; kInvalidArgument when it
  /// is no address.
  static absl::StatusOr<std::shared_ptr<Acceptor>> Open(const ServerOptions& options);

  explicit Acceptor(int descriptor);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  /// Before the first Accept.
  void ServeWith(std::vector<std::shared_ptr<EventLoop>> loops) { loops_ = std::move(loops); }

  /// Accepts what waits, up to a bound. Beyond max_connections, and when descriptors run out, connections are closed at
  /// once: left waiting they would keep this thread busy.
  void Accept();

  int descriptor() const { return descriptor_; }
  std::uint16_t port() const;

 private:
  bool AcceptOne();
  bool ShedOne();
  void Place(int connection, std::string peer);

  int descriptor_;
  int spare_descriptor_;  // Given up for a moment when there is no other left.
  std::vector<std::shared_ptr<EventLoop>> loops_;
};

}  // namespace signalbox::http

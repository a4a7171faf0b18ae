#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "common/http/server.h"

namespace signalbox::http {

/// What a server counts, and how Stop() learns that nothing is open any more. Outlives the server: exchanges hold it.
class ServerCounters {
 public:
  std::atomic<std::uint64_t> rejected_framing{0};
  std::atomic<std::uint64_t> rejected_connections{0};
  std::atomic<std::uint64_t> exceptions{0};

  void ExchangeOpened() { ++exchanges_; }
  void ExchangeClosed() { Closed(exchanges_); }
  void ConnectionOpened() { ++connections_; }
  void ConnectionClosed() { Closed(connections_); }

  std::uint64_t exchanges() const { return exchanges_; }
  std::uint64_t connections() const { return connections_; }

  /// Waits until no exchange and no connection is open, at most to `deadline`.
  void AwaitQuiet(std::chrono::steady_clock::time_point deadline);

 private:
  void Closed(std::atomic<std::uint64_t>& count);

  std::atomic<std::uint64_t> exchanges_{0};
  std::atomic<std::uint64_t> connections_{0};
  std::atomic<bool> awaited_{false};
  std::mutex mutex_;
  std::condition_variable quiet_;
};

/// How far a server is on its way out; only ever grows.
enum class Phase { kServing, kDraining, kStopping };

/// What the loops and connections of a server share.
struct ServerState {
  ServerState(ServerOptions options, Router router, Server::RenderError render_error)
      : options(std::move(options)), router(std::move(router)), render_error(std::move(render_error)) {}

  const ServerOptions options;
  const Router router;
  const Server::RenderError render_error;
  std::atomic<Phase> phase{Phase::kServing};
};

}  // namespace signalbox::http

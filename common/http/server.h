#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/http/exchange.h"
#include "common/http/router.h"

namespace signalbox::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                                   ///< 0: a free one; see Server::port().
  int threads = 2;                                             ///< Reactor threads, 1 to 64.
  std::size_t max_head_bytes = 32 * 1024;                      ///< Request line and headers; beyond: 431.
  std::size_t max_body_bytes = std::size_t{64} * 1024 * 1024;  ///< Beyond: 413, without reading it.
  std::size_t max_connections = 20'000;                        ///< Beyond: closed at once.
  std::chrono::milliseconds head_timeout{10'000};   ///< From the first byte of a request to its last header: 408.
  std::chrono::milliseconds body_timeout{60'000};   ///< Silence inside a body: 408.
  std::chrono::milliseconds idle_timeout{75'000};   ///< Between requests: closed without a word.
  std::chrono::milliseconds send_timeout{120'000};  ///< No progress of a pending write: closed.
  bool share_port = false;  ///< SO_REUSEPORT: a successor may listen on the port before this server has stopped.
};

/// What a server has seen, for metrics.
struct ServerStats {
  std::uint64_t connections_open = 0;
  std::uint64_t exchanges_open = 0;    ///< Held by a handler, or answered with bytes still on their way to the kernel.
  std::uint64_t rejected_framing = 0;  ///< Requests refused by the framing guard.
  std::uint64_t rejected_connections = 0;
  std::uint64_t exceptions = 0;  ///< Thrown by handlers and callbacks; each ended its exchange or was dropped.
};

/// What the server itself refuses to serve.
struct Refused {
  int status = 0;
  std::string_view message;
  std::string_view path;        ///< Percent-decoded; empty when the head could not be read.
  std::string_view request_id;  ///< The caller's x-request-id, unchecked; empty when there is none.
};

/// The HTTP/1.1 front, on Pistache's reactors. The only code that knows Pistache.
///
/// Handlers run on a reactor thread and must not block. Errors that the server itself finds (400, 404, 405, 408, 413,
/// 431, 500) are rendered by `render_error`, so that they look like all others.
class Server {
 public:
  using RenderError = std::function<std::pair<Headers, std::string>(const Refused& refused)>;

  Server(ServerOptions options, Router router, RenderError render_error);
  ~Server();  ///< Stops at once if Stop() was not called.
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds, listens and returns. Errors: kUnavailable naming the address when it is taken.
  absl::Status Start();

  /// The port in use, after Start.
  std::uint16_t port() const;

  /// Stops accepting connections and closes those that have been served and are idle; running answers go on and then
  /// close their connection, as do the first answers of new ones.
  void DrainNotice();

  /// Waits until no exchange is open or the deadline has passed, then closes what is left and joins the threads. Not to
  /// be called on a reactor thread. The server cannot be started again.
  void Stop(std::chrono::steady_clock::time_point deadline);

  ServerStats Stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::http

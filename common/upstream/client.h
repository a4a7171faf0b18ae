#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/status/status.h>

namespace signalbox::upstream {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One HTTP request to a provider.
struct Request {
  std::string method = "POST";
  std::string url;
  Headers headers;  ///< Values may be secret; never logged.
  std::string body;
  bool allow_private = false;  ///< May connect to loopback, private and link-local addresses.
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds first_byte_timeout{120'000};  ///< From sending to the first body byte.
  std::chrono::milliseconds idle_timeout{60'000};         ///< Between body bytes.
  std::chrono::milliseconds total_timeout{1'200'000};
};

/// The head of the answer.
struct ResponseHead {
  int status = 0;
  Headers headers;  ///< Names in lower case.

  std::string_view Header(std::string_view name) const;  ///< First value, or an empty view.
};

/// How a transfer ended when it did not end well: which timer, or what broke.
enum class Failure {
  kNone,
  kConnect,  ///< Refused, unreachable, name unknown.
  kTls,
  kForbidden,  ///< The address is private and that was not allowed.
  kConnectTimeout,
  kFirstByteTimeout,
  kIdleTimeout,
  kTotalTimeout,
  kCut,        ///< The connection broke, or the body ended before its announced length.
  kCancelled,  ///< Transfer::Cancel().
};

struct Result {
  Failure failure = Failure::kNone;
  std::string detail;                       ///< For the log: curl's words. Empty when it ended well.
  std::chrono::microseconds first_byte{0};  ///< From start; 0 when none arrived.
  std::chrono::microseconds duration{0};
};

/// Hears one transfer. All calls come from one loop thread, in order: OnHead at most once, OnData any number of times,
/// OnDone exactly once and last. Must neither block nor throw.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void OnHead(const ResponseHead& head) = 0;
  virtual void OnData(std::string_view bytes) = 0;
  virtual void OnDone(const Result& result) = 0;
};

/// A transfer that was started. Any thread. Dropping it does not stop the transfer.
class Transfer {
 public:
  virtual ~Transfer() = default;

  /// Closes the upstream connection as soon as the loop thread hears of it; OnDone(kCancelled) follows unless it came
  /// before.
  virtual void Cancel() = 0;

  /// Stops reading from the upstream socket, and reads on. For a caller that is slower than the provider: while paused
  /// only the total timer runs, and at most one socket buffer of curl's (16 KiB) is held back. No OnData follows a
  /// Pause() made from an observer; a transfer with nothing left to read may still end.
  virtual void Pause() = 0;
  virtual void Resume() = 0;
};

struct ClientOptions {
  int threads = 1;                   ///< Loop threads, 1 to 16; a transfer stays on one.
  int max_connections_per_host = 0;  ///< 0: no bound.
  int max_idle_connections = 512;
};

/// Sends requests with libcurl's multi interface, reusing connections. The only code that knows curl.
///
/// Any thread. TCP_NODELAY on, no redirects followed, no proxy taken from the environment, certificates verified.
class Client {
 public:
  explicit Client(ClientOptions options);
  ~Client();  ///< Cancels what is running and joins. Not from an observer.
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Starts a transfer. `observer` is kept until OnDone returned.
  std::shared_ptr<Transfer> Start(Request request, std::shared_ptr<Observer> observer);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::upstream

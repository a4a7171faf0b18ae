#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first value of `name`, or an empty view.
std::string_view FirstValue(const Headers& headers, std::string_view name);

/// A request whose head and body are complete. Immutable, but for Exchange::TakeBody.
struct Request {
  std::string method;  ///< "GET", "POST", ...
  std::string path;    ///< Percent-decoded, without the query.
  std::string query;   ///< Raw, without the question mark.
  Headers headers;     ///< Names in lower case, in order of arrival.
  std::string body;    ///< Decoded of any transfer coding.
  std::string peer;    ///< "127.0.0.1:40312".

  /// The first value of `name` (lower case), or an empty view.
  std::string_view Header(std::string_view name) const;
};

/// Path parameters by name, as matched by the router ("{id}" in the pattern).
using PathParameters = std::vector<std::pair<std::string, std::string>>;

/// One request and its answer. Shared by whoever works on it; ends when the last reference goes.
///
/// Every member may be called from any thread; writes are carried to the reactor thread and happen in order. An answer
/// is either one Respond(), or StartStream(), any number of Send(), then Finish() or Abort(). Calls that come too late
/// (the caller has gone, the answer is complete) do nothing but call their callback with false. An exchange that is
/// dropped unanswered answers 500; one dropped in the middle of a stream is aborted.
class Exchange {
 public:
  virtual ~Exchange() = default;

  virtual const http::Request& Request() const = 0;
  virtual const PathParameters& Parameters() const = 0;

  /// Moves the body out, for the one who sends it on: Request().body is empty afterwards, so nobody else may be reading
  /// it. An implementation that does not own its request copies.
  virtual std::string TakeBody() { return Request().body; }

  /// Sets a header of whatever answer will be sent (x-request-id, for one). Before Respond or StartStream.
  virtual void SetHeader(std::string name, std::string value) = 0;

  /// Answers at once. `content-length`, `date` and `connection` are added.
  virtual void Respond(int status, Headers headers, std::string body) = 0;

  /// Sends the head of a streamed answer, chunked on HTTP/1.1.
  virtual void StartStream(int status, Headers headers) = 0;

  /// Sends part of a streamed answer. `done(true)` runs when the kernel has taken every byte, on the reactor thread:
  /// send the next part then and not before, and a slow reader slows its source. `done(false)`: the caller has gone.
  /// Never runs inside Send itself while the server lives; after it has stopped, `done(false)` runs on the calling
  /// thread.
  virtual void Send(std::string bytes, std::function<void(bool taken)> done) = 0;

  /// Ends a streamed answer well; the connection may be used again.
  virtual void Finish() = 0;

  /// Ends a streamed answer badly: the connection is closed without the final chunk.
  virtual void Abort() = 0;

  /// `gone` runs at most once, on the reactor thread, when the caller's connection closes before the answer is
  /// complete; at once if that has happened already. One callback; a second call replaces the first.
  virtual void OnGone(std::function<void()> gone) = 0;

  /// HTTP status sent, 0 before; body bytes handed to the kernel so far.
  virtual int StatusSent() const = 0;
  virtual std::uint64_t BytesSent() const = 0;
};

using Handler = std::function<void(std::shared_ptr<Exchange>)>;

}  // namespace signalbox::http

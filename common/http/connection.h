#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/http/connection_table.h"
#include "common/http/deadlines.h"
#include "common/http/poller.h"
#include "common/http/request_reader.h"
#include "common/http/router.h"
#include "common/http/send_queue.h"

namespace signalbox::http {

class EventLoop;

/// One caller's connection: reads a request, hands it to its handler, sends the answer, and only then reads on.
///
/// While an answer is awaited nothing is read, so the kernel slows the caller down, and reports of the socket only tell
/// whether the caller is still there. Reactor thread only; owned by the loop.
class Connection {
 public:
  Connection(EventLoop& loop, ConnectionId id, int descriptor, std::string peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void OnReady(Readiness readiness);
  void OnTimeout(Deadlines::Kind kind);

  /// Writes what is queued, reads on where that was held back, sets the timer.
  void Settle();

  /// Obeys the server's phase: closes if nobody needs the connection any more.
  void ApplyPhase();

  /// Closes at once. Whoever waits for something here is told so. Does nothing the second time.
  void Close();

  ConnectionId id() const { return id_; }

  /// For exchanges. All but Awaits and Dropped only while it awaits their sequence.
  bool Awaits(std::uint64_t sequence) const { return answer_ != Answer::kNone && sequence == sequence_; }
  bool streaming() const { return answer_ == Answer::kStreaming; }
  void Respond(ServerExchange& exchange, int status, const Headers& headers, std::string body);
  void StartStream(ServerExchange& exchange, int status, const Headers& headers);
  void Send(ServerExchange& exchange, std::string bytes, std::function<void(bool taken)> done);
  void Finish();
  void Abort();
  void Dropped(std::uint64_t sequence);

 private:
  enum class Answer { kNone, kAwaited, kStreaming };
  enum class Closing { kNo, kAfterFlush, kLingering, kClosed };

  // Input: connection_input.cpp
  bool CanRead() const;
  void Advance();
  bool ReadSome();
  void Consume(std::string_view& input);
  void TakeHead(bool body_has_begun);
  void Dispatch();
  void Discard();

  // Output: connection_output.cpp
  void Write(int status, const Headers& headers, std::string body, std::shared_ptr<ServerExchange> exchange);
  void Refuse(int status, std::string_view message);
  void RefuseUnrouted(const RequestHead& head, bool keep_alive);
  void RespondError(int status, std::string_view message, Headers headers, const RequestHead* head = nullptr);
  void EndAnswer();
  bool KeepsAlive() const;

  // Life: connection.cpp
  void RequestSettle();
  void Flush();
  void Linger();
  bool IsNeeded() const;
  void UpdateTimer();

  EventLoop& loop_;
  const ConnectionId id_;
  const int descriptor_;
  const std::string peer_;
  Deadlines::Timer timer_{*this};

  RequestReader reader_;
  std::string leftover_;  ///< Read, but behind the request at hand.
  std::size_t leftover_begin_ = 0;
  SendQueue output_;

  // The exchange at hand.
  std::weak_ptr<ServerExchange> exchange_;
  std::uint64_t sequence_ = 0;
  Router::Match match_;

  Answer answer_ = Answer::kNone;
  Closing closing_ = Closing::kNo;
  bool readable_ = false;     ///< The kernel may hold bytes for us.
  bool peer_closed_ = false;  ///< Reported; bytes sent before may still wait.
  bool settling_ = false;     ///< The loop will call Settle.
  bool progressed_ = false;   ///< Bytes moved since the timer was set.
  bool served_ = false;       ///< A request was complete.
  bool small_send_buffer_ = false;
  // Of the request at hand:
  bool http10_ = false;
  bool head_only_ = false;
  bool keep_alive_ = true;
};

}  // namespace signalbox::http

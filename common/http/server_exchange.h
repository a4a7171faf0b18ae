#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "common/http/connection_table.h"
#include "common/http/event_loop.h"
#include "common/http/exchange.h"

namespace signalbox::http {

/// The Exchange that handlers get. Knows its connection by id only: every call becomes a task of the reactor thread,
/// which looks the connection up and finds it gone, busy with a later exchange, or waiting for just this answer.
///
/// Only handlers and unsent output hold it, so that its end tells that nobody will answer.
class ServerExchange final : public Exchange, public std::enable_shared_from_this<ServerExchange> {
 public:
  ServerExchange(std::shared_ptr<EventLoop> loop, ConnectionId connection, std::uint64_t sequence,
                 http::Request request, PathParameters parameters);
  ~ServerExchange() override;

  const http::Request& Request() const override { return request_; }
  const PathParameters& Parameters() const override { return parameters_; }
  std::string TakeBody() override { return std::exchange(request_.body, {}); }
  void SetHeader(std::string name, std::string value) override;
  void Respond(int status, Headers headers, std::string body) override;
  void StartStream(int status, Headers headers) override;
  void Send(std::string bytes, std::function<void(bool taken)> done) override;
  void Finish() override;
  void Abort() override;
  void OnGone(std::function<void()> gone) override;
  int StatusSent() const override { return status_sent_; }
  std::uint64_t BytesSent() const override { return bytes_sent_; }

  /// For the connection, on the reactor thread. `sequence` numbers the exchanges of one connection.
  std::uint64_t sequence() const { return sequence_; }
  void MarkStatus(int status) { status_sent_ = status; }
  void CountSent(std::uint64_t body_bytes) { bytes_sent_ += body_bytes; }

  /// The answer is complete: there is nothing left to be told of.
  void Answered();

  /// The connection closed before that.
  void Lost();

 private:
  enum class Ending { kOpen, kAnswered, kLost };

  template <typename Work>
  void Perform(Work work);
  Connection* Find() const;
  Headers WithOwnHeaders(Headers headers);

  const std::shared_ptr<EventLoop> loop_;
  const ConnectionId connection_;
  const std::uint64_t sequence_;
  http::Request request_;  // Changed by TakeBody alone.
  const PathParameters parameters_;

  std::atomic<int> status_sent_{0};
  std::atomic<std::uint64_t> bytes_sent_{0};
  std::atomic<int> queued_{0};  ///< Tasks on their way: a call on the reactor thread may not overtake them.

  std::mutex mutex_;
  Headers own_headers_;  // Guarded by mutex_, as are the next two.
  std::function<void()> gone_;
  Ending ending_ = Ending::kOpen;
};

}  // namespace signalbox::http

#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "common/http/exchange.h"
#include "gateway/admission/caller.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::gateway {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What becomes known of a request on its way, for its log line and its metrics. Never content, never a secret.
struct CallRecord {
  std::string model;          ///< As the caller wrote it; only a label when `model_served`.
  bool model_served = false;  ///< A provider was tried, so the model is one of the configuration's.
  std::string provider;
  std::string deployment;
  std::string ending;    ///< "completed", ...; empty when nothing was generated.
  llm::v1::Usage usage;  ///< Summed over the attempts.
  int attempts = 0;
  bool stream = false;
  std::chrono::microseconds upstream{0};  ///< The providers' share of the time before the answer began.
  std::string error;                      ///< Why it failed, for operators.
};

/// One request at the edge: the exchange, whose it is, and what is learnt of it.
///
/// Shared by whoever works on the request; when the last of them lets go, the request is over and everybody who asked
/// with AtEnd() hears of it. The record is written by one stage of the request at a time; the exchange may be used by
/// any thread. Every answer carries Server-Timing.
class Call final : public http::Exchange, public std::enable_shared_from_this<Call> {
 public:
  using Watcher = std::function<void(const Call&)>;

  /// Lives in a shared_ptr. `endpoint` is the route's pattern.
  Call(std::shared_ptr<http::Exchange> exchange, std::shared_ptr<const std::string> endpoint);
  ~Call() override;

  const http::Request& Request() const override { return exchange_->Request(); }
  const http::PathParameters& Parameters() const override { return exchange_->Parameters(); }
  std::string TakeBody() override { return exchange_->TakeBody(); }
  void SetHeader(std::string name, std::string value) override;
  void Respond(int status, http::Headers headers, std::string body) override;
  void StartStream(int status, http::Headers headers) override;
  void Send(std::string bytes, std::function<void(bool taken)> done) override;
  void Finish() override { exchange_->Finish(); }
  void Abort() override { exchange_->Abort(); }
  void OnGone(std::function<void()> gone) override;

  /// The status handed to the server (it may not have left yet); 0 before.
  int StatusSent() const override { return status_.load(std::memory_order_relaxed); }
  /// Body bytes handed to the server.
  std::uint64_t BytesSent() const override { return bytes_.load(std::memory_order_relaxed); }

  /// Answers with what `status` says went wrong. `extra` headers are added.
  void Fail(const absl::Status& status, http::Headers extra = {});

  /// Whether the caller went away before its answer was complete. Known only after OnGone() was asked for.
  bool client_gone() const { return client_gone_.load(std::memory_order_relaxed); }

  /// From arrival to the first byte of an answer; zero before.
  std::chrono::microseconds time_to_answer() const;

  /// `watcher` runs once, when the request is over, on whatever thread that happens.
  void AtEnd(Watcher watcher) { watchers_.push_back(std::move(watcher)); }

  /// What calls to services made for this request are told. No deadline.
  RequestContext Context() const;

  const std::string& endpoint() const { return *endpoint_; }
  std::size_t bytes_received() const { return bytes_received_; }  ///< Of the body.
  SteadyTime arrival() const { return arrival_; }
  TimePoint arrival_time() const { return arrival_time_; }

  std::string request_id;                           ///< Set by the request id filter.
  std::shared_ptr<const Caller> caller;             ///< Set by the API key filter; null on public routes.
  llm::v1::Dialect dialect = llm::v1::OPENAI_CHAT;  ///< What errors are written in; set by the Speaks filter.
  CallRecord record;

 private:
  void Answering(int status, http::Headers& headers);

  const std::shared_ptr<http::Exchange> exchange_;
  const std::shared_ptr<const std::string> endpoint_;
  const std::size_t bytes_received_;
  const SteadyTime arrival_;
  const TimePoint arrival_time_;
  std::atomic<int> status_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::int64_t> answer_us_{0};
  std::atomic<bool> client_gone_{false};
  std::vector<Watcher> watchers_;
};

/// What a route does with a request.
using Handler = std::function<void(std::shared_ptr<Call>)>;

}  // namespace signalbox::gateway

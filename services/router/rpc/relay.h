#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <grpcpp/alarm.h>

#include "common/context/request_context.h"
#include "common/upstream/client.h"
#include "services/router/domain/itinerary.h"
#include "services/router/domain/live/live_news.h"
#include "services/router/domain/provider_api.h"
#include "services/router/domain/snapshot_keeper.h"
#include "services/router/rpc/answer_record.h"
#include "services/router/rpc/attempt.h"
#include "services/router/rpc/attempt_metrics.h"
#include "services/router/rpc/event_sink.h"
#include "services/router/tasks/task.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// What relays are made with; outlives all of them.
struct RelayParts {
  const SnapshotKeeper& keeper;
  upstream::Client& client;
  Random random;
  AttemptMetrics& metrics;
  TokenSource& tokens;
  std::function<void(LiveNews)> tell_others = nullptr;  ///< Of the other replicas; any thread, never blocks.
};

/// Answers one request: picks targets, tries them one after another, passes on what they say, and tells how it ended.
///
/// Start() once, then Stop, Pause and Resume from any thread. Everything else happens on one thread after another: the
/// upstream's loops and, during a wait for a token or before a repetition, whoever ends the wait. Never blocks. Lives
/// as long as a transfer or the call needs it.
class Relay final : public upstream::Observer, public std::enable_shared_from_this<Relay> {
 public:
  Relay(const RelayParts& parts, v1::GenerateRequest request, RequestContext context, std::shared_ptr<EventSink> sink);

  /// Ends the sink's call with kInvalidArgument (also LOSSY_TRANSLATION), kNotFound (MODEL_NOT_FOUND), kUnimplemented
  /// or kUnavailable, or writes events to it.
  void Start();

  /// Nobody wants the answer any more: closes the upstream; the tail follows.
  void Stop();

  /// Stops and restarts reading from the provider.
  void Pause();
  void Resume();

 private:
  using Time = Attempt::Time;

  void OnHead(const upstream::ResponseHead& head) override;
  void OnData(std::string_view bytes) override;
  void OnDone(const upstream::Result& result) override;

  absl::Status Prepare();
  void DropUnneededBody();
  void TryNext();
  std::optional<Target> NextTarget(Inquiry& inquiry);
  void Ask(const Target& target, Inquiry inquiry);
  bool BeginWait();
  void AwaitToken(Written written);
  void OnToken(Written written, const absl::StatusOr<std::string>& token);
  void AskAgain();
  void OnPauseOver(Time begun);
  void Call(Written written, std::string_view token);
  void FailToAsk(const absl::Status& status);
  void SkipTarget(const absl::Status& why);
  void Skip(const absl::Status& why);
  void StartTransfer(upstream::Request request);
  void CancelTransfer();
  std::chrono::milliseconds TimeLeft() const;

  void EndAttempt(const Outcome& outcome, std::optional<std::chrono::milliseconds> retry_after, llm::v1::Ending ending);
  v1::Decision LatestDecision() const;
  void TellOthers(const Consequence& consequence) const;
  void Emit(std::string data);
  void Complete(std::string data, bool transfer_is_over);
  void HandleFailure(AttemptFailure failure);
  void FinishInStream(const AttemptFailure& failure);
  void FinishUnanswered();
  void FinishUnasked();
  void FinishAfterParts();
  void FinishUntried();
  void FinishStopped();
  void Finish(v1::GenerateEvent event, llm::v1::Ending ending, std::string error_message);
  void Fail(const absl::Status& status);

  void AddSuccessHead(v1::GenerateEvent& event);
  void BeginHead(v1::Head& head, int status);

  const RelayParts& parts_;
  v1::GenerateRequest request_;
  const RequestContext context_;
  const std::shared_ptr<EventSink> sink_;

  std::unique_ptr<Task> task_;
  std::optional<Itinerary> itinerary_;
  AnswerRecord record_;
  std::optional<Time> deadline_;  // Of all attempts together; known with the first target.
  absl::Status unasked_;          // Why the latest target that could not be asked could not.

  std::optional<Attempt> attempt_;      // The latest.
  std::optional<AttemptFailure> told_;  // What the caller is told if no attempt succeeds.
  int tried_ = 0;                       // Attempts for which something was sent, all parts together.
  Time woke_{};                         // When the provider was last heard of, before the head.
  bool head_sent_ = false;
  bool part_over_ = false;  // The answer is whole but is only a part, and its transfer has not ended yet.
  bool finished_ = false;

  std::mutex transfer_mutex_;  // Guards what is below.
  std::shared_ptr<upstream::Transfer> transfer_;
  bool awaits_token_ = false;           // Who sets it back goes on: the token or Stop().
  bool awaits_repeat_ = false;          // Who sets it back goes on: the alarm or Stop().
  std::shared_ptr<grpc::Alarm> alarm_;  // Of the pause; holds this relay until it has gone off or was cancelled.
  bool stopped_ = false;
  bool paused_ = false;  // Holds between two transfers, too.
};

}  // namespace signalbox::router

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "gateway/admission/ticket.h"
#include "gateway/call.h"
#include "gateway/inference/generation_handle.h"
#include "gateway/inference/keep_alive.h"
#include "gateway/inference/outcome.h"
#include "gateway/inference/services.h"
#include "gateway/inference/settle.h"

namespace signalbox::gateway {

/// Carries one generation from the router to the caller, and writes down how it ended.
///
/// One write is in flight: the next event is asked for when the socket took the last. The end of the answer (the whole
/// of a plain one) is held back until its entry is durable. When the caller leaves, the generation is stopped and read
/// to its tail, so that what was used is known. Nothing is generated without a ticket.
///
/// Events come one at a time, so what they touch needs no lock; what the caller's side touches is atomic. Owns itself
/// through whatever it waits for: the generation, the socket, the ledger.
class Relay final : public router::GenerateObserver,
                    public KeepAlive::Stream,
                    public std::enable_shared_from_this<Relay> {
 public:
  /// Begins. The question's request lacks only the ticket.
  static void Start(std::shared_ptr<const InferenceServices> services, std::shared_ptr<Call> call,
                    AdmissionTicket ticket, Question question);

  Relay(std::shared_ptr<const InferenceServices> services, std::shared_ptr<Call> call, AdmissionTicket ticket,
        Asked asked);

  void OnEvent(router::v1::GenerateEvent& event) override;
  void OnDone(const absl::Status& status) override;
  void OnTick(KeepAlive::Time now) override;
  void OnClosing() override;

 private:
  void Generate(router::v1::GenerateRequest request);
  void OnGone();
  bool gone() const { return call_->client_gone(); }

  void TakeHead(router::v1::Head& head);
  bool IsStreamed(std::string_view content_type) const;
  void Collect(std::string&& bytes);
  void Forward(std::string&& events);
  void Touch();
  void TakeTail(router::v1::Tail& tail);

  Outcome OutcomeOfTail() const;
  Outcome OutcomeWithoutTail() const;
  Outcome HowItEnded() const;
  void End();
  ToRemember WhatToRemember(llm::v1::Ending ending);
  void Answer(const Settled& settled);
  void EndStream(const Settled& settled);
  void EndPlain(const Settled& settled);

  const std::shared_ptr<const InferenceServices> services_;
  const std::shared_ptr<Call> call_;
  const AdmissionTicket ticket_;
  const Asked asked_;
  GenerationHandle generation_;

  std::optional<router::v1::Head> head_;
  std::optional<router::v1::Tail> tail_;
  bool streaming_ = false;  // The caller's answer is a stream and has begun.
  bool events_ = false;     // It is a stream of events, which can say how it ended.
  std::string held_;        // A plain answer; of a stream, what must not leave before the entry is durable.
  std::int64_t events_forwarded_ = 0;
  bool continues_session_ = false;
  bool answer_lost_ = false;  // It was to be kept, and there is nothing to keep.
  absl::Status failure_;      // Why the answer cannot end as its tail says, or has none.
  llm::v1::Ending failed_as_ = llm::v1::UPSTREAM_ERROR;

  std::atomic<bool> writing_{false};
  std::atomic<bool> closing_{false};
  std::atomic<KeepAlive::Time> last_activity_;
  SteadyTime generate_time_;
};

}  // namespace signalbox::gateway

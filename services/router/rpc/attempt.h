#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dialect/losses.h"
#include "common/upstream/client.h"
#include "services/router/answers/answer_reader.h"
#include "services/router/domain/attempt_plan.h"
#include "services/router/rpc/attempt_failure.h"
#include "services/router/rpc/response_facts.h"
#include "services/router/tasks/task.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// One try at one target: what was heard of it so far. Used by one thread at a time.
class Attempt {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Attempt(const Target& target, llm::v1::Dialect asked_in, dialect::Losses losses);

  /// What had to be left out of the request, besides what translation lost.
  void AddLosses(const std::vector<std::string>& paths);

  /// With 2xx the body is read as an answer to that task.
  void OnHead(const upstream::ResponseHead& head, Task& task);

  /// Appends to `out` what the caller is to see.
  void OnData(std::string_view bytes, Time now, std::string& out);

  /// The transfer is over.
  void OnDone(const upstream::Result& result, std::string& out);

  /// Whether the answer is whole.
  bool complete() const { return state_ == AnswerReader::State::kComplete; }

  /// Whether the body turned out to be no answer before it ended: nothing more of it is of use.
  bool spoiled() const { return state_ == AnswerReader::State::kError || state_ == AnswerReader::State::kBroken; }

  /// The provider's own error event, as the caller may see it in the middle of an answer; nothing when there is none.
  std::optional<std::string_view> error_event() const;

  /// Why there is no whole answer; after OnDone.
  AttemptFailure Failure() const;

  /// No request could be made for it: `status` says why.
  AttemptFailure FailureToAsk(const absl::Status& status) const;

  /// Without ending and usage.
  v1::Attempt ToProto(Time now) const;

  const Target& target() const { return target_; }
  Time started() const { return started_; }
  const std::string& upstream_request_id() const { return facts_.upstream_request_id; }
  llm::v1::Dialect asked_in() const { return asked_in_; }
  const dialect::Losses& losses() const { return losses_; }  ///< Of the request.
  AnswerReader* reader() const { return reader_.get(); }     ///< Null without a 2xx.

 private:
  void AddErrorBytes(std::string_view bytes);
  Breakage WhatBroke() const;
  void Judge(AttemptFailure& failure) const;

  const Target target_;
  const llm::v1::Dialect asked_in_;
  dialect::Losses losses_;
  const Time started_;
  std::optional<Time> first_byte_;
  ResponseFacts facts_;
  std::unique_ptr<AnswerReader> reader_;
  AnswerReader::State state_ = AnswerReader::State::kReading;
  std::string error_body_;  // Of a status other than 2xx.
  bool error_too_large_ = false;
  bool was_passed_on_ = false;  // Of the answer something reached the caller.
  upstream::Failure failure_ = upstream::Failure::kNone;
  std::string detail_;
};

}  // namespace signalbox::router

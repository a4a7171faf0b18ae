#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/upstream/client.h"
#include "services/router/domain/attempt_plan.h"
#include "services/router/providers/answer_reader.h"
#include "services/router/rpc/attempt_failure.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// One try at one target: what was heard of it so far. Used by one thread at a time.
class Attempt {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Attempt(const Target& target) : target_(target), started_(std::chrono::steady_clock::now()) {}

  /// With 2xx the body is read as an answer: as a stream if one was asked for and came.
  void OnHead(const upstream::ResponseHead& head, bool stream, AnswerOptions options);

  /// Appends to `out` what the caller is to see.
  void OnData(std::string_view bytes, Time now, std::string& out);

  /// The transfer is over.
  void OnDone(const upstream::Result& result, std::string& out);

  /// Whether the answer is whole.
  bool complete() const { return state_ == AnswerReader::State::kComplete; }

  /// Whether the body turned out to be no answer before it ended: nothing more of it is of use.
  bool spoiled() const { return state_ == AnswerReader::State::kError || state_ == AnswerReader::State::kBroken; }

  /// Why there is no whole answer; after OnDone.
  AttemptFailure Failure() const;

  /// Without ending and usage.
  v1::Attempt ToProto(Time now) const;

  const Target& target() const { return target_; }
  Time started() const { return started_; }
  const std::string& content_type() const { return content_type_; }
  const std::string& upstream_request_id() const { return upstream_request_id_; }
  AnswerReader* reader() const { return reader_.get(); }  ///< Null without a 2xx.

 private:
  void AddErrorBytes(std::string_view bytes);
  Breakage WhatBroke() const;

  const Target target_;
  const Time started_;
  std::optional<Time> first_byte_;
  int status_ = 0;
  std::string content_type_;
  std::string retry_after_;
  std::string should_retry_;
  std::string upstream_request_id_;
  bool streamed_ = false;
  std::unique_ptr<AnswerReader> reader_;
  AnswerReader::State state_ = AnswerReader::State::kReading;
  std::string error_body_;  // Of a status other than 2xx.
  bool error_too_large_ = false;
  upstream::Failure failure_ = upstream::Failure::kNone;
  std::string detail_;
};

}  // namespace signalbox::router

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/dialect/error.h"
#include "common/dialect/losses.h"
#include "services/router/answers/answer_reader.h"
#include "services/router/domain/attempt_plan.h"
#include "services/router/domain/provider_api.h"
#include "services/router/tasks/caller_request.h"

namespace signalbox::router {

/// What one target is asked.
struct Inquiry {
  Written written;
  dialect::Losses losses;  ///< Of the translation.
};

/// An answer that no provider was asked for.
struct OwnAnswer {
  std::string body;
  bool estimated = false;
};

/// One request as its kind of operation understands it: what is asked of a target, and how its answer is read. One
/// thread at a time; lives as long as the readers it made.
class Task {
 public:
  virtual ~Task() = default;

  /// Reads all of the body that it will ever need, where no target is sent the body itself; true when the request's
  /// body may then be dropped.
  virtual bool ReadWhole() { return false; }

  /// Errors: kUnimplemented when this provider cannot do such a thing; kInvalidArgument when the request cannot be
  /// read, cannot be sent to it in any form, or (reason LOSSY_TRANSLATION) not without a loss that the caller refuses.
  /// Another target may do.
  virtual absl::StatusOr<Inquiry> Ask(const Target& target) = 0;

  /// Reads the answer of a target that was asked in that dialect.
  virtual std::unique_ptr<AnswerReader> NewReader(const Target& target, llm::v1::Dialect asked_in,
                                                  std::string_view content_type) = 0;

  /// What an attempt used: the provider's figures; without them, if the answer is whole or something was generated,
  /// what is counted here; nothing when it costs nothing.
  virtual std::optional<llm::v1::Usage> UsageOf(const Target& target, AnswerReader& reader, bool complete) = 0;

  /// Tokens of the request as that model counts them; nothing when they are not worth counting.
  virtual std::optional<std::int64_t> CountInput(std::string_view) { return std::nullopt; }

  /// The events that tell the caller, in the middle of an answer, that it broke; empty where none can.
  virtual std::string EncodeBreak(const dialect::ErrorBody& error, int status) const = 0;

  /// The caller's own turns, for a transcript; nothing when there are none.
  virtual std::optional<OwnTurns> NewTurns() { return std::nullopt; }

  /// The answer that is complete now was a part of several: whether another one is to be asked for.
  virtual bool NextPart() { return false; }

  /// When no target can be asked: an answer of our own. Errors: kUnimplemented when there is none; as Ask().
  virtual absl::StatusOr<OwnAnswer> AnswerHere() { return absl::UnimplementedError("only a provider can answer"); }
};

}  // namespace signalbox::router

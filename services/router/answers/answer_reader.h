#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/dialect/error.h"
#include "common/dialect/losses.h"
#include "services/router/answers/generated.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router {

/// Reads the body of one successful response and yields what the caller is to see of it. One thread; one response.
class AnswerReader {
 public:
  enum class State {
    kReading,   ///< More is to come.
    kComplete,  ///< The answer is whole; nothing that follows belongs to it.
    kError,   ///< The provider reported an error instead: error() is set. Nothing of it was yielded: see error_event().
    kBroken,  ///< Not an answer: why() is set.
  };

  virtual ~AnswerReader() = default;

  /// Takes body bytes, split anywhere, and appends to `out`. Not called again once the state is another than kReading.
  virtual State Read(std::string_view bytes, std::string& out) = 0;

  /// The body has ended as HTTP says it should. Never kReading.
  virtual State End(std::string& out) = 0;

  /// Of what the caller sees.
  virtual std::string_view content_type() const = 0;

  /// What the provider counted.
  virtual const std::optional<llm::v1::Usage>& usage() const = 0;

  /// Whether it counted what it has said so far: false when it counted before it began to speak.
  virtual bool usage_is_final() const { return true; }

  /// What the model has generated so far, counted here: for a provider that does not say. Not cheap.
  virtual GeneratedTokens CountGenerated() = 0;

  /// The message so far; only if it was asked for. Call once.
  virtual llm::v1::Message TakeAnswer() = 0;

  /// What of the answer could not be said in the caller's dialect, so far.
  virtual const dialect::Losses& losses() const = 0;

  /// With kError in a stream that the caller understands as it comes: the provider's event, framed for the caller.
  virtual std::optional<std::string_view> error_event() const { return std::nullopt; }

  const std::optional<dialect::ErrorBody>& error() const { return error_; }
  std::string_view why() const { return why_; }

 protected:
  State Fail(dialect::ErrorBody error) {
    error_ = std::move(error);
    return State::kError;
  }
  State Break(std::string_view why) {
    why_ = why;
    return State::kBroken;
  }

 private:
  std::optional<dialect::ErrorBody> error_;
  std::string_view why_;  // A literal.
};

}  // namespace signalbox::router

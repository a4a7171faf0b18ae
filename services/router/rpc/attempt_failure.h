#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/dialect/openai_chat/error.h"
#include "services/router/domain/outcome.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router {

/// Why an attempt gave no whole answer; kept until it is known whether another one will.
struct AttemptFailure {
  Outcome outcome;
  Breakage breakage = Breakage::kNone;
  int status = 0;          ///< HTTP status; 0 when none arrived.
  std::string deployment;  ///< Its label.
  std::string upstream_request_id;
  std::string content_type;
  std::string retry_after;
  std::string should_retry;
  std::string body;                                      ///< Of a status other than 2xx; empty when it was too large.
  std::optional<dialect::ErrorBody> error;  ///< What the provider said, if it said it as OpenAI does.
  std::string detail;                                    ///< For the log only.
};

/// An HTTP answer instead of the one that could not be had.
struct Reply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

llm::v1::Ending EndingOf(const AttemptFailure& failure);

/// How much was heard of the provider: of several failures the caller is told of the one with the most.
/// 0: nothing, it was not reached. 1: reached, but it broke off. 2: it answered.
int WeightOf(const AttemptFailure& failure);

/// What a caller sees who has seen nothing yet. Not for a failure of weight 0.
///
/// A provider's error keeps status, body, Retry-After and x-should-retry. But our own standing with a provider is not
/// the caller's business: a refused key or an unpaid bill (401, 402, 403) becomes 502 and tells no details.
Reply ReplyTo(const AttemptFailure& failure);

/// What a caller sees in the middle of a stream.
dialect::ErrorBody ErrorInStream(const AttemptFailure& failure);

/// A sentence for log lines; without the provider's words.
std::string Describe(const AttemptFailure& failure);

}  // namespace signalbox::router

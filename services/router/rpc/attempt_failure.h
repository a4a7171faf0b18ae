#pragma once

#include <optional>
#include <string>

#include "common/dialect/error.h"
#include "services/router/domain/outcome.h"
#include "services/router/rpc/response_facts.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router {

/// Why an attempt gave no whole answer; kept until it is known whether another one will.
struct AttemptFailure {
  Outcome outcome;
  Breakage breakage = Breakage::kNone;
  ResponseFacts facts;
  llm::v1::Dialect asked_in = llm::v1::DIALECT_UNSPECIFIED;
  std::string deployment;                   ///< Its label.
  std::string body;                         ///< Of a status other than 2xx; empty when it was too large.
  std::optional<dialect::ErrorBody> error;  ///< What the provider said, if it said it in its dialect.
  std::string detail;                       ///< For the log only.
};

llm::v1::Ending EndingOf(const AttemptFailure& failure);

/// How much was heard of the provider: of several failures the caller is told of the one with the most.
/// 0: nothing, it was not reached. 1: reached, but it broke off. 2: it refused us. 3: it answered the caller.
int WeightOf(const AttemptFailure& failure);

/// Whether the provider answered with a status that is no success.
bool IsRefusal(const AttemptFailure& failure);

/// An error as a caller of any dialect may be told it. Its status is 4xx or 5xx.
struct ToldError {
  int status = 502;
  dialect::ErrorBody error;
  bool in_its_own_words = false;  ///< It is what the provider said, and its body may be passed on.
  bool should_not_retry = false;  ///< A repetition cannot help.
};

/// What the caller is told. Not for a failure of weight 0.
///
/// A provider's error keeps its status and words. But our own standing with a provider is not the caller's business: a
/// refused key, an account that is used up or a model it does not know becomes 502 and tells no details. Messages are
/// bounded.
ToldError Tell(const AttemptFailure& failure);

/// A sentence for log lines; without the provider's words.
std::string Describe(const AttemptFailure& failure);

}  // namespace signalbox::router

#pragma once

#include <string_view>

namespace signalbox::router {

/// What broke below HTTP, if anything did.
enum class Breakage {
  kNone,
  kUnreachable,       ///< Refused, unknown, forbidden, no TLS, or not connected in time: the request was never sent.
  kFirstByteTimeout,  ///< Sent, but no answer began in time.
  kIdleTimeout,       ///< The answer began and stalled.
  kTotalTimeout,      ///< The time for the whole request is over.
  kCut,               ///< The connection broke.
};

/// What is known about an attempt that is over.
struct AttemptFacts {
  Breakage breakage = Breakage::kNone;
  int status = 0;               ///< HTTP status; 0 when none arrived.
  bool body_began = false;      ///< At least one body byte arrived.
  bool error_in_body = false;   ///< A 2xx whose body is an error, or not an answer at all.
  std::string_view error_code;  ///< The provider's structured code, in any provider's words; empty when there is none.
  std::string_view error_type;
  std::string_view error_param;  ///< The field of the request that the provider names; empty when it names none.
};

/// What an attempt's end means for the next one.
enum class OutcomeClass {
  kOk,
  kCallerFault,
  kContextTooLong,
  kAuthFault,
  kRateLimited,
  kQuotaExhausted,
  kMisconfigured,  ///< The provider does not know the model or the address that the operator wrote down.
  kServerFault,
  kTransport,
  kCut,
  kOutOfTime,
};

/// What an attempt's failure rules out for this request.
enum class Blame { kNobody, kAccount, kDeployment };

struct Outcome {
  OutcomeClass outcome_class = OutcomeClass::kOk;
  bool try_next = false;  ///< Another target may answer, as long as the caller has seen nothing.
  Blame blame = Blame::kNobody;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// Whether that class is between the operator and the provider, and no business of the caller.
bool IsOperators(OutcomeClass outcome_class);

/// Judges an attempt by status and structured code, never by text.
Outcome Classify(const AttemptFacts& facts);

/// Judges an attempt for which no request could be made: the account has no token, or is configured so that no call is
/// possible. `unreachable`: who gives the tokens could not be asked.
Outcome ClassifyRefusalToAsk(bool unreachable);

/// Lower-case words, a closed set: for logs and metric labels.
std::string_view NameOf(OutcomeClass outcome_class);

}  // namespace signalbox::router

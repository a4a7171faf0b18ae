#include "services/router/domain/outcome.h"

#include <algorithm>
#include <array>
#include <optional>

namespace signalbox::router {
namespace {

constexpr Outcome kOk{OutcomeClass::kOk, false, Blame::kNobody};
constexpr Outcome kCallerFault{OutcomeClass::kCallerFault, false, Blame::kNobody};
constexpr Outcome kContextTooLong{OutcomeClass::kContextTooLong, false, Blame::kNobody};
constexpr Outcome kAuthFault{OutcomeClass::kAuthFault, true, Blame::kAccount};
constexpr Outcome kRateLimited{OutcomeClass::kRateLimited, true, Blame::kAccount};
constexpr Outcome kQuotaExhausted{OutcomeClass::kQuotaExhausted, true, Blame::kAccount};
constexpr Outcome kServerFault{OutcomeClass::kServerFault, true, Blame::kDeployment};
constexpr Outcome kTransport{OutcomeClass::kTransport, true, Blame::kDeployment};
constexpr Outcome kCut{OutcomeClass::kCut, false, Blame::kDeployment};
constexpr Outcome kOutOfTime{OutcomeClass::kOutOfTime, false, Blame::kDeployment};

template <std::size_t kSize>
bool IsOneOf(std::string_view text, const std::array<std::string_view, kSize>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool IsContextTooLong(const AttemptFacts& facts) {
  static constexpr std::array<std::string_view, 2> kCodes{"context_length_exceeded", "string_above_max_length"};
  return IsOneOf(facts.error_code, kCodes);
}

bool IsContentPolicy(const AttemptFacts& facts) {
  static constexpr std::array<std::string_view, 2> kCodes{"content_policy_violation", "content_filter"};
  return IsOneOf(facts.error_code, kCodes);
}

bool IsQuota(const AttemptFacts& facts) {
  static constexpr std::array<std::string_view, 3> kCodes{"insufficient_quota", "billing_hard_limit_reached",
                                                          "billing_not_active"};
  return IsOneOf(facts.error_code, kCodes) || IsOneOf(facts.error_type, kCodes);
}

Outcome ClassifyBreakage(const AttemptFacts& facts) {
  if (facts.breakage == Breakage::kTotalTimeout) return kOutOfTime;
  return facts.body_began ? kCut : kTransport;
}

/// What the structured code alone decides, whatever the status; nullopt when it decides nothing.
std::optional<Outcome> ClassifyCode(const AttemptFacts& facts) {
  if (IsContentPolicy(facts)) return kCallerFault;
  if (IsContextTooLong(facts)) return kContextTooLong;
  return std::nullopt;
}

Outcome ClassifyStatus(const AttemptFacts& facts) {
  if (const std::optional<Outcome> outcome = ClassifyCode(facts)) return *outcome;
  switch (facts.status) {
    case 401:
    case 403:
      return kAuthFault;
    case 402:
      return kQuotaExhausted;
    case 408:
      return kServerFault;
    case 429:
      return IsQuota(facts) ? kQuotaExhausted : kRateLimited;
    default:
      return facts.status >= 400 && facts.status < 500 ? kCallerFault : kServerFault;
  }
}

Outcome ClassifyErrorInBody(const AttemptFacts& facts) {
  if (const std::optional<Outcome> outcome = ClassifyCode(facts)) return *outcome;
  if (facts.error_code == "invalid_api_key") return kAuthFault;
  if (IsQuota(facts)) return kQuotaExhausted;
  if (facts.error_code == "rate_limit_exceeded") return kRateLimited;
  return kServerFault;
}

}  // namespace

Outcome Classify(const AttemptFacts& facts) {
  const bool success = facts.status >= 200 && facts.status < 300;
  // The status of a refusal stands even if its body then broke off.
  if (facts.status != 0 && !success) return ClassifyStatus(facts);
  if (facts.breakage != Breakage::kNone) return ClassifyBreakage(facts);
  if (!success) return kServerFault;
  return facts.error_in_body ? ClassifyErrorInBody(facts) : kOk;
}

std::string_view NameOf(OutcomeClass outcome_class) {
  switch (outcome_class) {
    case OutcomeClass::kOk:
      return "ok";
    case OutcomeClass::kCallerFault:
      return "caller_fault";
    case OutcomeClass::kContextTooLong:
      return "context_too_long";
    case OutcomeClass::kAuthFault:
      return "auth_fault";
    case OutcomeClass::kRateLimited:
      return "rate_limited";
    case OutcomeClass::kQuotaExhausted:
      return "quota_exhausted";
    case OutcomeClass::kServerFault:
      return "server_fault";
    case OutcomeClass::kTransport:
      return "transport";
    case OutcomeClass::kCut:
      return "cut";
    case OutcomeClass::kOutOfTime:
      return "out_of_time";
  }
  return "other";
}

}  // namespace signalbox::router

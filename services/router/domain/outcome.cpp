#include "services/router/domain/outcome.h"

#include <algorithm>
#include <iterator>

namespace signalbox::router {
namespace {

constexpr Outcome kOk{OutcomeClass::kOk, false, Blame::kNobody};
constexpr Outcome kCallerFault{OutcomeClass::kCallerFault, false, Blame::kNobody};
constexpr Outcome kContextTooLong{OutcomeClass::kContextTooLong, false, Blame::kNobody};
constexpr Outcome kAuthFault{OutcomeClass::kAuthFault, true, Blame::kAccount};
constexpr Outcome kRateLimited{OutcomeClass::kRateLimited, true, Blame::kAccount};
constexpr Outcome kQuotaExhausted{OutcomeClass::kQuotaExhausted, true, Blame::kAccount};
constexpr Outcome kMisconfigured{OutcomeClass::kMisconfigured, true, Blame::kDeployment};
constexpr Outcome kServerFault{OutcomeClass::kServerFault, true, Blame::kDeployment};
constexpr Outcome kTransport{OutcomeClass::kTransport, true, Blame::kDeployment};
constexpr Outcome kCut{OutcomeClass::kCut, false, Blame::kDeployment};
constexpr Outcome kOutOfTime{OutcomeClass::kOutOfTime, false, Blame::kDeployment};

/// What a provider's structured code or type means, whoever's word it is.
struct Word {
  std::string_view word;
  Outcome outcome;
  bool beats_status;  ///< It says more than the HTTP status beside it.
};

constexpr Word kWords[] = {
    // OpenAI's codes, and those of who speaks as it does.
    {"content_policy_violation", kCallerFault, true},
    {"content_filter", kCallerFault, true},
    {"moderation_blocked", kCallerFault, true},
    {"invalid_prompt", kCallerFault, false},
    {"context_length_exceeded", kContextTooLong, true},
    {"string_above_max_length", kContextTooLong, true},
    {"exceed_context_size_error", kContextTooLong, true},
    {"insufficient_quota", kQuotaExhausted, true},
    {"exceeded_current_quota_error", kQuotaExhausted, true},
    {"billing_hard_limit_reached", kQuotaExhausted, true},
    {"billing_not_active", kQuotaExhausted, true},
    {"Arrearage", kQuotaExhausted, true},
    {"invalid_api_key", kAuthFault, true},
    {"model_not_found", kMisconfigured, true},
    {"model_decommissioned", kMisconfigured, true},
    {"invalid_model", kMisconfigured, true},
    {"DeploymentNotFound", kMisconfigured, true},
    {"unknown_url", kMisconfigured, true},
    {"rate_limit_exceeded", kRateLimited, false},
    {"server_error", kServerFault, false},
    // Anthropic's types, which are the words of ErrorBody too.
    {"billing_error", kQuotaExhausted, true},
    {"authentication_error", kAuthFault, false},
    {"permission_error", kAuthFault, false},
    {"rate_limit_error", kRateLimited, false},
    {"overloaded_error", kServerFault, false},
    {"timeout_error", kServerFault, false},
    {"api_error", kServerFault, false},
    {"invalid_request_error", kCallerFault, false},
    {"not_found_error", kMisconfigured, false},
    {"request_too_large", kCallerFault, false},
    // Google's status and reasons. A precondition is the account's: no billing, or not from this country.
    {"API_KEY_INVALID", kAuthFault, true},
    {"BILLING_DISABLED", kQuotaExhausted, true},
    {"RESOURCE_QUOTA_EXCEEDED", kQuotaExhausted, true},
    {"FAILED_PRECONDITION", kQuotaExhausted, true},
    {"UNAUTHENTICATED", kAuthFault, false},
    {"PERMISSION_DENIED", kAuthFault, false},
    {"RESOURCE_EXHAUSTED", kRateLimited, false},
    {"RATE_LIMIT_EXCEEDED", kRateLimited, false},
    {"INVALID_ARGUMENT", kCallerFault, false},
    {"NOT_FOUND", kMisconfigured, false},
    {"OUT_OF_RANGE", kCallerFault, false},
    // AWS's exceptions; in a stream they begin with a small letter.
    {"ThrottlingException", kRateLimited, true},
    {"TooManyRequestsException", kRateLimited, true},
    {"ServiceQuotaExceededException", kQuotaExhausted, true},
    {"AccessDeniedException", kAuthFault, true},
    {"UnrecognizedClientException", kAuthFault, true},
    {"ExpiredTokenException", kAuthFault, true},
    {"InvalidSignatureException", kAuthFault, true},
    {"IncompleteSignatureException", kAuthFault, true},
    {"ModelNotReadyException", kServerFault, true},
    {"ModelTimeoutException", kServerFault, true},
    {"ModelErrorException", kServerFault, true},
    {"ValidationException", kCallerFault, false},
    {"ResourceNotFoundException", kMisconfigured, true},
};

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool SameWord(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return Lower(x) == Lower(y); });
}

const Word* FindWord(std::string_view text) {
  const auto found =
      std::find_if(std::begin(kWords), std::end(kWords), [&](const Word& w) { return SameWord(w.word, text); });
  return found == std::end(kWords) ? nullptr : found;
}

/// The code says more than the type.
const Word* WordOf(const AttemptFacts& facts) {
  const Word* const code = FindWord(facts.error_code);
  const Word* const type = FindWord(facts.error_type);
  if (code && type && !code->beats_status && type->beats_status) return type;
  return code ? code : type;
}

Outcome ClassifyBreakage(const AttemptFacts& facts) {
  if (facts.breakage == Breakage::kTotalTimeout) return kOutOfTime;
  return facts.body_began ? kCut : kTransport;
}

/// Something is not there. It is the caller's when the provider blames the request; what the operator configured (a
/// model, a deployment, the address itself) is far more often what is missing.
Outcome ClassifyMissing(const AttemptFacts& facts) {
  const bool names_another_field = !facts.error_param.empty() && facts.error_param != "model";
  return names_another_field || facts.error_type == "invalid_request_error" ? kCallerFault : kMisconfigured;
}

Outcome ClassifyStatus(const AttemptFacts& facts) {
  if (const Word* const word = WordOf(facts); word && word->beats_status) return word->outcome;
  switch (facts.status) {
    case 401:
    case 403:
      return kAuthFault;
    case 402:
      return kQuotaExhausted;
    case 404:
      return ClassifyMissing(facts);
    case 405:
    case 410:
      return kMisconfigured;
    case 408:
      return kServerFault;
    case 429:
      return kRateLimited;
    default:
      return facts.status >= 400 && facts.status < 500 ? kCallerFault : kServerFault;
  }
}

Outcome ClassifyErrorInBody(const AttemptFacts& facts) {
  const Word* const word = WordOf(facts);
  return word ? word->outcome : kServerFault;
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

Outcome ClassifyRefusalToAsk(bool unreachable) {
  return unreachable ? kTransport : kAuthFault;
}

bool IsOperators(OutcomeClass outcome_class) {
  return outcome_class == OutcomeClass::kAuthFault || outcome_class == OutcomeClass::kQuotaExhausted ||
         outcome_class == OutcomeClass::kMisconfigured;
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
    case OutcomeClass::kMisconfigured:
      return "misconfigured";
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

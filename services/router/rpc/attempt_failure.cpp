#include "services/router/rpc/attempt_failure.h"

#include <string_view>
#include <utility>

namespace signalbox::router {
namespace {

using dialect::ErrorBody;

constexpr std::size_t kMaxMessageBytes = 4096;

bool IsTimeout(Breakage breakage) {
  return breakage == Breakage::kFirstByteTimeout || breakage == Breakage::kIdleTimeout ||
         breakage == Breakage::kTotalTimeout;
}

struct OwnFault {
  std::string_view code;  ///< What the operator can look for.
  std::string_view message;
};

OwnFault OwnFaultOf(OutcomeClass outcome_class) {
  if (outcome_class == OutcomeClass::kQuotaExhausted) {
    return {"upstream_quota_exhausted", "The gateway's account with the provider is used up."};
  }
  if (outcome_class == OutcomeClass::kMisconfigured) {
    return {"upstream_model_not_found", "The provider does not know what the gateway asked it for."};
  }
  return {"upstream_auth_error", "The gateway could not use its account with the provider."};
}

bool IsClientOrServerError(int status) {
  return status >= 400 && status <= 599;
}

std::string_view TypeFor(int status) {
  if (status == 429) return "rate_limit_error";
  if (status == 503 || status == 529) return "overloaded_error";
  return status < 500 ? "invalid_request_error" : "upstream_error";
}

ErrorBody Own(std::string message, std::string_view type, std::string code) {
  return {std::move(message), std::string(type), std::move(code), std::nullopt};
}

ErrorBody BreakageError(Breakage breakage) {
  if (breakage == Breakage::kUnreachable) {
    return Own("The provider could not be reached.", "upstream_error", "upstream_unreachable");
  }
  if (IsTimeout(breakage)) return Own("The provider did not answer in time.", "timeout_error", "upstream_timeout");
  return Own("The connection to the provider broke.", "upstream_error", "upstream_cut");
}

/// The status that an error without one, in a body with 2xx, would have had.
int StatusFor(const AttemptFailure& failure) {
  switch (failure.outcome.outcome_class) {
    case OutcomeClass::kCallerFault:
    case OutcomeClass::kContextTooLong:
      return 400;
    case OutcomeClass::kRateLimited:
      return 429;
    default:
      return failure.error && failure.error->type == "overloaded_error" ? 503 : 502;
  }
}

/// At most kMaxMessageBytes, cut between characters.
ErrorBody Bounded(ErrorBody error) {
  if (error.message.size() <= kMaxMessageBytes) return error;
  std::size_t end = kMaxMessageBytes;
  while (end > 0 && (static_cast<unsigned char>(error.message[end]) & 0xc0) == 0x80) --end;
  error.message.resize(end);
  return error;
}

/// A provider that names no type has said it with its status.
ErrorBody WordsOf(const AttemptFailure& failure, int status) {
  ErrorBody error = *failure.error;
  if (!error.code && !failure.facts.error_type.empty()) error.code = failure.facts.error_type;
  if (error.type.empty() || (error.type == "api_error" && status < 500)) error.type = TypeFor(status);
  return Bounded(std::move(error));
}

/// A page of HTML is no answer to an API call, so its status is all that is told of it.
ToldError TellRefusal(const AttemptFailure& failure) {
  const int status = IsClientOrServerError(failure.facts.status) ? failure.facts.status : 502;
  if (failure.error) return {status, WordsOf(failure, status), true, false};
  std::string message = "The provider answered with status ";
  message += std::to_string(failure.facts.status);
  message += '.';
  return {status, Own(std::move(message), TypeFor(status), "upstream_error"), false, false};
}

}  // namespace

bool IsRefusal(const AttemptFailure& failure) {
  return failure.facts.status != 0 && !failure.facts.success();
}

llm::v1::Ending EndingOf(const AttemptFailure& failure) {
  if (IsRefusal(failure)) return llm::v1::UPSTREAM_ERROR;
  if (IsTimeout(failure.breakage)) return llm::v1::TIMEOUT;
  return failure.breakage == Breakage::kCut ? llm::v1::UPSTREAM_CUT : llm::v1::UPSTREAM_ERROR;
}

int WeightOf(const AttemptFailure& failure) {
  if (IsOperators(failure.outcome.outcome_class)) return 2;
  if (IsRefusal(failure) || failure.breakage == Breakage::kNone) return 3;
  return failure.breakage == Breakage::kUnreachable ? 0 : 1;
}

ToldError Tell(const AttemptFailure& failure) {
  if (IsOperators(failure.outcome.outcome_class)) {
    const OwnFault fault = OwnFaultOf(failure.outcome.outcome_class);
    // Until the operator has mended it.
    return {502, Own(std::string(fault.message), "upstream_error", std::string(fault.code)), false, true};
  }
  if (IsRefusal(failure)) return TellRefusal(failure);
  if (failure.breakage != Breakage::kNone) {
    return {IsTimeout(failure.breakage) ? 504 : 502, BreakageError(failure.breakage), false, false};
  }
  if (failure.error) {
    const int status = StatusFor(failure);
    return {status, WordsOf(failure, status), false, false};
  }
  return {502, Own("The provider's answer cannot be read.", "upstream_error", "upstream_invalid_answer"), false, false};
}

std::string Describe(const AttemptFailure& failure) {
  std::string text(NameOf(failure.outcome.outcome_class));
  if (failure.facts.status != 0) {
    text += ", status ";
    text += std::to_string(failure.facts.status);
  }
  if (!failure.detail.empty()) {
    text += ": ";
    text += failure.detail;
  }
  return text;
}

}  // namespace signalbox::router

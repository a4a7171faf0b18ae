#include "services/router/rpc/attempt_failure.h"

#include <string_view>

namespace signalbox::router {
namespace {

using dialect::ErrorBody;

bool IsTimeout(Breakage breakage) {
  return breakage == Breakage::kFirstByteTimeout || breakage == Breakage::kIdleTimeout ||
         breakage == Breakage::kTotalTimeout;
}

/// Faults between the gateway's operator and the provider, with a code the operator can look for.
std::optional<std::string> OurFaultCode(const AttemptFailure& failure) {
  if (failure.outcome.outcome_class == OutcomeClass::kAuthFault) return "upstream_auth_error";
  if (failure.status == 402) return "upstream_quota_exhausted";
  return std::nullopt;
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

Reply JsonReply(int status, const ErrorBody& error) {
  return {status, {{"content-type", "application/json"}}, dialect::openai_chat::EncodeError(error)};
}

Reply OurFaultReply(const std::string& code) {
  Reply reply = JsonReply(502, Own("The gateway could not use its account with the provider.", "upstream_error", code));
  reply.headers.emplace_back("x-should-retry", "false");  // Until the operator has mended it.
  return reply;
}

/// The provider's own words if they are an error in JSON; a page of HTML is no answer to an API call.
Reply RefusalReply(const AttemptFailure& failure) {
  const int status = IsClientOrServerError(failure.status) ? failure.status : 502;
  Reply reply;
  if (failure.error) {
    reply = {status, {{"content-type", failure.content_type}}, failure.body};
  } else {
    reply = JsonReply(status, Own("The provider answered with status " + std::to_string(failure.status) + ".",
                                  TypeFor(status), "upstream_error"));
  }
  if (!failure.retry_after.empty()) reply.headers.emplace_back("retry-after", failure.retry_after);
  if (!failure.should_retry.empty()) reply.headers.emplace_back("x-should-retry", failure.should_retry);
  return reply;
}

bool IsRefusal(const AttemptFailure& failure) {
  return failure.status != 0 && (failure.status < 200 || failure.status > 299);
}

}  // namespace

llm::v1::Ending EndingOf(const AttemptFailure& failure) {
  if (IsRefusal(failure)) return llm::v1::UPSTREAM_ERROR;
  if (IsTimeout(failure.breakage)) return llm::v1::TIMEOUT;
  return failure.breakage == Breakage::kCut ? llm::v1::UPSTREAM_CUT : llm::v1::UPSTREAM_ERROR;
}

int WeightOf(const AttemptFailure& failure) {
  if (IsRefusal(failure) || failure.breakage == Breakage::kNone) return 2;
  return failure.breakage == Breakage::kUnreachable ? 0 : 1;
}

Reply ReplyTo(const AttemptFailure& failure) {
  if (const std::optional<std::string> code = OurFaultCode(failure)) return OurFaultReply(*code);
  if (IsRefusal(failure)) return RefusalReply(failure);
  if (failure.breakage != Breakage::kNone) {
    return JsonReply(IsTimeout(failure.breakage) ? 504 : 502, BreakageError(failure.breakage));
  }
  return JsonReply(502, ErrorInStream(failure));
}

ErrorBody ErrorInStream(const AttemptFailure& failure) {
  if (const std::optional<std::string> code = OurFaultCode(failure)) {
    return Own("The gateway could not use its account with the provider.", "upstream_error", *code);
  }
  if (failure.breakage != Breakage::kNone) return BreakageError(failure.breakage);
  if (failure.error) return *failure.error;
  return Own("The provider's answer is no chat completion.", "upstream_error", "upstream_invalid_answer");
}

std::string Describe(const AttemptFailure& failure) {
  std::string text(NameOf(failure.outcome.outcome_class));
  if (failure.status != 0) text += ", status " + std::to_string(failure.status);
  if (!failure.detail.empty()) text += ": " + failure.detail;
  return text;
}

}  // namespace signalbox::router

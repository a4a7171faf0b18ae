#include "services/router/domain/outcome.h"

#include <ostream>

#include <gtest/gtest.h>

namespace signalbox::router {

void PrintTo(const Outcome& outcome, std::ostream* out) {
  *out << NameOf(outcome.outcome_class) << (outcome.try_next ? ", next" : ", no next") << ", blame "
       << static_cast<int>(outcome.blame);
}

namespace {

constexpr bool kNext = true;
constexpr bool kNoNext = false;

struct Row {
  const char* name;
  AttemptFacts facts;
  Outcome expected;
};

AttemptFacts Status(int status, std::string_view code = {}, std::string_view type = {}, std::string_view param = {}) {
  return {Breakage::kNone, status, true, false, code, type, param};
}

AttemptFacts Broken(Breakage breakage, int status = 0, bool body_began = false) {
  return {breakage, status, body_began, false, {}, {}, {}};
}

AttemptFacts ErrorInBody(std::string_view code = {}) {
  return {Breakage::kNone, 200, true, true, code, {}, {}};
}

constexpr Outcome kMissing{OutcomeClass::kMisconfigured, kNext, Blame::kDeployment};
constexpr Outcome kUsedUp{OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount};

const Row kTable[] = {
    {"ok", Status(200), {OutcomeClass::kOk, kNoNext, Blame::kNobody}},
    {"created", Status(201), {OutcomeClass::kOk, kNoNext, Blame::kNobody}},

    {"bad_request", Status(400), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"not_there", Status(404), kMissing},
    {"no_such_method", Status(405), kMissing},
    {"gone", Status(410), kMissing},
    {"unknown_model", Status(404, "model_not_found", "invalid_request_error"), kMissing},
    {"model_of_another_project", Status(403, "model_not_found", "invalid_request_error"), kMissing},
    {"unknown_model_by_field", Status(404, {}, "NotFoundError", "model"), kMissing},
    {"unknown_url", Status(404, "unknown_url", "invalid_request_error"), kMissing},
    {"unknown_file",
     Status(404, {}, "not_found_error", "messages[0].file_id"),
     {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"unknown_conversation",
     Status(404, {}, "invalid_request_error"),
     {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"groq_old_model", Status(400, "model_decommissioned", "invalid_request_error"), kMissing},
    {"mistral_unknown_model", Status(400, "1500", "invalid_model"), kMissing},
    {"azure_unknown_deployment", Status(404, "DeploymentNotFound", "api_error"), kMissing},
    {"azure_unknown_resource", Status(404, "404", "api_error"), kMissing},
    {"anthropic_unknown_model", Status(404, {}, "not_found_error"), kMissing},
    {"google_unknown_model", Status(404, "NOT_FOUND", "not_found_error"), kMissing},
    {"aws_unknown_model", Status(404, "ResourceNotFoundException"), kMissing},
    {"unknown_model_in_200", ErrorInBody("model_not_found"), kMissing},
    {"too_large", Status(413), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"unprocessable", Status(422), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"conflict", Status(409), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"content_policy", Status(403, "content_policy_violation"), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"content_filter", Status(400, "content_filter"), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"context", Status(400, "context_length_exceeded"), {OutcomeClass::kContextTooLong, kNoNext, Blame::kNobody}},

    {"unauthorized", Status(401), {OutcomeClass::kAuthFault, kNext, Blame::kAccount}},
    {"forbidden", Status(403), {OutcomeClass::kAuthFault, kNext, Blame::kAccount}},
    {"rate_limited", Status(429, "rate_limit_exceeded"), {OutcomeClass::kRateLimited, kNext, Blame::kAccount}},
    {"quota_code", Status(429, "insufficient_quota"), {OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount}},
    {"quota_type", Status(429, {}, "insufficient_quota"), {OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount}},
    {"openai_hard_limit", Status(400, "billing_hard_limit_reached", "invalid_request_error"), kUsedUp},
    {"openai_no_billing", Status(429, "billing_not_active", "billing_not_active"), kUsedUp},
    {"moonshot_used_up", Status(429, {}, "exceeded_current_quota_error"), kUsedUp},
    {"dashscope_arrears", Status(400, "Arrearage", "Arrearage"), kUsedUp},
    {"google_billing_disabled", Status(403, "BILLING_DISABLED", "permission_error"), kUsedUp},
    {"aws_quota", Status(400, "ServiceQuotaExceededException"), kUsedUp},
    {"llama_context",
     Status(400, "400", "exceed_context_size_error"),
     {OutcomeClass::kContextTooLong, kNoNext, Blame::kNobody}},
    {"image_moderation", Status(400, "moderation_blocked"), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"prompt_refused_in_stream", ErrorInBody("invalid_prompt"), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"payment", Status(402), {OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount}},

    {"timeout_answer", Status(408), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"internal", Status(500), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"bad_gateway", Status(502), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"unavailable", Status(503), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"gateway_timeout", Status(504), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"overloaded", Status(529), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"redirect", Status(302), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"error_in_200", ErrorInBody(), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"key_error_in_200", ErrorInBody("invalid_api_key"), {OutcomeClass::kAuthFault, kNext, Blame::kAccount}},
    {"quota_error_in_200", ErrorInBody("insufficient_quota"), {OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount}},
    {"limit_error_in_200", ErrorInBody("rate_limit_exceeded"), {OutcomeClass::kRateLimited, kNext, Blame::kAccount}},
    {"policy_error_in_200", ErrorInBody("content_filter"), {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},

    {"anthropic_bill", Status(400, {}, "billing_error"), {OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount}},
    {"anthropic_overload",
     Status(529, {}, "overloaded_error"),
     {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"anthropic_invalid",
     Status(400, {}, "invalid_request_error"),
     {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"anthropic_overload_in_stream",
     ErrorInBody("overloaded_error"),
     {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"google_limit", Status(429, "RESOURCE_EXHAUSTED"), {OutcomeClass::kRateLimited, kNext, Blame::kAccount}},
    {"google_limit_in_stream", ErrorInBody("RESOURCE_EXHAUSTED"), {OutcomeClass::kRateLimited, kNext, Blame::kAccount}},
    {"google_key", Status(400, "API_KEY_INVALID"), {OutcomeClass::kAuthFault, kNext, Blame::kAccount}},
    {"google_no_billing", Status(400, "FAILED_PRECONDITION"), {OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount}},
    {"aws_throttling", Status(400, "ThrottlingException"), {OutcomeClass::kRateLimited, kNext, Blame::kAccount}},
    {"aws_throttling_in_stream",
     ErrorInBody("throttlingException"),
     {OutcomeClass::kRateLimited, kNext, Blame::kAccount}},
    {"aws_model_not_ready",
     Status(429, "ModelNotReadyException"),
     {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
    {"aws_denied", Status(400, "AccessDeniedException"), {OutcomeClass::kAuthFault, kNext, Blame::kAccount}},
    {"aws_invalid_in_stream",
     ErrorInBody("validationException"),
     {OutcomeClass::kCallerFault, kNoNext, Blame::kNobody}},
    {"type_that_beats_its_code",
     Status(429, "rate_limit_exceeded", "insufficient_quota"),
     {OutcomeClass::kQuotaExhausted, kNext, Blame::kAccount}},

    {"unreachable", Broken(Breakage::kUnreachable), {OutcomeClass::kTransport, kNext, Blame::kDeployment}},
    {"first_byte", Broken(Breakage::kFirstByteTimeout), {OutcomeClass::kTransport, kNext, Blame::kDeployment}},
    {"stall_after_head",
     Broken(Breakage::kFirstByteTimeout, 200),
     {OutcomeClass::kTransport, kNext, Blame::kDeployment}},
    {"reset_before_head", Broken(Breakage::kCut), {OutcomeClass::kTransport, kNext, Blame::kDeployment}},
    {"reset_after_head", Broken(Breakage::kCut, 200), {OutcomeClass::kTransport, kNext, Blame::kDeployment}},
    {"reset_in_body", Broken(Breakage::kCut, 200, true), {OutcomeClass::kCut, kNoNext, Blame::kDeployment}},
    {"stall_in_body", Broken(Breakage::kIdleTimeout, 200, true), {OutcomeClass::kCut, kNoNext, Blame::kDeployment}},
    {"out_of_time", Broken(Breakage::kTotalTimeout), {OutcomeClass::kOutOfTime, kNoNext, Blame::kDeployment}},
    {"refusal_cut_in_body", Broken(Breakage::kCut, 503, true), {OutcomeClass::kServerFault, kNext, Blame::kDeployment}},
};

class OutcomeTable : public ::testing::TestWithParam<Row> {};

TEST_P(OutcomeTable, Holds) {
  EXPECT_EQ(Classify(GetParam().facts), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Rows, OutcomeTable, ::testing::ValuesIn(kTable),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace signalbox::router

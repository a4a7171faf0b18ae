#include "services/router/rpc/reply.h"

#include <chrono>

#include "common/json/document.h"

namespace signalbox::router {
namespace {

/// 529 is Anthropic's alone.
int StatusIn(llm::v1::Dialect dialect, int status) {
  return status == 529 && dialect != llm::v1::ANTHROPIC_MESSAGES ? 503 : status;
}

bool HasText(json::Value object, std::string_view name) {
  const auto member = object.Find(name);
  return member && member->IsString();
}

/// Whether a body is an error as the dialect's SDKs expect it. A cloud's gateway in front of a model has words of its
/// own: Azure's have no type, Vertex answers for Claude as Google does.
bool IsWhole(llm::v1::Dialect dialect, std::string_view body) {
  json::Document document;
  if (!document.Read(body).ok() || !document.root().IsObject()) return false;
  const auto error = document.root().Find("error");
  if (!error || !error->IsObject() || !HasText(*error, "message")) return false;
  if (dialect == llm::v1::GEMINI) return HasText(*error, "status");
  return HasText(*error, "type") && (dialect != llm::v1::ANTHROPIC_MESSAGES || HasText(document.root(), "type"));
}

/// The provider's header; without one, what its body says, as Google's does. Empty when neither does.
std::string RetryAfter(const AttemptFailure& failure) {
  if (!failure.facts.retry_after.empty() || !failure.error || !failure.error->retry_after) {
    return failure.facts.retry_after;
  }
  return std::to_string(std::chrono::ceil<std::chrono::seconds>(*failure.error->retry_after).count());
}

}  // namespace

Reply ReplyTo(const AttemptFailure& failure, const dialect::Codec& caller, std::string_view request_id) {
  const ToldError told = Tell(failure);
  Reply reply;
  if (told.in_its_own_words && failure.asked_in == caller.dialect() && IsWhole(failure.asked_in, failure.body)) {
    reply = {told.status, {{"content-type", failure.facts.content_type}}, failure.body};
  } else {
    reply.status = told.in_its_own_words ? StatusIn(caller.dialect(), told.status) : told.status;
    reply.headers.emplace_back("content-type", "application/json");
    reply.body = caller.EncodeError(told.error, reply.status, request_id);
  }
  if (told.should_not_retry) reply.headers.emplace_back("x-should-retry", "false");
  if (told.should_not_retry || !IsRefusal(failure)) return reply;
  if (std::string after = RetryAfter(failure); !after.empty()) reply.headers.emplace_back("retry-after", after);
  if (!failure.facts.should_retry.empty()) reply.headers.emplace_back("x-should-retry", failure.facts.should_retry);
  return reply;
}

}  // namespace signalbox::router

#include "services/router/rpc/response_facts.h"

#include <array>
#include <string_view>

namespace signalbox::router {
namespace {

constexpr std::size_t kMaxHeaderValue = 256;

constexpr std::array<std::string_view, 6> kRequestIdNames{"x-request-id",    "request-id",        "x-amzn-requestid",
                                                          "apim-request-id", "x-goog-request-id", "cf-ray"};

/// A provider's header as far as it may be passed on.
std::string Bounded(std::string_view value) {
  return std::string(value.substr(0, kMaxHeaderValue));
}

std::string RequestIdOf(const upstream::ResponseHead& head) {
  for (const std::string_view name : kRequestIdNames) {
    if (const std::string_view id = head.Header(name); !id.empty()) return Bounded(id);
  }
  return {};
}

/// "ThrottlingException:http://internal.amazon.com/..." names the type before the colon.
std::string AwsErrorType(const upstream::ResponseHead& head) {
  const std::string_view type = head.Header("x-amzn-errortype");
  return Bounded(type.substr(0, type.find(':')));
}

}  // namespace

ResponseFacts FactsOf(const upstream::ResponseHead& head) {
  ResponseFacts facts;
  facts.status = head.status;
  facts.content_type = Bounded(head.Header("content-type"));
  if (facts.content_type.empty()) facts.content_type = "application/json";
  facts.upstream_request_id = RequestIdOf(head);
  if (facts.success()) return facts;
  facts.retry_after = Bounded(head.Header("retry-after"));
  facts.should_retry = Bounded(head.Header("x-should-retry"));
  facts.error_type = AwsErrorType(head);
  return facts;
}

}  // namespace signalbox::router

#include "services/router/rpc/response_facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <absl/time/time.h>

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

std::optional<std::chrono::milliseconds> ResponseFacts::RetryAfter(TimePoint now) const {
  const char* const end = retry_after.data() + retry_after.size();
  int seconds = 0;
  const auto [rest, error] = std::from_chars(retry_after.data(), end, seconds);
  if (error == std::errc() && rest == end && seconds >= 0) return std::chrono::seconds(seconds);
  absl::Time date;
  if (!absl::ParseTime("%a, %d %b %Y %H:%M:%S GMT", retry_after, &date, nullptr)) return std::nullopt;
  const auto left = absl::ToChronoMilliseconds(date - absl::FromChrono(now));
  return std::max(left, std::chrono::milliseconds(0));
}

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

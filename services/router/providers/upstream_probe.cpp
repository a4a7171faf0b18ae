#include "services/router/providers/upstream_probe.h"

#include <algorithm>
#include <future>
#include <memory>
#include <string_view>
#include <utility>

#include "common/status/error.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kTimeout = 10s;
constexpr std::chrono::milliseconds kReplyReserve = 50ms;  // What remains of the caller's time for our own answer.

struct Heard {
  int status = 0;
  upstream::Result result;
};

/// Keeps the status and drops the body.
class ProbeObserver final : public upstream::Observer {
 public:
  std::future<Heard> Done() { return done_.get_future(); }

 private:
  void OnHead(const upstream::ResponseHead& head) override { heard_.status = head.status; }
  void OnData(std::string_view) override {}
  void OnDone(const upstream::Result& result) override {
    heard_.result = result;
    done_.set_value(heard_);
  }

  Heard heard_;
  std::promise<Heard> done_;
};

std::string_view Describe(upstream::Failure failure) {
  switch (failure) {
    case upstream::Failure::kNone:
      return "";
    case upstream::Failure::kConnect:
      return "the provider could not be reached";
    case upstream::Failure::kTls:
      return "no secure connection could be made";
    case upstream::Failure::kForbidden:
      return "the provider's address is private and that is not allowed";
    case upstream::Failure::kConnectTimeout:
    case upstream::Failure::kFirstByteTimeout:
    case upstream::Failure::kIdleTimeout:
    case upstream::Failure::kTotalTimeout:
      return "the provider did not answer in time";
    case upstream::Failure::kCut:
      return "the connection broke";
    case upstream::Failure::kCancelled:
      return "the probe was cancelled";
  }
  return "the probe failed";
}

upstream::Request RequestFor(const Endpoint& endpoint, ProviderCall call, std::chrono::milliseconds timeout) {
  upstream::Request request;
  request.method = std::move(call.method);
  request.url = std::move(call.url);
  request.headers = std::move(call.headers);
  request.body = std::move(call.body);
  request.allow_private = endpoint.provider.allow_private;
  request.connect_timeout = std::min(endpoint.timers.connect, timeout);
  request.first_byte_timeout = timeout;
  request.idle_timeout = timeout;
  request.total_timeout = timeout;
  return request;
}

}  // namespace

absl::StatusOr<std::string> UpstreamProbe::TokenFor(const Endpoint& endpoint, std::chrono::milliseconds timeout) {
  if (!endpoint.api->NeedsToken(endpoint.account)) return std::string();
  // Shared: it may be told after nobody waits any more.
  const auto told = std::make_shared<std::promise<absl::StatusOr<std::string>>>();
  std::future<absl::StatusOr<std::string>> token = told->get_future();
  tokens_.Get(endpoint.provider, endpoint.account,
              [told](absl::StatusOr<std::string> got) { told->set_value(std::move(got)); });
  if (token.wait_for(timeout) == std::future_status::ready) return token.get();
  return Error(absl::StatusCode::kDeadlineExceeded, "", "no token came in time");
}

ProbeResult UpstreamProbe::Probe(const RequestContext& context, const Endpoint& endpoint) {
  const auto timeout = std::max(std::min(context.Remaining(kTimeout + kReplyReserve) - kReplyReserve, kTimeout), 1ms);
  const absl::StatusOr<std::string> token = TokenFor(endpoint, timeout);
  if (!token.ok()) return {.healthy = false, .error = MessageOf(token.status())};
  absl::StatusOr<ProviderCall> call = endpoint.api->Probe(endpoint.provider, endpoint.account, *token, SystemNow());
  if (!call.ok()) return {.healthy = false, .error = MessageOf(call.status())};
  const auto observer = std::make_shared<ProbeObserver>();
  std::future<Heard> done = observer->Done();
  client_.Start(RequestFor(endpoint, *std::move(call), timeout), observer);
  const Heard heard = done.get();  // Bounded by the transfer's total timeout.

  ProbeResult result;
  result.status = heard.status;
  result.latency = heard.result.duration;
  result.error = Describe(heard.result.failure);
  if (result.error.empty() && (heard.status < 200 || heard.status > 299)) {
    result.error = "the provider answered " + std::to_string(heard.status);
  }
  result.healthy = result.error.empty();
  return result;
}

}  // namespace signalbox::router

#include "services/router/providers/vertex/token_source.h"

#include <chrono>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/providers/vertex/assertion.h"
#include "services/router/providers/vertex/service_account.h"
#include "services/router/providers/vertex/token_cache.h"

namespace signalbox::router::vertex {
namespace {

using namespace std::chrono_literals;

absl::StatusOr<upstream::Request> Exchange(const Provider& provider, const Account& account, TimePoint now) {
  const absl::StatusOr<ServiceAccount> service_account = ParseServiceAccount(account.api_key);
  if (!service_account.ok()) {
    return Error(absl::StatusCode::kFailedPrecondition, "", "the account's key " + MessageOf(service_account.status()));
  }
  if (!service_account->token_uri.starts_with("https://") && !provider.allow_private) {
    return Error(absl::StatusCode::kFailedPrecondition, "", "the key's token_uri must begin with https://");
  }
  upstream::Request request;
  request.url = service_account->token_uri;
  request.headers = {{"content-type", "application/x-www-form-urlencoded"}, {"user-agent", "signalbox"}};
  request.body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
  ASSIGN_OR_RETURN(const std::string assertion, SignedAssertion(*service_account, now));
  request.body += assertion;  // Of characters that need no escapes.
  request.allow_private = provider.allow_private;
  request.connect_timeout = 5s;
  request.first_byte_timeout = 10s;
  request.idle_timeout = 5s;
  request.total_timeout = 15s;
  return request;
}

}  // namespace

struct ServiceAccountTokens::State {
  State(upstream::Client& given_client, Clock given_clock) : client(given_client), clock(std::move(given_clock)) {}

  upstream::Client& client;
  const Clock clock;
  TokenCache cache;
};

ServiceAccountTokens::ServiceAccountTokens(upstream::Client& client, Clock clock)
    : state_(std::make_shared<State>(client, std::move(clock))) {}

ServiceAccountTokens::~ServiceAccountTokens() = default;

void ServiceAccountTokens::Get(const Provider& provider, const Account& account,
                               std::function<void(absl::StatusOr<std::string>)> done) {
  const TimePoint now = state_->clock();
  if (!state_->cache.Ask(account, now, std::move(done))) return;
  absl::StatusOr<upstream::Request> request = Exchange(provider, account, now);
  if (!request.ok()) return state_->cache.Finish(account.id, now, request.status());
  // The state lives until the transfer has ended, so that whoever waits is told.
  const auto finish = [state = state_, id = account.id](const absl::StatusOr<FreshToken>& token) {
    state->cache.Finish(id, state->clock(), token);
  };
  state_->client.Start(*std::move(request), NewTokenObserver(finish));
}

}  // namespace signalbox::router::vertex

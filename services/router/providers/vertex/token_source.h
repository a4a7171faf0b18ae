#pragma once

#include <memory>

#include "common/context/clock.h"
#include "common/upstream/client.h"
#include "services/router/domain/provider_api.h"

namespace signalbox::router::vertex {

/// Exchanges service account keys for access tokens to Google Cloud and keeps them.
///
/// One exchange at a time for an account, however many ask. A token is exchanged anew five minutes before it expires,
/// while the old one still serves. After a failure the next try waits 1 s, 2 s, ... up to a minute; who asks meanwhile
/// and has no token gets the failure at once.
class ServiceAccountTokens final : public TokenSource {
 public:
  /// `client` must outlive it; exchanges under way when it goes still tell who waits, at the latest when the client
  /// goes.
  ServiceAccountTokens(upstream::Client& client, Clock clock);
  ~ServiceAccountTokens() override;

  void Get(const Provider& provider, const Account& account,
           std::function<void(absl::StatusOr<std::string>)> done) override;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace signalbox::router::vertex

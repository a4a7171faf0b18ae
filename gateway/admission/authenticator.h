#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "gateway/admission/caller.h"
#include "gateway/admission/key_cache.h"
#include "services/identity/client/identity_client.h"

namespace signalbox::gateway {

/// Tells whose a credential is: from the cache, else by asking identity once for all who wait for the same answer.
///
/// Lives in a shared_ptr. Any thread; never blocks.
class Authenticator : public std::enable_shared_from_this<Authenticator> {
 public:
  using Result = absl::StatusOr<std::shared_ptr<const Caller>>;
  using Done = std::function<void(Result)>;

  Authenticator(std::shared_ptr<KeyCache> cache, std::shared_ptr<identity::IdentityClient> identity);

  /// `done` runs once: on this thread when the answer is remembered, else on one of gRPC's.
  /// Errors: kUnauthenticated, reason KEY_UNKNOWN, KEY_BLOCKED, KEY_EXPIRED or SESSION_EXPIRED; kUnavailable, reason
  /// IDENTITY_UNAVAILABLE, for whatever else went wrong: an outage of ours is nobody's wrong key.
  void Authenticate(const RequestContext& context, std::string_view credential, const Done& done);

 private:
  /// One question under way and everybody who waits for its answer.
  struct Flight {
    std::string credential;
    std::string request_id;  // Of the caller who asked first.
    std::uint64_t heard_before = 0;
    int attempts = 0;
    std::vector<Done> waiting;  // Grows while the flight is in flights_.
  };

  void Ask(const CredentialDigest& digest, const std::shared_ptr<Flight>& flight);
  void OnAnswer(const CredentialDigest& digest, const std::shared_ptr<Flight>& flight,
                absl::StatusOr<identity::v1::AuthenticateResponse> answer);
  void Close(const CredentialDigest& digest, const std::shared_ptr<Flight>& flight);
  static void Land(const Flight& flight, const Result& result);

  const std::shared_ptr<KeyCache> cache_;
  const std::shared_ptr<identity::IdentityClient> identity_;

  std::mutex mutex_;  // Guards flights_ and what waits in them.
  std::unordered_map<CredentialDigest, std::shared_ptr<Flight>, DigestHash> flights_;
};

}  // namespace signalbox::gateway

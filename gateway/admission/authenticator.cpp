#include "gateway/admission/authenticator.h"

#include <google/protobuf/util/time_util.h>

#include "common/rpc/metadata.h"
#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::milliseconds kAskTimeout{2'000};

// An answer is overtaken only by a change that fell into the very milliseconds of its journey.
constexpr int kMaxAttempts = 5;

absl::Status IdentityUnavailable() {
  return Error(absl::StatusCode::kUnavailable, "IDENTITY_UNAVAILABLE",
               "keys cannot be checked at the moment; please try again");
}

absl::Status Refusal(const absl::Status& status) {
  std::string reason = ReasonOf(status);
  std::string_view message = "invalid api key";
  if (reason == "KEY_BLOCKED") message = "api key is blocked";
  if (reason == "KEY_EXPIRED") message = "api key has expired";
  if (reason == "SESSION_EXPIRED") message = "session has expired";
  return Error(absl::StatusCode::kUnauthenticated, reason.empty() ? "KEY_UNKNOWN" : reason, message);
}

std::shared_ptr<const Caller> CallerOf(const identity::v1::AuthenticateResponse& answer) {
  auto caller = std::make_shared<Caller>();
  caller->principal = rpc::FromProto(answer.principal());
  caller->models = NameList({answer.models().begin(), answer.models().end()});
  if (answer.has_expire_time()) {
    const auto nanos = google::protobuf::util::TimeUtil::TimestampToNanoseconds(answer.expire_time());
    caller->expires_at = TimePoint(std::chrono::duration_cast<TimePoint::duration>(std::chrono::nanoseconds(nanos)));
  }
  return caller;
}

}  // namespace

Authenticator::Authenticator(std::shared_ptr<KeyCache> cache, std::shared_ptr<identity::IdentityClient> identity)
    : cache_(std::move(cache)), identity_(std::move(identity)) {}

void Authenticator::Authenticate(const RequestContext& context, std::string_view credential, const Done& done) {
  const CredentialDigest digest = cache_->DigestOf(credential);
  KeyCache::Found found = cache_->Find(digest);
  if (found.caller) return done(std::move(found.caller));
  if (!found.refusal.ok()) return done(std::move(found.refusal));

  std::shared_ptr<Flight> flight;
  {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<Flight>& slot = flights_[digest];
    if (slot) {
      slot->waiting.push_back(done);
      return;
    }
    slot = std::make_shared<Flight>();
    slot->credential = std::string(credential);
    slot->request_id = context.request_id;
    slot->waiting.push_back(done);
    flight = slot;
  }
  Ask(digest, flight);
}

void Authenticator::Ask(const CredentialDigest& digest, const std::shared_ptr<Flight>& flight) {
  if (++flight->attempts > kMaxAttempts) return Land(*flight, IdentityUnavailable());
  flight->heard_before = cache_->Heard();
  RequestContext context = RequestContext::Background(kAskTimeout);
  context.request_id = flight->request_id;
  identity_->Authenticate(context, flight->credential, [self = shared_from_this(), digest, flight](auto answer) {
    self->OnAnswer(digest, flight, std::move(answer));
  });
}

void Authenticator::OnAnswer(const CredentialDigest& digest, const std::shared_ptr<Flight>& flight,
                             absl::StatusOr<identity::v1::AuthenticateResponse> answer) {
  // First of all nobody may join any more: whoever comes now may know of a change this answer does not.
  Close(digest, flight);
  if (answer.ok()) {
    std::shared_ptr<const Caller> caller = CallerOf(*answer);
    if (!cache_->Offer(digest, caller, answer->revision())) return Ask(digest, flight);
    return Land(*flight, std::move(caller));
  }
  if (answer.status().code() != absl::StatusCode::kUnauthenticated) return Land(*flight, IdentityUnavailable());
  const absl::Status refusal = Refusal(answer.status());
  if (!cache_->OfferRefusal(digest, refusal, flight->heard_before)) return Ask(digest, flight);
  Land(*flight, refusal);
}

void Authenticator::Close(const CredentialDigest& digest, const std::shared_ptr<Flight>& flight) {
  const std::lock_guard lock(mutex_);
  // Another flight may have begun if this one had to ask twice.
  if (const auto it = flights_.find(digest); it != flights_.end() && it->second == flight) flights_.erase(it);
}

void Authenticator::Land(const Flight& flight, const Result& result) {
  for (const Done& done : flight.waiting) done(result);
}

}  // namespace signalbox::gateway

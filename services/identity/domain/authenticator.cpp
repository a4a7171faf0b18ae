#include "services/identity/domain/authenticator.h"

#include <limits>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/identity/domain/credential_text.h"

namespace signalbox::identity {
namespace {

absl::Status Refuse(std::string_view reason, std::string_view message) {
  return Error(absl::StatusCode::kUnauthenticated, reason, message);
}

absl::Status Unknown() {
  return Refuse("KEY_UNKNOWN", "invalid api key");
}

Principal PrincipalOf(const ApiKey& key) {
  Principal principal;
  principal.key_id = key.id;
  principal.key_name = key.name;
  principal.user_id = key.owner.user_id.value_or("");
  principal.team_id = key.owner.team_id.value_or("");
  principal.organization_id = key.owner.organization_id.value_or("");
  principal.role = key.type == KeyType::kManagement ? Role::kProxyAdmin : Role::kCaller;
  return principal;
}

Identity ConfiguredAdmin() {
  Identity identity;
  identity.principal.role = Role::kProxyAdmin;
  identity.revision = std::numeric_limits<std::int64_t>::max();
  return identity;
}

}  // namespace

Authenticator::Authenticator(KeyStore& keys, AdminStore& admins, Secrets& secrets, Clock clock, std::string admin_key)
    : keys_(keys), admins_(admins), secrets_(secrets), clock_(std::move(clock)), admin_key_(std::move(admin_key)) {}

absl::StatusOr<Identity> Authenticator::Authenticate(const RequestContext& context, const std::string& credential) {
  if (!admin_key_.empty() && secrets_.Equal(admin_key_, credential)) return ConfiguredAdmin();
  switch (KindOf(credential)) {
    case CredentialKind::kKey:
      return WithKey(context, secrets_.HashOf(credential));
    case CredentialKind::kSession:
      return WithSession(context, secrets_.HashOf(credential));
    case CredentialKind::kNone:
      return Unknown();
  }
  return Unknown();
}

absl::StatusOr<Identity> Authenticator::WithKey(const RequestContext& context, const SecretHash& hash) {
  ASSIGN_OR_RETURN(const std::optional<KeyAtRevision> found, keys_.Find(context, hash));
  if (!found) return Unknown();
  const ApiKey& key = found->key;
  if (key.blocked) return Refuse("KEY_BLOCKED", "api key is blocked");
  if (key.HasExpired(clock_())) return Refuse("KEY_EXPIRED", "api key has expired");
  return Identity{PrincipalOf(key), key.models, key.expires_at, found->revision};
}

absl::StatusOr<Identity> Authenticator::WithSession(const RequestContext& context, const SecretHash& hash) {
  ASSIGN_OR_RETURN(const std::optional<Session> session, admins_.FindSession(context, hash));
  // A session that is gone was real once, or its checksum would be wrong: for its owner it has expired.
  if (!session || session->expires_at <= clock_()) return Refuse("SESSION_EXPIRED", "session has expired");
  Identity identity;
  identity.principal.user_id = session->user_id;
  identity.principal.role = session->role;
  identity.expires_at = session->expires_at;
  identity.revision = session->revision;
  return identity;
}

}  // namespace signalbox::identity

#include "services/identity/domain/first_admin.h"

#include "common/context/ids.h"
#include "common/status/macros.h"
#include "services/identity/domain/credential_text.h"
#include "services/identity/domain/logins.h"

namespace signalbox::identity {
namespace {

constexpr char kKeyName[] = "admin key";
constexpr size_t kPasswordLength = 20;  // Base64url characters: 120 bits, and short enough to be typed.

ApiKey NewAdminKey(std::string_view text, TimePoint now) {
  ApiKey key;
  key.id = NewUuid();
  key.name = kKeyName;
  key.prefix = ShownPrefix(text);
  key.type = KeyType::kManagement;
  key.created_at = key.updated_at = now;
  return key;
}

}  // namespace

absl::StatusOr<std::optional<FirstAdmin>> MakeFirstAdmin(const RequestContext& context, AdminStore& store,
                                                         Secrets& secrets, TimePoint now, std::string_view email) {
  ASSIGN_OR_RETURN(const bool late, store.HasUsers(context));
  if (late) return std::nullopt;
  FirstAdmin admin{NormalizeEmail(email), secrets.NewSecret().substr(0, kPasswordLength),
                   CredentialText(CredentialKind::kKey, secrets.NewSecret())};
  User user;
  user.id = NewUuid();
  user.email = admin.email;
  ASSIGN_OR_RETURN(user.password_hash, secrets.HashPassword(context, admin.password));
  user.must_change_password = true;
  user.role = Role::kProxyAdmin;
  user.created_at = now;
  ASSIGN_OR_RETURN(const bool added,
                   store.AddFirst(context, user, NewAdminKey(admin.admin_key, now), secrets.HashOf(admin.admin_key)));
  if (!added) return std::nullopt;
  return admin;
}

}  // namespace signalbox::identity

#include "services/memory/domain/owner.h"

#include "common/status/error.h"

namespace signalbox::memory {

absl::StatusOr<std::string> OwnerOf(const RequestContext& context) {
  if (context.principal) {
    const Principal& principal = *context.principal;
    if (!principal.user_id.empty()) return "user:" + principal.user_id;
    if (!principal.key_id.empty()) return "key:" + principal.key_id;
    if (principal.role == Role::kProxyAdmin) return "admin";
  }
  return Error(absl::StatusCode::kUnauthenticated, "", "a session needs an owner: the call names neither user nor key");
}

}  // namespace signalbox::memory

#pragma once

#include <absl/status/statusor.h>

#include "services/identity/domain/authenticator.h"
#include "services/identity/domain/key_directory.h"
#include "services/identity/domain/key_spending.h"
#include "services/identity/domain/logins.h"
#include "signalbox/identity/v1/identity.pb.h"

namespace signalbox::identity {

/// Between the wire and the domain. Errors are kInvalidArgument naming the field.

absl::StatusOr<NewKey> FromProto(const v1::CreateKeyRequest& request);
absl::StatusOr<KeyFilter> FromProto(const v1::ListKeysRequest& request);
KeyUpdate FromProto(const v1::UpdateKeyRequest& request);

v1::AuthenticateResponse ToProto(const Identity& identity);
v1::CreateKeyResponse ToProto(const CreatedKey& created, bool active);
v1::Key ToProto(const ApiKey& key, bool active);
v1::KeySpend ToProto(const NamedUse& use);
v1::LoginResponse ToProto(const OpenedSession& session);

}  // namespace signalbox::identity

#pragma once

#include <cstdint>

#include <absl/status/statusor.h>
#include <pqxx/pqxx>

#include "common/crypto/secret.h"
#include "services/memory/domain/session_store.h"

namespace signalbox::memory {

/// A place between two messages of a session, and what stood before it.
struct SessionPlace {
  std::int64_t session_key = 0;
  std::int64_t sequence = 1;  ///< Of the message after it.
  std::int64_t tokens = 0;    ///< Of all messages before it, whether or not they are still kept.
  std::int64_t bytes = 0;
};

/// The newest messages before `place`. Errors: kDataLoss when one cannot be unsealed.
absl::StatusOr<History> TurnsBefore(pqxx::work& transaction, const crypto::Sealer& sealer, const SessionKey& session,
                                    const SessionPlace& place, const Reach& reach);

}  // namespace signalbox::memory

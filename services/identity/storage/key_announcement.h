#pragma once

#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <pqxx/pqxx>

#include "services/identity/domain/key_changes.h"

namespace signalbox::identity {

/// The channel on which changed keys are announced.
inline constexpr char kKeyChannel[] = "signalbox_identity_keys";

/// Raises the revision and tells every replica which keys the transaction changes. To be called last: from here until
/// the end of the transaction no other change can commit.
void Announce(pqxx::work& transaction, const std::vector<std::string>& key_ids);

/// Reads what Announce() sent. Errors: kInvalidArgument.
absl::StatusOr<KeyChange> ParseAnnouncement(const std::string& payload);

}  // namespace signalbox::identity

#pragma once

#include <cstdint>
#include <string>

#include "services/memory/domain/session_store.h"

namespace signalbox::memory {

/// What a message is sealed for: moved to another owner, session or place, it cannot be opened.
std::string SealPurpose(const SessionKey& session, std::int64_t sequence);

}  // namespace signalbox::memory

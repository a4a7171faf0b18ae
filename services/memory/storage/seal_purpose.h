#pragma once

#include <cstdint>
#include <string>

#include "services/memory/domain/answer_store.h"
#include "services/memory/domain/session_store.h"

namespace signalbox::memory {

/// What a message is sealed for: moved to another owner, session or place, it cannot be opened.
std::string SealPurpose(const SessionKey& session, std::int64_t sequence);

/// The same for a turn of an answer, and for its body.
std::string SealPurpose(const AnswerKey& answer, std::int64_t sequence);
std::string BodySealPurpose(const AnswerKey& answer);

}  // namespace signalbox::memory

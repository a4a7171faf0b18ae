#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "common/config/reader.h"
#include "common/postgres/pool.h"
#include "services/memory/domain/answer_memory.h"
#include "services/memory/domain/conversation_memory.h"

namespace signalbox::memory {

/// The `memory:` section.
struct Config {
  postgres::Options postgres;  ///< `postgres: {url, ...}`
  std::string sealing_key;     ///< 32 bytes as 43 base64url characters. Required. Losing it loses all.
  Limits limits;               ///< `window_tokens`, `max_message_bytes`, `max_session_messages`
  AnswerLimits answers;        ///< `window_tokens` too, `max_answer_bytes`, `answer_ttl`

  /// Errors: kInvalidArgument naming every wrong or unknown key.
  static absl::StatusOr<Config> Read(config::Reader& section);
};

}  // namespace signalbox::memory

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "common/http/exchange.h"
#include "services/memory/client/memory_client.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::gateway {

/// The session a request names: the body's, else the header `x-session-id`; empty when it names none.
/// Errors: kInvalidArgument when it is longer than 256 bytes or the header holds anything but printable ASCII.
absl::StatusOr<std::string> SessionOf(const std::string& in_body, const http::Request& request);

/// Fetches the turns of a session so far. `done` runs on another thread.
///
/// Errors: kNotFound, reason CONVERSATION_NOT_FOUND, if it has to exist and does not; kUnavailable, reason
/// SESSION_UNAVAILABLE, when memory does not answer: a conversation that silently lost its past would be worse than
/// none.
void Recall(memory::MemoryClient& memory, RequestContext context, const std::string& session_id, bool must_exist,
            std::function<void(absl::StatusOr<memory::v1::LoadResponse>)> done);

/// What the session is to remember of a request that ended; nullopt when it is nothing: only what a model answered, in
/// full or until the caller left, becomes part of a conversation. Moves the turns out of the tail.
std::optional<memory::v1::AppendRequest> TurnsToRemember(const std::string& session_id, const std::string& ticket,
                                                         llm::v1::Ending ending, router::v1::Tail& tail);

/// Continues the session. `done` runs on another thread.
void Remember(memory::MemoryClient& memory, RequestContext context, memory::v1::AppendRequest turns,
              std::function<void(const absl::Status&)> done);

}  // namespace signalbox::gateway

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "common/dialect/openai_responses/references.h"
#include "gateway/inference/asked/asked.h"
#include "services/memory/client/memory_client.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::gateway {

using Turns = google::protobuf::RepeatedPtrField<llm::v1::Message>;

/// Fetches the turns up to and with the answer with that id. `done` runs on another thread.
///
/// Errors: kNotFound, reason PREVIOUS_RESPONSE_NOT_FOUND, also for another owner's; kUnavailable, reason
/// MEMORY_UNAVAILABLE, when memory does not answer.
void RecallAnswer(memory::MemoryClient& memory, RequestContext context, const std::string& id,
                  std::function<void(absl::StatusOr<Turns>)> done);

/// Fetches the items of earlier answers by their ids; unknown ones are missing. `done` runs on another thread.
/// Errors: kUnavailable as above; kOutOfRange when they belong to more than can be looked through.
void FetchItems(memory::MemoryClient& memory, RequestContext context, const std::vector<std::string>& ids,
                std::function<void(absl::StatusOr<dialect::openai_responses::ItemsById>)> done);

/// Puts into an answer (the whole of a plain one, any events of a stream) what the caller said it continues. The
/// provider was sent everything at once and does not know.
void TellState(const Asked& asked, bool streamed, std::string& answer);

/// The answer as it is to be kept, of a stream from its last events; nullopt when it is not. Copies the turns out of
/// the tail.
std::optional<memory::v1::KeepAnswerRequest> AnswerToKeep(const Asked& asked, const std::string& ticket, bool streamed,
                                                          const std::string& end, const router::v1::Tail& tail);

/// Keeps an answer. `done` runs on another thread.
void KeepAnswer(memory::MemoryClient& memory, RequestContext context, memory::v1::KeepAnswerRequest answer,
                std::function<void(const absl::Status&)> done);

}  // namespace signalbox::gateway

#pragma once

#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/memory/domain/answer_memory.h"
#include "services/memory/domain/session_store.h"
#include "services/memory/domain/turn.h"
#include "signalbox/memory/v1/memory.pb.h"

namespace signalbox::memory {

using Messages = google::protobuf::RepeatedPtrField<llm::v1::Message>;

/// Errors: kInvalidArgument for a message that has no role and is no item that only its dialect knows.
absl::StatusOr<std::vector<NewTurn>> ToTurns(const Messages& messages);

/// Errors: kDataLoss when `content` is not a message.
absl::StatusOr<llm::v1::Message> ToMessage(const std::string& content);

/// Appends the turns to `messages`. Errors: kDataLoss when one of them is not a message.
absl::Status ToMessages(const std::vector<std::string>& turns, Messages& messages);

/// Errors: as ToTurns.
absl::StatusOr<AnswerDraft> ToDraft(const v1::KeepAnswerRequest& request);

/// Takes out how the turns were spelled (`form_json`), which is the codecs' own affair and says nothing to a reader.
void ForgetSpelling(Messages& messages);

v1::Session ToProto(const Session& session);

}  // namespace signalbox::memory

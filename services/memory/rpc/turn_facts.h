#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "services/memory/domain/turn.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::memory {

/// What the window needs to know about a message.
///
/// Tokens are an estimate, the same for every model: 4 for the message itself, 1 for each 4 bytes of text begun (tool
/// calls and fields of the dialect count as text), and for each picture, sound or file the greater of 1000 and 1 for
/// each KiB.
TurnFacts FactsOf(const llm::v1::Message& message);

/// The same from serialized bytes. Errors: kDataLoss when they are not a message.
absl::StatusOr<TurnFacts> ReadFacts(const std::string& content);

}  // namespace signalbox::memory

#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// How much of a field is in the canonical model. Its bytes are kept beside it unless all of it is.
enum class Taken {
  kNothing,
  kMeaning,  ///< Another form of it would be written.
  kAll,
};

inline Taken AllIf(bool whole) {
  return whole ? Taken::kAll : Taken::kNothing;
}

/// Takes a field of the request that is no message: tools, sampling, bounds, labels. Its type has been checked.
Taken TakeParameter(json::Value root, json::Value key, json::Value value, llm::v1::Conversation& into);

/// conversation_id, else session_id. Errors: kInvalidArgument: no string, or too long.
absl::Status TakeSessionId(json::Value root, llm::v1::Conversation& into);

}  // namespace signalbox::dialect::openai_chat

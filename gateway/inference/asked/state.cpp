#include "gateway/inference/asked/state.h"

#include <utility>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

absl::Status Exclusive(std::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, "MUTUALLY_EXCLUSIVE_PARAMETERS",
               "only one of previous_response_id, conversation and a session (conversation_id, session_id, "
               "x-session-id) can be continued",
               {{"field", std::string(field)}});
}

}  // namespace

absl::Status ReadState(dialect::RequestFacts& facts, Asked& asked) {
  if (facts.background) {
    return Error(absl::StatusCode::kInvalidArgument, "BACKGROUND_NOT_SUPPORTED",
                 "background: answers are not made in the background here; ask for a stream instead",
                 {{"field", "background"}});
  }
  const bool continues = !facts.previous_response_id.empty();
  if (continues && !(facts.conversation.empty() && asked.session_id.empty())) return Exclusive("previous_response_id");
  if (!facts.conversation.empty()) {
    if (!asked.session_id.empty()) return Exclusive("conversation");
    asked.session_id = facts.conversation;
  }
  asked.conversation = std::move(facts.conversation);
  asked.previous_response_id = std::move(facts.previous_response_id);
  asked.item_references = std::move(facts.item_references);
  asked.keep_answer = facts.store;
  return absl::OkStatus();
}

}  // namespace signalbox::gateway

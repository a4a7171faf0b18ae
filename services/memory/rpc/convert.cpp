#include "services/memory/rpc/convert.h"

#include <google/protobuf/util/time_util.h>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/memory/rpc/turn_facts.h"

namespace signalbox::memory {
namespace {

google::protobuf::Timestamp ToProto(TimePoint time) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(micros.count());
}

using Blocks = google::protobuf::RepeatedPtrField<llm::v1::ContentBlock>;

void ForgetSpelling(Blocks& blocks) {
  for (llm::v1::ContentBlock& block : blocks) {
    block.clear_form_json();
    if (block.has_tool_result()) ForgetSpelling(*block.mutable_tool_result()->mutable_content());
  }
}

}  // namespace

absl::StatusOr<std::vector<NewTurn>> ToTurns(const Messages& messages) {
  std::vector<NewTurn> turns;
  turns.reserve(static_cast<size_t>(messages.size()));
  for (const llm::v1::Message& message : messages) {
    if (message.role() == llm::v1::ROLE_UNSPECIFIED && message.extra_json().empty()) {
      const std::string field = "messages[" + std::to_string(turns.size()) + "].role";
      return Error(absl::StatusCode::kInvalidArgument, "", field + " is required", {{"field", field}});
    }
    turns.push_back({message.SerializeAsString(), FactsOf(message).tokens});
  }
  return turns;
}

absl::StatusOr<llm::v1::Message> ToMessage(const std::string& content) {
  llm::v1::Message message;
  if (!message.ParseFromString(content)) {
    return Error(absl::StatusCode::kDataLoss, "", "a stored message cannot be read");
  }
  return message;
}

absl::Status ToMessages(const std::vector<std::string>& turns, Messages& messages) {
  messages.Reserve(messages.size() + static_cast<int>(turns.size()));
  for (const std::string& turn : turns) {
    ASSIGN_OR_RETURN(*messages.Add(), ToMessage(turn));
  }
  return absl::OkStatus();
}

absl::StatusOr<AnswerDraft> ToDraft(const v1::KeepAnswerRequest& request) {
  AnswerDraft draft;
  draft.id = request.id();
  draft.request_id = request.request_id();
  draft.previous_id = request.previous_id();
  draft.session_id = request.session_id();
  ASSIGN_OR_RETURN(draft.turns, ToTurns(request.messages()));
  draft.body = request.body();
  draft.item_ids.assign(request.item_ids().begin(), request.item_ids().end());
  return draft;
}

void ForgetSpelling(Messages& messages) {
  for (llm::v1::Message& message : messages) {
    message.clear_form_json();
    ForgetSpelling(*message.mutable_content());
  }
}

v1::Session ToProto(const Session& session) {
  v1::Session proto;
  proto.set_id(session.id);
  proto.set_message_count(session.message_count);
  *proto.mutable_create_time() = ToProto(session.created_at);
  *proto.mutable_update_time() = ToProto(session.updated_at);
  return proto;
}

}  // namespace signalbox::memory

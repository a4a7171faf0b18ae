#include "services/router/tasks/caller_request.h"

#include <algorithm>
#include <utility>

namespace signalbox::router {
namespace {

HttpHeaders HeadersOf(const v1::GenerateRequest& request) {
  HttpHeaders headers;
  headers.reserve(static_cast<std::size_t>(request.headers_size()));
  for (const v1::Header& header : request.headers()) headers.emplace_back(header.name(), header.value());
  return headers;
}

bool IsInstruction(const llm::v1::Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

/// Nobody but who wrote it may see a thought again, and nobody can answer the calls of an answer that was cut.
bool CanBeSentAgain(const llm::v1::ContentBlock& block, bool partial) {
  return !block.has_thinking() && !(partial && block.has_tool_call());
}

llm::v1::Message Sendable(const llm::v1::Message& turn) {
  llm::v1::Message message = turn;
  message.clear_content();
  message.clear_partial();
  for (const llm::v1::ContentBlock& block : turn.content()) {
    if (CanBeSentAgain(block, turn.partial())) *message.add_content() = block;
  }
  return message;
}

bool SaysAnything(const llm::v1::Message& message) {
  return message.content_size() > 0 || !message.extra_json().empty();
}

}  // namespace

CallerRequest::CallerRequest(const v1::GenerateRequest& proto)
    : proto_(proto),
      codec_(*dialect::CodecOf(proto.dialect())),
      headers_(HeadersOf(proto)),
      history_(proto.history().begin(), proto.history().end()),
      body_bytes_(proto.body().size()) {}

absl::StatusOr<const llm::v1::Conversation*> CallerRequest::Conversation() {
  if (!conversation_) {
    conversation_ = codec_.DecodeRequest(proto_.body());
    if (conversation_->ok()) InsertHistory();
  }
  if (!conversation_->ok()) return conversation_->status();
  return &**conversation_;
}

void CallerRequest::InsertHistory() {
  auto& messages = *(*conversation_)->mutable_messages();
  const auto instructions = std::find_if_not(messages.begin(), messages.end(), IsInstruction) - messages.begin();
  const int own = messages.size();
  for (const llm::v1::Message& turn : history_) {
    llm::v1::Message message = Sendable(turn);
    if (SaysAnything(message)) *messages.Add() = std::move(message);
  }
  std::rotate(messages.begin() + instructions, messages.begin() + own, messages.end());
  instructions_end_ = static_cast<int>(instructions);
  new_turns_begin_ = static_cast<int>(instructions) + messages.size() - own;
}

std::optional<OwnTurns> CallerRequest::NewTurns() {
  const auto conversation = Conversation();
  if (!conversation.ok()) return std::nullopt;
  const auto& messages = (*conversation)->messages();
  OwnTurns own;
  own.instructions.assign(messages.begin(), messages.begin() + instructions_end_);
  own.turns.assign(messages.begin() + new_turns_begin_, messages.end());
  for (auto* const part : {&own.instructions, &own.turns}) {
    for (llm::v1::Message& message : *part) {
      if (message.dialect() == llm::v1::DIALECT_UNSPECIFIED) message.set_dialect(codec_.dialect());
    }
  }
  return own;
}

}  // namespace signalbox::router

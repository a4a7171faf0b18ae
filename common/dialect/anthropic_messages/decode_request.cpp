#include <array>
#include <utility>

#include "common/dialect/anthropic_messages/block_decoder.h"
#include "common/dialect/anthropic_messages/kept_fields.h"
#include "common/dialect/anthropic_messages/request.h"
#include "common/dialect/anthropic_messages/request_types.h"
#include "common/dialect/anthropic_messages/request_view.h"
#include "common/dialect/anthropic_messages/settings.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Conversation;
using llm::v1::Message;

constexpr std::array<std::pair<std::string_view, llm::v1::Role>, 3> kRoles = {
    {{"user", llm::v1::USER}, {"assistant", llm::v1::ASSISTANT}, {"system", llm::v1::SYSTEM}}};

absl::StatusOr<llm::v1::Role> DecodeRole(json::Value message, const Path& path) {
  const auto word = message.Find("role");
  for (const auto& [name, role] : kRoles) {
    if (word && word->Is(name)) return role;
  }
  return path.Field("role").Bad("expected user, assistant or system");
}

// `after_instructions`: nothing but instructions stands before it.
absl::StatusOr<Message> DecodeMessage(json::Value value, const Path& path, bool after_instructions) {
  if (!value.IsObject()) return path.Bad("expected an object");
  if (const auto twice = json::RepeatedName(value)) return path.Field(*twice).Bad("given twice");
  Message message;
  ASSIGN_OR_RETURN(const llm::v1::Role role, DecodeRole(value, path));
  message.set_role(role);
  if (!value.Find("content")) return path.Field("content").Bad("required");

  KeptFields kept;
  for (const auto [key, field] : value.members()) {
    if (key.Is("content")) {
      ASSIGN_OR_RETURN(const bool taken, DecodeContent(field, path.Field("content"), *message.mutable_content()));
      if (!taken) kept.Keep(key, field);
    } else if (!key.Is("role")) {
      kept.Keep(key, field);
    } else if (role == llm::v1::SYSTEM && after_instructions) {
      // Else it would be taken for a part of `system`.
      kept.Spelled(key, field);
    }
  }
  kept.MoveTo(message);
  return message;
}

absl::Status DecodeMessages(json::Value messages, Conversation& into) {
  const Path path("messages");
  bool after_instructions = true;
  int index = 0;
  for (const json::Value value : messages.elements()) {
    ASSIGN_OR_RETURN(Message message, DecodeMessage(value, path.Element(index++), after_instructions));
    after_instructions = after_instructions && message.role() == llm::v1::SYSTEM;
    *into.add_messages() = std::move(message);
  }
  return absl::OkStatus();
}

// False for a form that no message can hold.
absl::StatusOr<bool> DecodeSystem(json::Value system, Conversation& into) {
  if (system.IsNull()) return false;
  Message message;
  message.set_role(llm::v1::SYSTEM);
  ASSIGN_OR_RETURN(const bool taken, DecodeContent(system, Path("system"), *message.mutable_content()));
  if (taken) *into.add_messages() = std::move(message);
  return taken;
}

}  // namespace

absl::StatusOr<Conversation> DecodeRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));

  Conversation conversation;
  conversation.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  conversation.set_model(view.model().Text());
  KeptFields kept;
  for (const auto [key, value] : view.root().members()) {
    if (key.Is("model") || key.Is("messages")) continue;
    bool taken = false;
    if (key.Is("system")) {
      ASSIGN_OR_RETURN(taken, DecodeSystem(value, conversation));
    } else {
      taken = TakeSetting(key, value, conversation);
    }
    if (key.Is("stream") && taken && !conversation.stream()) {
      kept.Spelled(key, value);
    } else if (!taken) {
      kept.Keep(key, value);
    }
  }
  RETURN_IF_ERROR(DecodeMessages(view.messages(), conversation));
  RETURN_IF_ERROR(CheckTypes(view.root()));
  kept.MoveTo(conversation);
  return conversation;
}

}  // namespace signalbox::dialect::anthropic_messages

#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/conversation.h"
#include "common/dialect/openai_chat/legacy_function.h"
#include "common/dialect/openai_chat/message_decoder.h"
#include "common/dialect/openai_chat/parameters.h"
#include "common/dialect/openai_chat/request_types.h"
#include "common/dialect/openai_chat/request_view.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

using llm::v1::Conversation;

absl::Status DecodeMessages(json::Value messages, Conversation& into) {
  int index = 0;
  for (const json::Value message : messages.elements()) {
    const std::string path = fmt::format("messages[{}]", index++);
    ASSIGN_OR_RETURN(llm::v1::Message decoded, DecodeMessage(message, path));
    RETURN_IF_ERROR(CheckMessageTypes(message, path));
    *into.add_messages() = std::move(decoded);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Conversation> DecodeRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  RETURN_IF_ERROR(CheckParameterTypes(view.root()));

  Conversation conversation;
  conversation.set_dialect(llm::v1::OPENAI_CHAT);
  conversation.set_model(view.model().Text());
  RETURN_IF_ERROR(TakeSessionId(view.root(), conversation));
  RETURN_IF_ERROR(DecodeMessages(view.messages(), conversation));
  NumberLegacyCalls(conversation);

  ExtraFields extra;
  ExtraFields form;
  for (const auto [key, value] : view.root().members()) {
    if (key.Is("model") || key.Is("messages") || IsOurs(key)) continue;
    const Taken taken = TakeParameter(view.root(), key, value, conversation);
    if (taken == Taken::kNothing) extra.Keep(key, value);
    if (taken == Taken::kMeaning) form.Keep(key, value);
  }
  conversation.set_extra_json(extra.Take());
  conversation.set_form_json(form.Take());
  return conversation;
}

}  // namespace signalbox::dialect::openai_chat

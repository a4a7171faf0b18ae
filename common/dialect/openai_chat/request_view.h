#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/openai_chat/body_view.h"
#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// The body of a chat request whose outline is right: what scanning, editing and decoding all begin with. The body must
/// outlive it.
class RequestView {
 public:
  /// Errors: kInvalidArgument as BodyView; `messages` unusable.
  absl::Status Read(std::string_view body);

  const BodyView& body() const { return body_; }
  json::Value root() const { return body_.root(); }
  json::Value model() const { return body_.model(); }
  json::Value messages() const { return *messages_; }

 private:
  absl::Status CheckMessages() const;

  BodyView body_;
  std::optional<json::Value> messages_;
};

/// Whether a message sets the stage rather than taking a turn: its role is system or developer.
bool IsInstruction(json::Value message);

}  // namespace signalbox::dialect::openai_chat

#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/field_error.h"
#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// A request body whose outline is right: what scanning, editing and decoding all begin with. The body must outlive it.
class RequestView {
 public:
  /// Errors: kInvalidArgument: no JSON object, a name twice, `model` or `messages` unusable, `stream_options` no
  /// object.
  absl::Status Read(std::string_view body);

  json::Value root() const { return document_.root(); }
  json::Value model() const { return *model_; }
  json::Value messages() const { return *messages_; }

  /// Present also when it is null.
  std::optional<json::Value> stream_options() const { return stream_options_; }

 private:
  absl::Status CheckModel() const;
  absl::Status CheckMessages() const;
  absl::Status CheckStreamOptions() const;

  json::Document document_;
  std::optional<json::Value> model_;
  std::optional<json::Value> messages_;
  std::optional<json::Value> stream_options_;
};

/// Whether a field of the request is ours, and no provider's: conversation_id, session_id.
bool IsOurs(json::Value key);

/// Whether a message sets the stage rather than taking a turn: its role is system or developer.
bool IsInstruction(json::Value message);

}  // namespace signalbox::dialect::openai_chat

#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// A request body of any of OpenAI's APIs that names its model, whose outline is right. The body must outlive it.
class BodyView {
 public:
  /// Errors: kInvalidArgument: no JSON object, a name twice, `model` unusable, `stream_options` no object.
  absl::Status Read(std::string_view body);

  json::Value root() const { return document_.root(); }
  json::Value model() const { return *model_; }

  /// Present also when it is null.
  std::optional<json::Value> stream_options() const { return stream_options_; }

 private:
  absl::Status CheckStreamOptions() const;

  json::Document document_;
  std::optional<json::Value> model_;
  std::optional<json::Value> stream_options_;
};

/// Whether a field of the request is ours, and no provider's: conversation_id, session_id.
bool IsOurs(json::Value key);

}  // namespace signalbox::dialect::openai_chat

#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::anthropic_messages {

/// A request body whose outline is right: what scanning, editing and decoding all begin with. The body must outlive it.
class RequestView {
 public:
  /// Errors: kInvalidArgument: no JSON object, a name twice, `model` or `messages` unusable.
  absl::Status Read(std::string_view body);

  json::Value root() const { return document_.root(); }
  json::Value model() const { return *model_; }
  json::Value messages() const { return *messages_; }

 private:
  absl::Status CheckMessages() const;

  json::Document document_;
  std::optional<json::Value> model_;
  std::optional<json::Value> messages_;
};

}  // namespace signalbox::dialect::anthropic_messages

#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::openai_responses {

/// A request body whose outline is right: what scanning, editing and decoding all begin with. The body must outlive it.
class RequestView {
 public:
  /// Errors: kInvalidArgument: no JSON object, a name twice, `model` unusable, `input` no string or list, or missing
  /// though nothing stands for it (`prompt`, `previous_response_id`, `conversation`).
  absl::Status Read(std::string_view body);

  json::Value root() const { return document_.root(); }
  json::Value model() const { return *model_; }

  /// A string or an array; nothing when it is absent or null.
  std::optional<json::Value> input() const { return input_; }

 private:
  absl::Status CheckInput() const;

  json::Document document_;
  std::optional<json::Value> model_;
  std::optional<json::Value> input_;
};

}  // namespace signalbox::dialect::openai_responses

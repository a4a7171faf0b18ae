#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// Turns the items of `input` into turns.
///
/// What a model says in a row (reasoning, messages, function calls) is one turn of its; a function's output is one of
/// the tool. An item of any other kind is a message without role and content, whole in `extra_json`.
class InputDecoder {
 public:
  using Messages = google::protobuf::RepeatedPtrField<llm::v1::Message>;

  explicit InputDecoder(Messages& messages) : messages_(messages) {}

  /// Errors: kInvalidArgument naming the field below `path`.
  absl::Status Add(json::Value item, std::string_view path);

 private:
  absl::Status AddMessage(json::Value item, std::string_view path);
  absl::Status AddResult(json::Value item, std::string_view path);
  void AddWhole(json::Value item);
  llm::v1::Message& Begin(llm::v1::Role role);

  Messages& messages_;
  bool in_turn_ = false;  // The last message is a model's turn that may go on.
};

}  // namespace signalbox::dialect::openai_responses

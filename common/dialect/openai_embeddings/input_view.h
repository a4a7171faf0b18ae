#pragma once

#include <optional>
#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/openai_chat/body_view.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_embeddings {

/// The body of an embedding request whose outline is right. The body must outlive it.
class InputView {
 public:
  /// Errors: kInvalidArgument as BodyView; `input` is missing, empty, too long, or neither texts nor tokens.
  absl::Status Read(std::string_view body);

  const openai_chat::BodyView& body() const { return body_; }
  json::Value root() const { return body_.root(); }

  void AddInputsTo(llm::v1::EmbedRequest& request) const;

 private:
  absl::Status CheckList() const;

  openai_chat::BodyView body_;
  std::optional<json::Value> input_;
};

}  // namespace signalbox::dialect::openai_embeddings

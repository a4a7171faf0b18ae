#include "common/dialect/openai_chat/chat_codec.h"

#include <array>
#include <utility>

#include "common/dialect/field_edits.h"
#include "common/dialect/openai_chat/conversation.h"
#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_chat/request_edit.h"
#include "common/dialect/openai_chat/request_facts.h"
#include "common/dialect/openai_chat/response.h"
#include "common/dialect/openai_chat/stream_decoder.h"
#include "common/dialect/openai_chat/stream_encoder.h"
#include "common/dialect/openai_chat/stream_mirror.h"
#include "common/dialect/openai_chat/translated_request.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Action = FieldEdit::Action;

// Whether the provider streams is the router's affair, not the caller's alone; a stream always tells its usage.
absl::StatusOr<std::string> WithStream(std::string body, const llm::v1::Conversation& conversation,
                                       const EncodeOptions& options) {
  if (options.stream == conversation.stream() && (!options.stream || conversation.include_usage())) return body;
  if (!options.stream) {
    const std::array<FieldEdit, 2> edits = {{{"stream", Action::kRemove}, {"stream_options", Action::kRemove}}};
    return EditFields(body, edits);
  }
  if (!conversation.stream()) {
    const std::array<FieldEdit, 1> edits = {{{"stream", Action::kSet, "true"}}};
    ASSIGN_OR_RETURN(body, EditFields(body, edits));
  }
  const std::string& model = options.model.empty() ? conversation.model() : options.model;
  return EditRequest(body, {.model = model, .ask_for_usage = true});
}

class Chat final : public Codec {
 public:
  llm::v1::Dialect dialect() const override { return llm::v1::OPENAI_CHAT; }

  absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) const override {
    return openai_chat::ScanRequest(body);
  }

  absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) const override {
    return openai_chat::EditRequest(body, edits);
  }

  absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body) const override {
    return openai_chat::DecodeRequest(body);
  }

  absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                            Losses& losses) const override {
    if (conversation.dialect() != llm::v1::OPENAI_CHAT) return TranslateRequest(conversation, options, losses);
    const std::string& model = options.model.empty() ? conversation.model() : options.model;
    return WithStream(openai_chat::EncodeRequest(conversation, model, losses), conversation, options);
  }

  absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                  bool want_answer) const override {
    return openai_chat::MirrorResponse(body, public_model, want_answer);
  }

  absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) const override {
    return openai_chat::DecodeResponse(body);
  }

  std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options,
                             Losses& losses) const override {
    return openai_chat::EncodeResponse(response, options, losses);
  }

  std::unique_ptr<StreamDecoder> NewStreamDecoder() const override { return std::make_unique<ChatStreamDecoder>(); }

  std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options) const override {
    return std::make_unique<ChatStreamEncoder>(std::move(options));
  }

  std::unique_ptr<StreamMirror> NewStreamMirror(StreamMirrorOptions options) const override {
    return NewChatMirror(std::move(options), "chat.completion.chunk");
  }

  std::optional<ErrorBody> DecodeError(std::string_view body) const override { return openai_chat::DecodeError(body); }

  std::string EncodeError(const ErrorBody& error, int http_status, std::string_view) const override {
    return openai_chat::EncodeError(WithType(error, http_status));
  }

  std::string EncodeStreamError(const ErrorBody& error, int http_status) const override {
    return openai_chat::EncodeStreamError(WithType(error, http_status));
  }
};

}  // namespace

const Codec& ChatCodec() {
  static const Chat codec;
  return codec;
}

}  // namespace signalbox::dialect::openai_chat

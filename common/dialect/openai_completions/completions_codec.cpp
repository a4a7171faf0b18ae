#include "common/dialect/openai_completions/completions_codec.h"

#include <utility>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/chat_codec.h"
#include "common/dialect/openai_chat/stream_mirror.h"
#include "common/dialect/openai_completions/answer.h"
#include "common/dialect/openai_completions/prompts.h"
#include "common/dialect/openai_completions/request.h"
#include "common/dialect/openai_completions/stream_encoder.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_completions {
namespace {

Echo EchoOfRequest(const llm::v1::Conversation* request) {
  return request == nullptr ? Echo() : EchoOf({request, 1});
}

// Streams and errors are framed as those of chat completions.
class Completions final : public Codec {
 public:
  llm::v1::Dialect dialect() const override { return llm::v1::OPENAI_COMPLETIONS; }

  absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) const override {
    return openai_completions::ScanRequest(body);
  }

  absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) const override {
    return openai_completions::EditRequest(body, edits);
  }

  absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body) const override {
    ASSIGN_OR_RETURN(std::vector<llm::v1::Conversation> prompts, DecodePrompts(body));
    if (prompts.size() > 1) return BadField("prompt", "several prompts are no single conversation");
    return std::move(prompts[0]);
  }

  absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                            Losses&) const override {
    return openai_completions::EncodeRequest(conversation, options);
  }

  absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                  bool want_answer) const override {
    return openai_completions::MirrorResponse(body, public_model, want_answer);
  }

  absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) const override {
    return openai_completions::DecodeResponse(body);
  }

  std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options,
                             Losses& losses) const override {
    return openai_completions::EncodeResponse(response, options, EchoOfRequest(options.request), losses);
  }

  std::unique_ptr<StreamDecoder> NewStreamDecoder() const override {
    return openai_chat::ChatCodec().NewStreamDecoder();
  }

  std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options) const override {
    Echo echo = options.from == dialect() ? Echo() : EchoOfRequest(options.request);
    return openai_completions::NewStreamEncoder(std::move(options), std::move(echo));
  }

  std::unique_ptr<StreamMirror> NewStreamMirror(StreamMirrorOptions options) const override {
    return openai_chat::NewChatMirror(std::move(options), "text_completion");
  }

  std::optional<ErrorBody> DecodeError(std::string_view body) const override {
    return openai_chat::ChatCodec().DecodeError(body);
  }

  std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id) const override {
    return openai_chat::ChatCodec().EncodeError(error, http_status, request_id);
  }

  std::string EncodeStreamError(const ErrorBody& error, int http_status) const override {
    return openai_chat::ChatCodec().EncodeStreamError(error, http_status);
  }
};

}  // namespace

const Codec& CompletionsCodec() {
  static const Completions codec;
  return codec;
}

}  // namespace signalbox::dialect::openai_completions

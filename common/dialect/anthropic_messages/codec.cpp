#include "common/dialect/anthropic_messages/codec.h"

#include <utility>

#include "common/dialect/anthropic_messages/error.h"
#include "common/dialect/anthropic_messages/request.h"
#include "common/dialect/anthropic_messages/request_edit.h"
#include "common/dialect/anthropic_messages/request_facts.h"
#include "common/dialect/anthropic_messages/response.h"
#include "common/dialect/anthropic_messages/stream_decoder.h"
#include "common/dialect/anthropic_messages/stream_encoder.h"
#include "common/dialect/stream_mirror.h"
#include "common/json/writer.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

class AnthropicMessages final : public Codec {
 public:
  llm::v1::Dialect dialect() const override { return llm::v1::ANTHROPIC_MESSAGES; }

  absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) const override {
    return anthropic_messages::ScanRequest(body);
  }
  absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) const override {
    return anthropic_messages::EditRequest(body, edits);
  }
  absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body) const override {
    return anthropic_messages::DecodeRequest(body);
  }
  absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                            Losses& losses) const override {
    return anthropic_messages::EncodeRequest(conversation, options, losses);
  }

  absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                  bool want_answer) const override {
    return anthropic_messages::MirrorResponse(body, public_model, want_answer);
  }
  absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) const override {
    return anthropic_messages::DecodeResponse(body);
  }
  std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options,
                             Losses& losses) const override {
    return anthropic_messages::EncodeResponse(response, options, losses);
  }

  std::unique_ptr<StreamDecoder> NewStreamDecoder() const override { return std::make_unique<MessageStreamDecoder>(); }
  std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options) const override {
    return std::make_unique<MessageStreamEncoder>(std::move(options));
  }
  std::unique_ptr<StreamMirror> NewStreamMirror(StreamMirrorOptions options) const override {
    return MirrorWith(NewStreamDecoder(), std::move(options));
  }

  std::string EncodeTokenCount(std::int64_t tokens) const override {
    json::Writer writer;
    writer.BeginObject().Key("input_tokens").Int(tokens).EndObject();
    return writer.Take();
  }

  std::optional<ErrorBody> DecodeError(std::string_view body) const override {
    return anthropic_messages::DecodeError(body);
  }
  std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id) const override {
    return anthropic_messages::EncodeError(error, http_status, request_id);
  }
  std::string EncodeStreamError(const ErrorBody& error, int http_status) const override {
    return anthropic_messages::EncodeStreamError(error, http_status);
  }
};

}  // namespace

const Codec& MessagesCodec() {
  static const AnthropicMessages codec;
  return codec;
}

}  // namespace signalbox::dialect::anthropic_messages

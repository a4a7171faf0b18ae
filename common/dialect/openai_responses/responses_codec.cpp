#include "common/dialect/openai_responses/responses_codec.h"

#include <utility>

#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_responses/conversation.h"
#include "common/dialect/openai_responses/error.h"
#include "common/dialect/openai_responses/request_edit.h"
#include "common/dialect/openai_responses/request_facts.h"
#include "common/dialect/openai_responses/response.h"
#include "common/dialect/openai_responses/stream_decoder.h"
#include "common/dialect/openai_responses/stream_encoder.h"
#include "common/dialect/stream_mirror.h"

namespace signalbox::dialect::openai_responses {
namespace {

class TheCodec final : public Codec {
 public:
  llm::v1::Dialect dialect() const override { return llm::v1::OPENAI_RESPONSES; }

  absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) const override {
    return openai_responses::ScanRequest(body);
  }

  absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) const override {
    return openai_responses::EditRequest(body, edits);
  }

  absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body) const override {
    return openai_responses::DecodeRequest(body);
  }

  absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                            Losses& losses) const override {
    return openai_responses::EncodeRequest(conversation, options, losses);
  }

  absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                  bool want_answer) const override {
    return openai_responses::MirrorResponse(body, public_model, want_answer);
  }

  absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) const override {
    return openai_responses::DecodeResponse(body);
  }

  std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options,
                             Losses& losses) const override {
    return openai_responses::EncodeResponse(response, options, losses);
  }

  std::unique_ptr<StreamDecoder> NewStreamDecoder() const override { return openai_responses::NewStreamDecoder(); }

  std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options) const override {
    return openai_responses::NewStreamEncoder(std::move(options));
  }

  std::unique_ptr<StreamMirror> NewStreamMirror(StreamMirrorOptions options) const override {
    return MirrorWith(openai_responses::NewStreamDecoder(), std::move(options));
  }

  std::optional<ErrorBody> DecodeError(std::string_view body) const override { return openai_chat::DecodeError(body); }

  std::string EncodeError(const ErrorBody& error, int http_status, std::string_view) const override {
    return openai_chat::EncodeError(openai_chat::WithType(error, http_status));
  }

  std::string EncodeStreamError(const ErrorBody& error, int http_status) const override {
    return openai_responses::EncodeStreamError(openai_chat::WithType(error, http_status));
  }
};

}  // namespace

const Codec& ResponsesCodec() {
  static const TheCodec codec;
  return codec;
}

}  // namespace signalbox::dialect::openai_responses

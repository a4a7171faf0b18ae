#include "common/dialect/bedrock_converse/converse_codec.h"

#include "common/dialect/bedrock_converse/decode_response.h"
#include "common/dialect/bedrock_converse/encode_request.h"
#include "common/dialect/bedrock_converse/facts.h"
#include "common/dialect/bedrock_converse/stream_decoder.h"
#include "common/status/error.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

absl::Status NobodyCallsInIt() {
  return Error(absl::StatusCode::kUnimplemented, "", "Converse is spoken to providers only");
}

class Converse final : public Codec {
 public:
  llm::v1::Dialect dialect() const override { return llm::v1::BEDROCK_CONVERSE; }

  absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                            Losses& losses) const override {
    return bedrock_converse::EncodeRequest(conversation, options, losses);
  }
  absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) const override {
    return bedrock_converse::DecodeResponse(body);
  }
  std::unique_ptr<StreamDecoder> NewStreamDecoder() const override { return std::make_unique<ConverseStreamDecoder>(); }
  std::optional<ErrorBody> DecodeError(std::string_view body) const override { return ReadError(body); }

  // A caller's half.
  absl::StatusOr<RequestFacts> ScanRequest(std::string_view) const override { return NobodyCallsInIt(); }
  absl::StatusOr<std::string> EditRequest(std::string_view, const RequestEdits&) const override {
    return NobodyCallsInIt();
  }
  absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view) const override { return NobodyCallsInIt(); }
  absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view, std::string_view, bool) const override {
    return NobodyCallsInIt();
  }
  std::string EncodeResponse(const llm::v1::Response&, const EncodeResponseOptions&, Losses&) const override {
    return {};
  }
  std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions) const override { return nullptr; }
  std::unique_ptr<StreamMirror> NewStreamMirror(StreamMirrorOptions) const override { return nullptr; }
  std::string EncodeError(const ErrorBody&, int, std::string_view) const override { return {}; }
  std::string EncodeStreamError(const ErrorBody&, int) const override { return {}; }
};

}  // namespace

const Codec& ConverseCodec() {
  static const Converse codec;
  return codec;
}

}  // namespace signalbox::dialect::bedrock_converse

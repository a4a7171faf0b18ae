#include "common/dialect/gemini/codec.h"

#include <utility>

#include "common/dialect/framing.h"
#include "common/dialect/gemini/error.h"
#include "common/dialect/gemini/request.h"
#include "common/dialect/gemini/request_facts.h"
#include "common/dialect/gemini/response.h"
#include "common/dialect/gemini/stream_decoder.h"
#include "common/dialect/gemini/stream_encoder.h"
#include "common/dialect/stream_mirror.h"
#include "common/json/writer.h"

namespace signalbox::dialect::gemini {
namespace {

class Gemini final : public Codec {
 public:
  llm::v1::Dialect dialect() const override { return llm::v1::GEMINI; }

  absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) const override { return gemini::ScanRequest(body); }

  absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) const override {
    return gemini::EditRequest(body, edits);
  }

  absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body) const override {
    return gemini::DecodeRequest(body);
  }

  absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                            Losses& losses) const override {
    return gemini::EncodeRequest(conversation, options, losses);
  }

  absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                  bool want_answer) const override {
    return gemini::MirrorResponse(body, public_model, want_answer);
  }

  absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) const override {
    return gemini::DecodeResponse(body);
  }

  std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options,
                             Losses& losses) const override {
    return gemini::EncodeResponse(response, options, losses);
  }

  std::unique_ptr<StreamDecoder> NewStreamDecoder() const override { return std::make_unique<GeminiStreamDecoder>(); }

  std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options) const override {
    return std::make_unique<GeminiStreamEncoder>(std::move(options));
  }

  std::unique_ptr<StreamMirror> NewStreamMirror(StreamMirrorOptions options) const override {
    return MirrorWith(NewStreamDecoder(), std::move(options));
  }

  std::string EncodeTokenCount(std::int64_t tokens) const override {
    json::Writer writer;
    writer.BeginObject().Key("totalTokens").Int(tokens).EndObject();
    return writer.Take();
  }

  std::optional<ErrorBody> DecodeError(std::string_view body) const override { return gemini::DecodeError(body); }

  std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id) const override {
    return gemini::EncodeError(error, http_status, request_id);
  }

  std::string EncodeStreamError(const ErrorBody& error, int http_status) const override {
    std::string event;
    Framer(Framing::kSse).Append(event, gemini::EncodeError(error, http_status, ""));
    return event;
  }
};

}  // namespace

const Codec& GeminiCodec() {
  static const Gemini codec;
  return codec;
}

}  // namespace signalbox::dialect::gemini

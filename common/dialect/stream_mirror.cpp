#include "common/dialect/stream_mirror.h"

#include <string>
#include <utility>

#include "common/dialect/framing.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect {
namespace {

class DecodingMirror final : public StreamMirror {
 public:
  DecodingMirror(std::unique_ptr<StreamDecoder> decoder, const StreamMirrorOptions& options)
      : decoder_(std::move(decoder)), framer_(options.framing) {
    json::AppendString(quoted_model_, options.public_model);
  }

  absl::Status Read(const WireEvent& event, std::string& out, StreamSink sink) override {
    bool is_error = false;
    RETURN_IF_ERROR(decoder_->Decode(event, [&](const StreamEvent& meaning) {
      is_error = is_error || meaning.kind == StreamEvent::Kind::kError;
      if (meaning.kind != StreamEvent::Kind::kLoss) sink(meaning);  // Its bytes are passed on.
    }));
    Pass(event, is_error ? error_event_ : out);
    if (is_error) framer_.End(error_event_);
    return absl::OkStatus();
  }

  std::string_view error_event() const override { return error_event_; }

  void End(std::string& out, StreamSink sink) override {
    decoder_->End([&](const StreamEvent& meaning) {
      if (meaning.kind == StreamEvent::Kind::kEnd) framer_.End(out);
      sink(meaning);
    });
  }

 private:
  void Pass(const WireEvent& event, std::string& out) {
    const auto model = decoder_->model_value();
    if (!model) return framer_.Append(out, event.data, event.type);
    edited_ = event.data.substr(0, model->begin_offset());
    edited_ += quoted_model_;
    edited_ += event.data.substr(model->end_offset());
    framer_.Append(out, edited_, event.type);
  }

  const std::unique_ptr<StreamDecoder> decoder_;
  Framer framer_;
  std::string quoted_model_;
  std::string error_event_;
  std::string edited_;  // Kept only for its memory.
};

}  // namespace

std::unique_ptr<StreamMirror> MirrorWith(std::unique_ptr<StreamDecoder> decoder, StreamMirrorOptions options) {
  return std::make_unique<DecodingMirror>(std::move(decoder), options);
}

}  // namespace signalbox::dialect

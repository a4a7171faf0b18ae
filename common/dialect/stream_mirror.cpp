#include "common/dialect/stream_mirror.h"

#include <string>
#include <utility>

#include "common/dialect/framing.h"
#include "common/dialect/splice.h"
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
    if (!model) return framer_.Append(out, OneLine(event.data), event.type);
    Splice splice(event.data);
    splice.Replace(*model, quoted_model_);
    const std::string edited = splice.Apply();
    framer_.Append(out, OneLine(edited), event.type);
  }

  // A line break can stand in an event only between the tokens of its JSON.
  std::string_view OneLine(std::string_view data) {
    if (data.find_first_of("\r\n") == data.npos) return data;
    line_.clear();
    for (const char c : data) line_ += c == '\n' || c == '\r' ? ' ' : c;
    return line_;
  }

  const std::unique_ptr<StreamDecoder> decoder_;
  Framer framer_;
  std::string quoted_model_;
  std::string line_;
  std::string error_event_;
};

}  // namespace

std::unique_ptr<StreamMirror> MirrorWith(std::unique_ptr<StreamDecoder> decoder, StreamMirrorOptions options) {
  return std::make_unique<DecodingMirror>(std::move(decoder), options);
}

}  // namespace signalbox::dialect

#include "common/dialect/openai_chat/stream_mirror.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "common/dialect/openai_chat/stream_decoder.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Kind = StreamEvent::Kind;

// In JSON a line break is white space, but in an event each line needs its field name.
void AppendLines(std::string& out, std::string_view bytes) {
  while (true) {
    // Two quick searches: one for both letters at once goes byte by byte.
    const std::size_t end = std::min({bytes.find('\n'), bytes.find('\r'), bytes.size()});
    out += bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (bytes.empty()) return;
    out += "\ndata: ";
    bytes.remove_prefix(bytes.starts_with("\r\n") ? 2 : 1);
  }
}

class ChatMirror final : public StreamMirror {
 public:
  ChatMirror(const StreamMirrorOptions& options, std::string_view object)
      : show_usage_(options.show_usage), object_(object) {
    json::AppendString(quoted_model_, options.public_model);
    json::AppendString(quoted_object_, object);
  }

  absl::Status Read(const WireEvent& event, std::string& out, StreamSink sink) override {
    if (over_) return absl::OkStatus();
    bool failed = false;
    RETURN_IF_ERROR(decoder_.Decode(event, [&](const StreamEvent& meaning) {
      failed = failed || meaning.kind == Kind::kError;
      over_ = over_ || failed || meaning.kind == Kind::kEnd;
      sink(meaning);
    }));
    if (failed) {
      Pass(event.data, error_event_);
    } else if (over_) {
      out += "data: [DONE]\n\n";
    } else if (show_usage_ || !decoder_.usage_value() || decoder_.has_choices()) {
      Pass(event.data, out);
    }
    return absl::OkStatus();
  }

  std::string_view error_event() const override { return error_event_; }

  // Its terminator is an event; whoever does not send one has not finished.
  void End(std::string&, StreamSink) override {}

 private:
  struct Change {
    std::size_t begin;
    std::size_t end;
    std::string_view bytes;
  };

  void Pass(std::string_view data, std::string& out) const {
    std::array<Change, 3> changes;
    std::size_t count = 0;
    const auto change = [&](std::optional<json::Value> value, std::string_view bytes) {
      if (!value) return;
      std::size_t place = count++;  // In their order in the text.
      for (; place > 0 && changes[place - 1].begin > value->begin_offset(); --place)
        changes[place] = changes[place - 1];
      changes[place] = {value->begin_offset(), value->end_offset(), bytes};
    };
    change(decoder_.model_value(), quoted_model_);
    if (!show_usage_) change(decoder_.usage_value(), "null");
    const auto object = decoder_.object_value();
    if (object && !object->Is(object_)) change(object, quoted_object_);

    out += "data: ";
    std::size_t copied = 0;
    for (std::size_t i = 0; i < count; ++i) {
      AppendLines(out, data.substr(copied, changes[i].begin - copied));
      out += changes[i].bytes;
      copied = changes[i].end;
    }
    AppendLines(out, data.substr(copied));
    out += "\n\n";
  }

  const bool show_usage_;
  const std::string_view object_;
  std::string quoted_model_;
  std::string quoted_object_;
  ChatStreamDecoder decoder_;
  std::string error_event_;
  bool over_ = false;
};

}  // namespace

std::unique_ptr<StreamMirror> NewChatMirror(StreamMirrorOptions options, std::string_view object) {
  return std::make_unique<ChatMirror>(options, object);
}

}  // namespace signalbox::dialect::openai_chat

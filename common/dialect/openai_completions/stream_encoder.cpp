#include "common/dialect/openai_completions/stream_encoder.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/dialect/openai_completions/answer.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_completions {
namespace {

using Kind = StreamEvent::Kind;

class CompletionsEncoder final : public StreamEncoder {
 public:
  CompletionsEncoder(StreamEncoderOptions options, Echo echo) : options_(std::move(options)), echo_(std::move(echo)) {}

  void Encode(const StreamEvent& event, std::string& out) override {
    switch (event.kind) {
      case Kind::kStart:
        return Start(event);
      case Kind::kBlockStart:
        if (event.block_type == BlockType::kToolCall || event.block_type == BlockType::kOther) {
          losses_.Add(fmt::format("content[{}]", event.block));
        }
        return;
      case Kind::kDelta:
        if (!event.raw.empty()) losses_.Add("logprobs");
        if (event.block_type == BlockType::kText || event.block_type == BlockType::kRefusal) {
          WriteEcho(event.choice, out);
          WriteChunk(event.choice, event.text, "", out);
        }
        return;
      case Kind::kFinish:
        if (!event.raw.empty()) losses_.Add("logprobs");
        WriteEcho(event.choice, out);
        return WriteChunk(event.choice, "", FinishWord(event.finish), out);
      case Kind::kUsage:
        usage_ = *event.usage;
        return;
      case Kind::kEnd:
        return End(out);
      case Kind::kError:
        out += openai_chat::EncodeStreamError(*event.error);
        return;
      case Kind::kCitation:
        return losses_.Add(fmt::format("content[{}].citations", event.block));
      case Kind::kLoss:
        return losses_.Add(event.text);
      case Kind::kSignature:
      case Kind::kBlockEnd:
        return;
    }
  }

 private:
  void Start(const StreamEvent& event) {
    const bool own = options_.from == llm::v1::OPENAI_COMPLETIONS && !event.id.empty();
    head_ = R"(data: {"id":)";
    json::AppendString(head_, own ? std::string(event.id) : AnswerId(options_.id));
    head_ += fmt::format(R"(,"object":"text_completion","created":{},"model":)",
                         event.created != 0 ? event.created : options_.created);
    json::AppendString(head_, options_.public_model);
    head_ += R"(,"choices":[)";
    if (event.usage != nullptr) usage_ = *event.usage;
  }

  void WriteEcho(int choice, std::string& out) {
    const std::string_view echo = echo_.Of(choice);
    if (!echo.empty() && echoed_.insert(choice).second) WriteChunk(choice, echo, "", out);
  }

  void WriteChunk(int choice, std::string_view text, std::string_view finish, std::string& out) const {
    out += head_;
    out += R"({"text":)";
    json::AppendString(out, text);
    out += fmt::format(R"(,"index":{},"logprobs":null,"finish_reason":)", choice);
    out += finish.empty() ? "null" : fmt::format("\"{}\"", finish);
    out += options_.include_usage ? "}],\"usage\":null}\n\n" : "}]}\n\n";
  }

  void End(std::string& out) const {
    if (options_.include_usage && usage_) {
      json::Writer usage;
      openai_chat::WriteUsage(*usage_, usage);
      out += head_;
      out += R"(],"usage":)";
      out += usage.text();
      out += "}\n\n";
    }
    out += "data: [DONE]\n\n";
  }

  const StreamEncoderOptions options_;
  const Echo echo_;
  std::string head_;  // What every chunk begins with.
  std::set<int> echoed_;
  std::optional<llm::v1::Usage> usage_;
};

}  // namespace

std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options, Echo echo) {
  return std::make_unique<CompletionsEncoder>(std::move(options), std::move(echo));
}

}  // namespace signalbox::dialect::openai_completions

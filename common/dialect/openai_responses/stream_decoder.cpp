#include "common/dialect/openai_responses/stream_decoder.h"

#include <map>
#include <string>

#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_responses/logprobs.h"
#include "common/dialect/openai_responses/outcome.h"
#include "common/dialect/openai_responses/streamed_item.h"
#include "common/dialect/openai_responses/usage.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using Kind = StreamEvent::Kind;

constexpr std::size_t kMaxItems = 4'096;
constexpr std::string_view kPrefix = "response.";

absl::Status Broken(std::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, "", why);
}

std::string TextOf(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsString() ? value->Text() : std::string();
}

std::optional<json::Value> ObjectIn(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsObject() ? value : std::nullopt;
}

std::int64_t IndexIn(json::Value event, std::string_view name) {
  const auto value = event.Find(name);
  return value ? value->Int().value_or(0) : 0;
}

// The event's type without the prefix; types have no escapes.
std::string_view WordOf(std::string_view type) {
  return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type;
}

class Decoder final : public StreamDecoder {
 public:
  absl::Status Decode(const WireEvent& event, StreamSink sink) override {
    model_.reset();
    if (event.data == "[DONE]") return absl::OkStatus();
    if (!document_.Read(event.data).ok()) return Broken("an event is no JSON");
    const json::Value root = document_.root();
    if (!root.IsObject()) return Broken("an event is no JSON object");
    const auto type = root.Find("type");
    std::string_view word = event.type;
    if (type && type->IsString()) word = type->raw().substr(1, type->raw().size() - 2);
    if (word.empty() && !root.Find("error")) return Broken("an event has no type");
    if (const auto response = ObjectIn(root, "response")) model_ = response->Find("model");
    if (ended_) return absl::OkStatus();
    if (word.empty() || word == "error") {
      Fail(root, sink);
      return absl::OkStatus();
    }
    return Understand(WordOf(word), root, sink);
  }

  std::optional<json::Value> model_value() const override { return model_; }

 private:
  absl::Status Understand(std::string_view word, json::Value event, StreamSink sink) {
    if (const auto response = ObjectIn(event, "response")) {
      Start(*response, sink);
      if (word == "completed" || word == "incomplete") Finish(*response, sink);
      if (word == "failed") Fail(*response, sink);
      return absl::OkStatus();
    }
    // Of events that concern an item, those unknown mean nothing here.
    if (!event.Find("output_index")) return absl::OkStatus();
    const std::int64_t index = IndexIn(event, "output_index");
    if (index < 0 || static_cast<std::size_t>(index) >= kMaxItems) return Broken("output_index is out of range");
    if (!started_) StartUnnamed(sink);
    ItemEvent(word, event, items_.try_emplace(index, next_block_).first->second, sink);
    return absl::OkStatus();
  }

  static void ItemEvent(std::string_view word, json::Value event, StreamedItem& item, StreamSink sink) {
    if (word == "output_text.delta") return Delta(event, false, BlockType::kText, item, sink);
    if (word == "function_call_arguments.delta") return Delta(event, false, BlockType::kToolCall, item, sink);
    if (word == "reasoning_summary_text.delta") return Delta(event, true, BlockType::kThinking, item, sink);
    if (word == "reasoning_text.delta") return Delta(event, false, BlockType::kThinking, item, sink);
    if (word == "refusal.delta") return Delta(event, false, BlockType::kRefusal, item, sink);
    if (word == "output_item.added" || word == "output_item.done") {
      const auto whole = ObjectIn(event, "item");
      if (whole) word == "output_item.added" ? item.Begin(*whole, sink) : item.Done(*whole, sink);
      return;
    }
    PartEvent(word, event, item, sink);
  }

  static void PartEvent(std::string_view word, json::Value event, StreamedItem& item, StreamSink sink) {
    const bool summary = word.starts_with("reasoning_summary_part.");
    const std::int64_t index = IndexIn(event, summary ? "summary_index" : "content_index");
    if (word == "output_text.annotation.added") {
      const auto annotation = ObjectIn(event, "annotation");
      if (annotation) item.Cite(index, *annotation, sink);
      return;
    }
    const auto part = ObjectIn(event, "part");
    if (!part || !(summary || word.starts_with("content_part."))) return;
    word.ends_with(".added") ? item.PartAdded(summary, index, *part, sink) : item.PartDone(summary, index, *part, sink);
  }

  static void Delta(json::Value event, bool summary, BlockType type, StreamedItem& item, StreamSink sink) {
    const auto delta = event.Find("delta");
    if (!delta) return;
    const std::int64_t index =
        type == BlockType::kToolCall ? 0 : IndexIn(event, summary ? "summary_index" : "content_index");
    const auto list = event.Find("logprobs");
    const std::string logprobs = list ? LogprobsOf(*list) : std::string();
    item.Delta(summary, index, type, *delta, logprobs, sink);
  }

  void Start(json::Value response, StreamSink sink) {
    if (started_) return;
    started_ = true;
    const std::string id = TextOf(response, "id");
    const std::string model = TextOf(response, "model");
    const auto created = response.Find("created_at");
    StreamEvent start(Kind::kStart);
    start.id = id;
    start.model = model;
    start.created = created ? static_cast<std::int64_t>(created->Number().value_or(0)) : 0;
    sink(start);
  }

  void StartUnnamed(StreamSink sink) {
    started_ = true;
    sink(StreamEvent(Kind::kStart));
  }

  void Finish(json::Value response, StreamSink sink) {
    TellUntold(response, sink);
    bool calls_tools = false;
    for (auto& [index, item] : items_) {
      item.End(sink);
      calls_tools = calls_tools || item.is_call();
    }
    if (const auto value = response.Find("usage")) {
      if (const auto usage = ReadUsage(*value)) {
        StreamEvent counted(Kind::kUsage);
        counted.usage = &*usage;
        sink(counted);
      }
    }
    const auto end = FinishOf(response, calls_tools);
    StreamEvent finish(Kind::kFinish);
    finish.finish = end.reason;
    finish.native_reason = end.native;
    sink(finish);
    ended_ = true;
    sink(StreamEvent(Kind::kEnd));
  }

  // A server that streamed nothing says it all at the end.
  void TellUntold(json::Value response, StreamSink sink) {
    const auto output = response.Find("output");
    if (!items_.empty() || !output || !output->IsArray()) return;
    std::int64_t index = 0;
    for (const json::Value item : output->elements()) {
      if (!item.IsObject() || items_.size() == kMaxItems) continue;
      StreamedItem& told = items_.try_emplace(index++, next_block_).first->second;
      told.Begin(item, sink);
      told.Done(item, sink);
    }
  }

  // An `error` event has its fields beside the type or in an object; a failed response has them in `error`.
  void Fail(json::Value where, StreamSink sink) {
    ended_ = true;
    ErrorBody error = openai_chat::DecodeError(where.raw()).value_or(ErrorBody{});
    if (error.message.empty()) error.message = "the provider reported a failure";
    // The flat form's "type" is the event's.
    if (error.type.empty() || error.type == "error") error.type = "api_error";
    StreamEvent failed(Kind::kError);
    failed.error = &error;
    sink(failed);
  }

  json::Document document_;
  std::optional<json::Value> model_;
  std::map<std::int64_t, StreamedItem> items_;
  int next_block_ = 0;
  bool started_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<StreamDecoder> NewStreamDecoder() {
  return std::make_unique<Decoder>();
}

}  // namespace signalbox::dialect::openai_responses

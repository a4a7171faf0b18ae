#include "common/dialect/openai_responses/stream_encoder.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/dialect/openai_responses/citation.h"
#include "common/dialect/openai_responses/error.h"
#include "common/dialect/openai_responses/event_writer.h"
#include "common/dialect/openai_responses/logprobs.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/open_item.h"
#include "common/dialect/openai_responses/outcome.h"
#include "common/dialect/openai_responses/response_object.h"

namespace signalbox::dialect::openai_responses {
namespace {

using Kind = StreamEvent::Kind;
using llm::v1::ContentBlock;

constexpr std::size_t kMaxBytes = std::size_t{32} << 20;
constexpr std::size_t kMaxBlocks = 4'096;

ContentBlock BlockOf(const StreamEvent& event) {
  ContentBlock block;
  switch (event.block_type) {
    case BlockType::kText:
      block.mutable_text();
      break;
    case BlockType::kRefusal:
      block.mutable_refusal();
      break;
    case BlockType::kToolCall:
      block.mutable_tool_call()->set_id(std::string(event.id));
      block.mutable_tool_call()->set_name(std::string(event.name));
      break;
    case BlockType::kThinking:
    case BlockType::kRedactedThinking:
      block.mutable_thinking()->set_id(std::string(event.id));
      block.mutable_thinking()->set_summary(event.summary);
      block.mutable_thinking()->set_redacted(std::string(event.text));
      break;
    case BlockType::kOther:
      block.set_extra_json(std::string(event.raw));
  }
  return block;
}

class Encoder final : public StreamEncoder {
 public:
  explicit Encoder(StreamEncoderOptions options)
      : options_(std::move(options)),
        own_(IsOwn(options_.from)),
        events_(options_.framing),
        object_(options_.request) {}

  void Encode(const StreamEvent& event, std::string& out) override {
    if (ended_) return;
    bytes_ += event.text.size() + event.raw.size();
    if (bytes_ > kMaxBytes || places_.size() > kMaxBlocks) {
      return Fail({.message = "the answer is too large", .type = "api_error", .code = "server_error"}, out);
    }
    switch (event.kind) {
      case Kind::kStart:
        return Start(event, out);
      case Kind::kUsage:
        if (event.usage != nullptr) usage_ = *event.usage;
        return;
      case Kind::kLoss:
        return losses_.Add(event.text);
      case Kind::kEnd:
        return End(out);
      case Kind::kError:
        return Fail(event.error != nullptr ? *event.error : ErrorBody{.message = "the provider failed"}, out);
      default:
        break;
    }
    if (event.choice != 0) return losses_.Add(fmt::format("choices[{}]", event.choice));
    event.kind == Kind::kFinish ? Finish(event, out) : Block(event, out);
  }

 private:
  struct Place {
    ContentBlock pending;  // Of another dialect's thinking that has not said a word yet: not an item so far.
    std::size_t part = 0;
    int item = -1;  // -1: the block is not written.
    bool waits = false;
  };

  void Start(const StreamEvent& event, std::string& out) {
    if (started_) return;
    started_ = true;
    std::string id("resp_");
    id += options_.id;
    object_.set_id(own_ && !event.id.empty() ? event.id : std::string_view(id));
    object_.set_model(options_.public_model);
    object_.set_created(event.created != 0 ? event.created : options_.created);
    if (event.usage != nullptr) usage_ = *event.usage;
    Send("response.created", {.status = "in_progress"}, out);
    Send("response.in_progress", {.status = "in_progress"}, out);
  }

  void Send(std::string_view type, const ResponseObject::State& state, std::string& out) {
    json::Writer& writer = events_.Begin(type);
    writer.Key("response");
    object_.Write(state, writer);
    events_.Send(out);
  }

  void Block(const StreamEvent& event, std::string& out) {
    if (!started_) Start(StreamEvent(Kind::kStart), out);
    if (event.kind == Kind::kBlockStart) return StartBlock(event, out);
    if (event.block < 0 || static_cast<std::size_t>(event.block) >= places_.size()) return;
    Place& place = places_[static_cast<std::size_t>(event.block)];
    if (event.kind == Kind::kSignature && !own_) losses_.Add(fmt::format("content[{}].signature", event.block));
    if (place.waits && event.kind == Kind::kDelta && !event.text.empty()) Put(place, out);
    if (place.item < 0) {
      if (place.waits && event.kind == Kind::kBlockEnd) losses_.Add(fmt::format("content[{}]", event.block));
      return;
    }
    OpenItem& item = *items_[static_cast<std::size_t>(place.item)];
    if (item.closed()) return;
    if (event.kind == Kind::kDelta) item.Delta(place.part, event, events_, out);
    if (event.kind == Kind::kCitation && event.citation != nullptr) {
      if (!CanWriteCitation(*event.citation, own_)) losses_.Add(fmt::format("content[{}].citations", event.block));
      item.Cite(place.part, *event.citation, events_, out);
    }
    if (event.kind == Kind::kBlockEnd) item.EndPart(place.part, events_, out);
    CloseIfDone(item, "completed", out);
  }

  void StartBlock(const StreamEvent& event, std::string& out) {
    Place& place = places_.emplace_back();
    place.pending = BlockOf(event);
    if (!own_ && place.pending.has_thinking() && event.block_type == BlockType::kThinking) {
      place.waits = true;
    } else if (CanWrite(place.pending, own_)) {
      Put(place, out);
    } else {
      losses_.Add(fmt::format("content[{}]", places_.size() - 1));
    }
  }

  // Into the item before, if it belongs there, else into one of its own.
  void Put(Place& place, std::string& out) {
    place.waits = false;
    OpenItem* last = items_.empty() ? nullptr : items_.back().get();
    if (last == nullptr || last->closed() || last->sealed() || BeginsItem(last->last(), place.pending, own_)) {
      if (last != nullptr) {
        last->Seal();
        CloseIfDone(*last, "completed", out);
      }
      items_.push_back(std::make_unique<OpenItem>(TypeOf(place.pending), static_cast<int>(items_.size()), own_,
                                                  std::string_view(options_.id)));
    }
    place.item = static_cast<int>(items_.size()) - 1;
    place.part = items_.back()->Add(place.pending, events_, out);
  }

  void CloseIfDone(OpenItem& item, std::string_view status, std::string& out) {
    if (item.CanClose()) item.Close(status, events_, out);
  }

  void Finish(const StreamEvent& event, std::string& out) {
    if (finished_) return;
    finished_ = true;
    outcome_ = OutcomeOf(event.finish);
    AddLateLogprobs(ElementsOf(event.raw));
    for (const auto& item : items_) {
      if (item->closed()) continue;
      item->Close(item == items_.back() ? outcome_.status : "completed", events_, out);
    }
  }

  // Those of a provider that says them once, at the end: they belong to the first words.
  void AddLateLogprobs(std::string_view elements) {
    if (elements.empty()) return;
    for (const auto& item : items_) {
      if (item->type() != ItemType::kMessage) continue;
      item->closed() || item->has_logprobs() ? losses_.Add("logprobs") : item->AddLogprobs(elements);
      return;
    }
    losses_.Add("logprobs");
  }

  void End(std::string& out) {
    if (!started_) Start(StreamEvent(Kind::kStart), out);
    if (!finished_) Finish(StreamEvent(Kind::kFinish), out);
    std::string output;
    for (const auto& item : items_) {
      if (!output.empty()) output += ',';
      output += item->item();
    }
    Send(outcome_.status == "completed" ? "response.completed" : "response.incomplete",
         {.status = outcome_.status,
          .incomplete_reason = outcome_.reason,
          .output = output,
          .usage = usage_ ? &*usage_ : nullptr},
         out);
    events_.End(out);
    ended_ = true;
  }

  void Fail(const ErrorBody& error, std::string& out) {
    WriteErrorEvent(error, events_.Begin("error"));
    events_.Send(out);
    ended_ = true;
  }

  const StreamEncoderOptions options_;
  const bool own_;
  EventWriter events_;
  ResponseObject object_;
  std::vector<std::unique_ptr<OpenItem>> items_;
  std::vector<Place> places_;
  std::optional<llm::v1::Usage> usage_;
  Outcome outcome_;
  std::size_t bytes_ = 0;
  bool started_ = false;
  bool finished_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options) {
  return std::make_unique<Encoder>(std::move(options));
}

}  // namespace signalbox::dialect::openai_responses

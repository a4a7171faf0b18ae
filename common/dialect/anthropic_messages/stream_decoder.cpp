#include "common/dialect/anthropic_messages/stream_decoder.h"

#include <algorithm>
#include <utility>

#include "common/dialect/anthropic_messages/block_decoder.h"
#include "common/dialect/anthropic_messages/error.h"
#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/stop_reason.h"
#include "common/dialect/splice.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using Kind = StreamEvent::Kind;

absl::Status Broken(std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "", what);
}

std::optional<json::Value> ObjectField(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsObject() ? value : std::nullopt;
}

BlockType TypeOf(json::Value content) {
  const auto type = content.Find("type");
  if (!type) return BlockType::kOther;
  if (type->Is("text")) return BlockType::kText;
  if (type->Is("tool_use")) return BlockType::kToolCall;
  if (type->Is("thinking")) return BlockType::kThinking;
  if (type->Is("redacted_thinking")) return BlockType::kRedactedThinking;
  return BlockType::kOther;
}

// The block with its input replaced by what came in pieces.
std::string WithInput(const std::string& block, const std::string& input) {
  json::Document document;
  if (!IsJsonObject(input) || !document.Read(block).ok()) return block;
  const auto at = document.root().Find("input");
  if (!at) return block;
  Splice splice(block);
  splice.Replace(*at, input);
  return splice.Apply();
}

}  // namespace

absl::Status MessageStreamDecoder::Decode(const WireEvent& event, StreamSink sink) {
  model_.reset();
  if (ended_) return absl::OkStatus();
  if (!document_.Read(event.data).ok() || !document_.root().IsObject()) return Broken("the event is no JSON object");
  const json::Value root = document_.root();
  const auto type = root.Find("type");
  if (!type && root.Find("error")) {
    OnError(root, sink);
    return absl::OkStatus();
  }
  if (!type || !type->IsString()) return Dispatch(root, event.type, sink);
  text_.clear();
  type->AppendText(text_);
  const std::string name = text_;
  return Dispatch(root, name, sink);
}

absl::Status MessageStreamDecoder::Dispatch(json::Value root, std::string_view type, StreamSink sink) {
  if (type == "error") {
    OnError(root, sink);
    return absl::OkStatus();
  }
  if (type == "message_start") return OnMessageStart(root, sink);
  const bool known = type == "content_block_start" || type == "content_block_delta" || type == "content_block_stop" ||
                     type == "message_delta" || type == "message_stop";
  if (!known) return absl::OkStatus();
  if (!started_) return Broken("the stream does not begin with message_start");
  if (type == "content_block_delta") return OnBlockDelta(root, sink);
  if (type == "content_block_start") return OnBlockStart(root, sink);
  if (type == "content_block_stop") return OnBlockStop(root, sink);
  return type == "message_delta" ? OnMessageDelta(root, sink) : OnMessageStop(sink);
}

absl::Status MessageStreamDecoder::OnMessageStart(json::Value root, StreamSink sink) {
  const auto message = ObjectField(root, "message");
  if (!message) return Broken("message_start has no message");
  if (started_) return Broken("message_start came twice");
  started_ = true;
  model_ = message->Find("model");
  if (const auto usage = message->Find("usage")) totals_.Add(*usage);
  const std::string id = TextOfField(*message, "id");
  const std::string model = TextOfField(*message, "model");
  const auto usage = totals_.Total();
  StreamEvent start(Kind::kStart);
  start.id = id;
  start.model = model;
  start.usage = usage ? &*usage : nullptr;
  sink(start);
  return absl::OkStatus();
}

absl::Status MessageStreamDecoder::OnBlockStart(json::Value root, StreamSink sink) {
  const auto content = ObjectField(root, "content_block");
  const auto index = root.Find("index");
  if (!content || !index || !index->Int()) return Broken("content_block_start has no index or no content_block");
  if (finished_ || OpenAt(root) != nullptr) return Broken("content_block_start at a wrong time");
  if (open_.size() == kMaxOpenBlocks) return Broken("too many blocks are open at once");
  Open& open = open_.emplace_back();
  open.wire_index = *index->Int();
  open.type = TypeOf(*content);
  if (open.type == BlockType::kOther) return Hold(open.held, content->raw());
  open.block = blocks_++;
  if (open.type == BlockType::kToolCall) {
    const auto input = ObjectField(*content, "input");
    RETURN_IF_ERROR(Hold(open.held, input ? input->raw() : "{}"));
  }
  StartKnown(*content, open, sink);
  return absl::OkStatus();
}

void MessageStreamDecoder::StartKnown(json::Value content, Open& open, StreamSink sink) {
  const std::string id = TextOfField(content, "id");
  const std::string name = TextOfField(content, "name");
  const std::string data = TextOfField(content, "data");
  StreamEvent start(Kind::kBlockStart, 0, open.block);
  start.block_type = open.type;
  if (open.type == BlockType::kToolCall) {
    start.id = id;
    start.name = name;
  } else if (open.type == BlockType::kRedactedThinking) {
    start.text = data;
  }
  sink(start);
  // Some servers say the first words here already.
  if (open.type == BlockType::kText) YieldText(open, Kind::kDelta, TextOfField(content, "text"), sink);
  if (open.type != BlockType::kThinking) return;
  YieldText(open, Kind::kDelta, TextOfField(content, "thinking"), sink);
  YieldText(open, Kind::kSignature, TextOfField(content, "signature"), sink);
}

absl::Status MessageStreamDecoder::OnBlockDelta(json::Value root, StreamSink sink) {
  const auto delta = ObjectField(root, "delta");
  Open* const open = OpenAt(root);
  if (!delta || open == nullptr) return Broken("content_block_delta has no delta or no block");
  const auto type = delta->Find("type");
  if (!type) return absl::OkStatus();
  if (type->Is("input_json_delta")) return AddInput(*delta, *open, sink);
  const auto yield = [&](BlockType of, Kind kind, std::string_view name) {
    const auto text = delta->Find(name);
    if (open->type != of || !text || !text->IsString()) return;
    text_.clear();
    text->AppendText(text_);
    YieldText(*open, kind, text_, sink);
  };
  if (type->Is("text_delta")) yield(BlockType::kText, Kind::kDelta, "text");
  if (type->Is("thinking_delta")) yield(BlockType::kThinking, Kind::kDelta, "thinking");
  if (type->Is("signature_delta")) yield(BlockType::kThinking, Kind::kSignature, "signature");
  if (type->Is("citations_delta") && open->type == BlockType::kText) YieldCitation(*open, *delta, sink);
  return absl::OkStatus();
}

absl::Status MessageStreamDecoder::AddInput(json::Value delta, Open& open, StreamSink sink) {
  const auto piece = delta.Find("partial_json");
  if (!piece || !piece->IsString() || piece->Is("")) return absl::OkStatus();
  text_.clear();
  piece->AppendText(text_);
  if (open.type == BlockType::kOther) return Hold(open.input, text_);
  if (open.type != BlockType::kToolCall) return absl::OkStatus();
  open.has_input = true;
  YieldText(open, Kind::kDelta, text_, sink);
  return absl::OkStatus();
}

absl::Status MessageStreamDecoder::Hold(std::string& into, std::string_view bytes) {
  held_bytes_ += bytes.size();
  if (held_bytes_ > kMaxHeldBytes) return Broken("a block is too large");
  into += bytes;
  return absl::OkStatus();
}

void MessageStreamDecoder::YieldText(const Open& open, StreamEvent::Kind kind, std::string_view text, StreamSink sink) {
  if (text.empty()) return;
  StreamEvent event(kind, 0, open.block);
  event.block_type = open.type;
  event.text = text;
  sink(event);
}

void MessageStreamDecoder::YieldCitation(const Open& open, json::Value delta, StreamSink sink) {
  const auto citation = ObjectField(delta, "citation");
  if (!citation) return;
  const llm::v1::Citation decoded = DecodeCitation(*citation);
  StreamEvent event(Kind::kCitation, 0, open.block);
  event.block_type = open.type;
  event.citation = &decoded;
  sink(event);
}

absl::Status MessageStreamDecoder::OnBlockStop(json::Value root, StreamSink sink) {
  Open* const open = OpenAt(root);
  if (open == nullptr) return Broken("content_block_stop has no block");
  Close(*open, sink);
  open_.erase(open_.begin() + (open - open_.data()));
  return absl::OkStatus();
}

void MessageStreamDecoder::Close(Open& open, StreamSink sink) {
  if (open.type == BlockType::kToolCall && !open.has_input) YieldText(open, Kind::kDelta, open.held, sink);
  std::string whole;
  if (open.type == BlockType::kOther) {
    whole = open.input.empty() ? std::move(open.held) : WithInput(open.held, open.input);
    open.block = blocks_++;  // It is told when it is whole: those that began meanwhile come first.
    StreamEvent start(Kind::kBlockStart, 0, open.block);
    start.block_type = BlockType::kOther;
    start.raw = whole;
    sink(start);
  }
  StreamEvent end(Kind::kBlockEnd, 0, open.block);
  end.block_type = open.type;
  sink(end);
  held_bytes_ -= std::min(held_bytes_, open.held.size() + open.input.size());
}

absl::Status MessageStreamDecoder::OnMessageDelta(json::Value root, StreamSink sink) {
  if (const auto usage = root.Find("usage")) {
    totals_.Add(*usage);
    YieldUsage(sink);
  }
  const auto delta = ObjectField(root, "delta");
  const auto reason = delta ? delta->Find("stop_reason") : std::nullopt;
  if (reason && reason->IsString()) Finish(reason->Text(), TextOfField(*delta, "stop_sequence"), sink);
  return absl::OkStatus();
}

void MessageStreamDecoder::YieldUsage(StreamSink sink) {
  const auto total = totals_.Total();
  if (!total) return;
  StreamEvent event(Kind::kUsage);
  event.usage = &*total;
  sink(event);
}

void MessageStreamDecoder::Finish(std::string_view stop_reason, std::string_view stop_sequence, StreamSink sink) {
  if (finished_) return;
  finished_ = true;
  for (Open& open : open_) Close(open, sink);
  open_.clear();
  StreamEvent finish(Kind::kFinish);
  finish.finish = FinishReasonOf(stop_reason);
  finish.native_reason = stop_reason;
  finish.stop_sequence = stop_sequence;
  sink(finish);
}

absl::Status MessageStreamDecoder::OnMessageStop(StreamSink sink) {
  Finish("", "", sink);
  ended_ = true;
  sink(StreamEvent(Kind::kEnd));
  return absl::OkStatus();
}

void MessageStreamDecoder::OnError(json::Value root, StreamSink sink) {
  ended_ = true;
  const ErrorBody error =
      DecodeError(root).value_or(ErrorBody{.message = "the provider reported an error", .type = "api_error"});
  StreamEvent event(Kind::kError);
  event.error = &error;
  sink(event);
}

MessageStreamDecoder::Open* MessageStreamDecoder::OpenAt(json::Value root) {
  const auto index = root.Find("index");
  const auto wanted = index ? index->Int() : std::nullopt;
  for (Open& open : open_) {
    if (wanted && open.wire_index == *wanted) return &open;
  }
  return nullptr;
}

}  // namespace signalbox::dialect::anthropic_messages

#include "common/dialect/bedrock_converse/stream_decoder.h"

#include <utility>

#include "common/dialect/bedrock_converse/facts.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using Kind = StreamEvent::Kind;

constexpr std::string_view kException = "exception:";

absl::Status Broken(std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "", what);
}

std::optional<json::Value> ObjectIn(json::Value object, std::string_view name) {
  const auto member = object.Find(name);
  return member && member->IsObject() ? member : std::nullopt;
}

std::int64_t KeyOf(json::Value data) {
  const auto index = data.Find("contentBlockIndex");
  return index ? index->Int().value_or(0) : 0;
}

}  // namespace

absl::Status ConverseStreamDecoder::Decode(const WireEvent& event, StreamSink sink) {
  if (ended_) return absl::OkStatus();
  if (event.type.starts_with(kException)) {
    const ErrorBody error = ErrorOf(event.type.substr(kException.size()), event.data);
    StreamEvent failure(Kind::kError);
    failure.error = &error;
    ended_ = true;
    sink(failure);
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(document_.Read(event.data));
  const json::Value data = document_.root();
  if (!data.IsObject()) return Broken("an event of the stream is no JSON object");
  if (!started_) {
    started_ = true;
    sink(StreamEvent(Kind::kStart));
  }
  if (event.type == "contentBlockStart") return Start(data, sink);
  if (event.type == "contentBlockDelta") return Delta(data, sink);
  if (event.type == "contentBlockStop") Close(KeyOf(data), sink);
  if (event.type == "messageStop") Stop(data, sink);
  if (event.type == "metadata") Metadata(data, sink);
  return absl::OkStatus();
}

absl::StatusOr<ConverseStreamDecoder::Block*> ConverseStreamDecoder::Open(std::int64_t key, StreamEvent begin,
                                                                          StreamSink sink) {
  if (finished_) return Broken("a block of the stream begins after its end");
  Close(key, sink);
  if (open_.size() >= kMaxBlocks) return Broken("too many blocks of the stream are open at once");
  Block& block = open_[key];
  block.type = begin.block_type;
  if (block.type == BlockType::kRedactedThinking) return &block;  // It is told when it is whole.
  block.index = next_index_++;
  begin.block = block.index;
  sink(begin);
  return &block;
}

/// The open block at `key`, opened if there is none, unless it would be a call: only its start names the tool. A block
/// keeps the type it began with.
absl::StatusOr<ConverseStreamDecoder::Block*> ConverseStreamDecoder::Find(std::int64_t key, BlockType type,
                                                                          StreamSink sink) {
  if (const auto found = open_.find(key); found != open_.end()) return &found->second;
  if (type == BlockType::kToolCall) return Broken("a call of a tool in the stream has no beginning");
  StreamEvent begin(Kind::kBlockStart);
  begin.block_type = type;
  return Open(key, begin, sink);
}

absl::Status ConverseStreamDecoder::Start(json::Value data, StreamSink sink) {
  const auto start = ObjectIn(data, "start");
  if (!start) return absl::OkStatus();
  StreamEvent begin(Kind::kBlockStart);
  std::string id;
  std::string name;
  if (const auto use = ObjectIn(*start, "toolUse"); use && !use->Find("type")) {
    begin.block_type = BlockType::kToolCall;
    id = TextOf(*use, "toolUseId");
    name = TextOf(*use, "name");
    begin.id = id;
    begin.name = name;
  } else if (start->Empty()) {
    return absl::OkStatus();  // Its first delta says what it is.
  } else {
    begin.block_type = BlockType::kOther;
    begin.raw = start->raw();
  }
  return Open(KeyOf(data), begin, sink).status();
}

absl::Status ConverseStreamDecoder::Text(std::int64_t key, BlockType type, std::string_view text, StreamSink sink) {
  ASSIGN_OR_RETURN(Block* const block, Find(key, type, sink));
  if (block->type == BlockType::kOther) return absl::OkStatus();
  if (block->type != type) return Broken("a block of the stream changes its kind");
  if (text.empty()) return absl::OkStatus();
  block->spoke = true;
  StreamEvent delta(Kind::kDelta, 0, block->index);
  delta.block_type = type;
  delta.text = text;
  sink(delta);
  return absl::OkStatus();
}

absl::Status ConverseStreamDecoder::Delta(json::Value data, StreamSink sink) {
  const auto delta = ObjectIn(data, "delta");
  if (!delta) return absl::OkStatus();
  const std::int64_t key = KeyOf(data);
  if (const auto text = delta->Find("text"); text && text->IsString()) {
    return Text(key, BlockType::kText, text->Text(), sink);
  }
  if (const auto use = ObjectIn(*delta, "toolUse")) {
    return Text(key, BlockType::kToolCall, TextOf(*use, "input"), sink);
  }
  if (const auto reasoning = ObjectIn(*delta, "reasoningContent")) return Reasoning(key, *reasoning, sink);
  if (const auto cited = ObjectIn(*delta, "citation")) {
    ASSIGN_OR_RETURN(const Block* const block, Find(key, BlockType::kText, sink));
    if (block->type != BlockType::kText) return Broken("a block of the stream changes its kind");
    const llm::v1::Citation citation = ReadCitation(*cited);
    StreamEvent event(Kind::kCitation, 0, block->index);
    event.citation = &citation;
    sink(event);
  }
  return absl::OkStatus();
}

absl::Status ConverseStreamDecoder::Reasoning(std::int64_t key, json::Value delta, StreamSink sink) {
  if (const std::string redacted = TextOf(delta, "redactedContent"); !redacted.empty()) {
    ASSIGN_OR_RETURN(Block* const block, Find(key, BlockType::kRedactedThinking, sink));
    if (block->type != BlockType::kRedactedThinking) return Broken("a block of the stream changes its kind");
    if (block->redacted.size() + redacted.size() > kMaxRedactedBytes)
      return Broken("a block of the stream is too large");
    block->redacted += redacted;
    return absl::OkStatus();
  }
  const std::string signature = TextOf(delta, "signature");
  if (signature.empty()) return Text(key, BlockType::kThinking, TextOf(delta, "text"), sink);
  ASSIGN_OR_RETURN(const Block* const block, Find(key, BlockType::kThinking, sink));
  if (block->type != BlockType::kThinking) return Broken("a block of the stream changes its kind");
  StreamEvent event(Kind::kSignature, 0, block->index);
  event.block_type = BlockType::kThinking;
  event.text = signature;
  sink(event);
  return absl::OkStatus();
}

void ConverseStreamDecoder::Close(std::int64_t key, StreamSink sink) {
  const auto found = open_.find(key);
  if (found == open_.end()) return;
  Block block = std::move(found->second);
  open_.erase(found);
  if (block.type == BlockType::kRedactedThinking) {
    block.index = next_index_++;
    StreamEvent begin(Kind::kBlockStart, 0, block.index);
    begin.block_type = block.type;
    begin.text = block.redacted;
    sink(begin);
  }
  if (block.type == BlockType::kToolCall && !block.spoke) {
    StreamEvent nothing(Kind::kDelta, 0, block.index);
    nothing.block_type = block.type;
    nothing.text = "{}";
    sink(nothing);
  }
  StreamEvent end(Kind::kBlockEnd, 0, block.index);
  end.block_type = block.type;
  sink(end);
}

void ConverseStreamDecoder::Stop(json::Value data, StreamSink sink) {
  if (finished_) return;
  finished_ = true;
  while (!open_.empty()) Close(open_.begin()->first, sink);
  const std::string reason = TextOf(data, "stopReason");
  const std::string sequence = StopSequenceOf(data);
  StreamEvent finish(Kind::kFinish);
  finish.finish = FinishOf(reason);
  finish.native_reason = reason;
  finish.stop_sequence = sequence;
  sink(finish);
}

void ConverseStreamDecoder::Metadata(json::Value data, StreamSink sink) {
  const auto counted = data.Find("usage");
  if (const auto usage = counted ? ReadUsage(*counted) : std::nullopt) {
    StreamEvent event(Kind::kUsage);
    event.usage = &*usage;
    sink(event);
  }
  if (finished_) End(sink);  // Nothing comes after it.
}

void ConverseStreamDecoder::End(StreamSink sink) {
  if (ended_ || !finished_) return;
  ended_ = true;
  sink(StreamEvent(Kind::kEnd));
}

}  // namespace signalbox::dialect::bedrock_converse

#include "common/dialect/openai_responses/streamed_item.h"

#include <optional>

#include "common/dialect/openai_responses/citation.h"
#include "common/dialect/openai_responses/logprobs.h"

namespace signalbox::dialect::openai_responses {
namespace {

using Kind = StreamEvent::Kind;

// The fields that hold a part's words.
std::optional<json::Value> WordsIn(json::Value part) {
  for (const std::string_view name : {"text", "refusal"}) {
    const auto words = part.Find(name);
    if (words && words->IsString()) return words;
  }
  return std::nullopt;
}

std::string TextOf(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsString() ? value->Text() : std::string();
}

// The kind of block a part is; nothing when it is none.
std::optional<BlockType> TypeOf(json::Value part) {
  const auto type = part.IsObject() ? part.Find("type") : std::nullopt;
  if (!type) return std::nullopt;
  if (type->Is("output_text")) return BlockType::kText;
  if (type->Is("refusal")) return BlockType::kRefusal;
  if (type->Is("reasoning_text") || type->Is("summary_text")) return BlockType::kThinking;
  return std::nullopt;
}

bool HasType(json::Value item, std::string_view type) {
  const auto value = item.Find("type");
  return value && value->Is(type);
}

}  // namespace

StreamedItem::Part& StreamedItem::Open(PartKey key, BlockType type, StreamSink sink) {
  const auto [place, is_new] = parts_.try_emplace(key);
  Part& part = place->second;
  if (!is_new) return part;
  part.type = type;
  part.block = next_block_++;
  StreamEvent start(Kind::kBlockStart, 0, part.block);
  start.block_type = type;
  start.summary = !key.content;
  if (type == BlockType::kThinking) start.id = id_;
  sink(start);
  return part;
}

void StreamedItem::Tell(Part& part, std::string_view text, std::string_view logprobs, StreamSink sink) {
  if (part.ended || (text.empty() && logprobs.empty())) return;
  part.has_text = true;
  StreamEvent delta(Kind::kDelta, 0, part.block);
  delta.block_type = part.type;
  delta.text = text;
  delta.raw = logprobs;
  sink(delta);
}

void StreamedItem::Close(Part& part, StreamSink sink) {
  if (part.ended) return;
  part.ended = true;
  StreamEvent end(Kind::kBlockEnd, 0, part.block);
  end.block_type = part.type;
  sink(end);
}

void StreamedItem::Begin(json::Value item, StreamSink sink) {
  if (HasType(item, "reasoning")) id_ = TextOf(item, "id");
  if (HasType(item, "function_call")) BeginCall(item, sink);
}

void StreamedItem::BeginCall(json::Value item, StreamSink sink) {
  is_call_ = true;
  const auto [place, is_new] = parts_.try_emplace(PartKey{true, 0});
  if (!is_new) return;
  place->second.type = BlockType::kToolCall;
  place->second.block = next_block_++;
  const std::string id = TextOf(item, "call_id");
  const std::string name = TextOf(item, "name");
  StreamEvent start(Kind::kBlockStart, 0, place->second.block);
  start.block_type = BlockType::kToolCall;
  start.id = id;
  start.name = name;
  sink(start);
}

void StreamedItem::PartAdded(bool summary, std::int64_t index, json::Value part, StreamSink sink) {
  if (const auto type = TypeOf(part)) Open({!summary, index}, *type, sink);
}

void StreamedItem::Delta(bool summary, std::int64_t index, BlockType type, const json::Value& delta,
                         std::string_view logprobs, StreamSink sink) {
  text_.clear();
  if (delta.IsString()) delta.AppendText(text_);
  if (type == BlockType::kToolCall && parts_.empty()) return;  // Nobody said which function: its item will.
  Tell(Open({!summary, index}, type, sink), text_, logprobs, sink);
}

void StreamedItem::Cite(std::int64_t index, json::Value annotation, StreamSink sink) {
  if (!annotation.IsObject()) return;
  Part& part = Open({true, index}, BlockType::kText, sink);
  if (part.ended) return;
  ++part.citations;
  const llm::v1::Citation citation = DecodeCitation(annotation);
  StreamEvent cited(Kind::kCitation, 0, part.block);
  cited.block_type = part.type;
  cited.citation = &citation;
  sink(cited);
}

// What of the whole part no event said before.
void StreamedItem::TellRest(Part& part, json::Value whole, StreamSink sink) {
  if (part.ended) return;
  const auto words = WordsIn(whole);
  if (!part.has_text && words) {
    const auto list = whole.Find("logprobs");
    const std::string logprobs = list ? LogprobsOf(*list) : std::string();
    text_ = words->Text();
    Tell(part, text_, logprobs, sink);
  }
  const auto annotations = whole.Find("annotations");
  if (part.type != BlockType::kText || !annotations || !annotations->IsArray()) return;
  int index = 0;
  for (const json::Value annotation : annotations->elements()) {
    if (index++ < part.citations || !annotation.IsObject()) continue;
    const llm::v1::Citation citation = DecodeCitation(annotation);
    StreamEvent cited(Kind::kCitation, 0, part.block);
    cited.block_type = part.type;
    cited.citation = &citation;
    sink(cited);
  }
}

void StreamedItem::PartDone(bool summary, std::int64_t index, json::Value part, StreamSink sink) {
  const auto type = TypeOf(part);
  if (!type) return;
  Part& target = Open({!summary, index}, *type, sink);
  TellRest(target, part, sink);
  Close(target, sink);
}

void StreamedItem::DoneParts(json::Value item, std::string_view list, bool summary, StreamSink sink) {
  const auto parts = item.Find(list);
  if (!parts || !parts->IsArray()) return;
  std::int64_t index = 0;
  for (const json::Value part : parts->elements()) PartDone(summary, index++, part, sink);
}

// Encrypted reasoning is said whole when the item is done; a block of its own, like every part.
void StreamedItem::DoneReasoning(json::Value item, StreamSink sink) {
  id_ = TextOf(item, "id");
  DoneParts(item, "summary", true, sink);
  DoneParts(item, "content", false, sink);
  const std::string encrypted = TextOf(item, "encrypted_content");
  if (encrypted.empty() && !parts_.empty()) return;
  StreamEvent start(Kind::kBlockStart, 0, next_block_++);
  start.block_type = encrypted.empty() ? BlockType::kThinking : BlockType::kRedactedThinking;
  start.id = id_;
  start.text = encrypted;
  sink(start);
  StreamEvent end(Kind::kBlockEnd, 0, start.block);
  end.block_type = start.block_type;
  sink(end);
}

void StreamedItem::Done(json::Value item, StreamSink sink) {
  if (HasType(item, "message")) {
    DoneParts(item, "content", false, sink);
  } else if (HasType(item, "reasoning")) {
    DoneReasoning(item, sink);
  } else if (HasType(item, "function_call")) {
    BeginCall(item, sink);
    Part& call = parts_.begin()->second;
    text_ = TextOf(item, "arguments");
    if (!call.has_text) Tell(call, text_, {}, sink);
  } else {
    StreamEvent start(Kind::kBlockStart, 0, next_block_++);
    start.block_type = BlockType::kOther;
    start.raw = item.raw();
    sink(start);
    StreamEvent end(Kind::kBlockEnd, 0, start.block);
    end.block_type = BlockType::kOther;
    sink(end);
  }
  End(sink);
}

void StreamedItem::End(StreamSink sink) {
  for (auto& [key, part] : parts_) Close(part, sink);
}

}  // namespace signalbox::dialect::openai_responses

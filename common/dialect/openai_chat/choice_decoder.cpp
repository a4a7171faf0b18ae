#include "common/dialect/openai_chat/choice_decoder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/openai_chat/annotation.h"
#include "common/dialect/openai_chat/finish.h"
#include "common/dialect/openai_chat/members.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Kind = StreamEvent::Kind;

constexpr std::int64_t kLegacyCall = -1;  // `function_call`, which has no index.

}  // namespace

void ChoiceDecoder::Read(json::Value choice, StreamSink sink) {
  if (finished_) return;
  std::optional<json::Value> delta;
  std::optional<json::Value> text;
  std::optional<json::Value> reason;
  logprobs_ = {};
  for (const auto [key, value] : choice.members()) {
    if (key.Is("delta")) {
      delta = value;
    } else if (key.Is("text")) {
      text = value;
    } else if (key.Is("finish_reason")) {
      reason = value;
    } else if (key.Is("logprobs") && value.IsObject()) {
      logprobs_ = value.raw();
    }
  }
  if (delta && delta->IsObject()) ReadDelta(*delta, sink);
  if (text) ReadWords(BlockType::kText, *text, sink);
  if (!reason || !reason->IsString()) return;
  const std::string word = reason->Text();
  EndBlocks(sink);
  StreamEvent finish(Kind::kFinish, index_, 0);
  finish.native_reason = word;
  finish.finish = FinishOf(word, !calls_.empty());
  sink(finish);
  finished_ = true;
}

void ChoiceDecoder::Finish(StreamSink sink) {
  if (finished_) return;
  EndBlocks(sink);
  StreamEvent finish(Kind::kFinish, index_, 0);
  finish.finish = calls_.empty() ? llm::v1::STOP : llm::v1::TOOL_CALLS;
  sink(finish);
  finished_ = true;
}

void ChoiceDecoder::ReadDelta(json::Value delta, StreamSink sink) {
  std::optional<json::Value> content;
  std::optional<json::Value> reasoning;
  std::optional<json::Value> other_reasoning;
  std::optional<json::Value> refusal;
  std::optional<json::Value> calls;
  std::optional<json::Value> function_call;
  std::optional<json::Value> annotations;
  for (const auto [key, value] : delta.members()) {
    if (key.Is("content")) {
      content = value;
    } else if (key.Is("tool_calls")) {
      calls = value;
    } else if (key.Is("reasoning_content")) {
      reasoning = value;
    } else if (key.Is("reasoning")) {
      other_reasoning = value;
    } else if (key.Is("refusal")) {
      refusal = value;
    } else if (key.Is("function_call")) {
      function_call = value;
    } else if (key.Is("annotations")) {
      annotations = value;
    }
  }
  // Both names of reasoning say the same.
  if (!reasoning || !reasoning->IsString()) reasoning = other_reasoning;
  if (reasoning) ReadWords(BlockType::kThinking, *reasoning, sink);
  if (content) ReadWords(BlockType::kText, *content, sink);
  if (refusal) ReadWords(BlockType::kRefusal, *refusal, sink);
  if (annotations && annotations->IsArray()) ReadAnnotations(*annotations, sink);
  if (calls && calls->IsArray()) ReadCalls(*calls, sink);
  if (function_call && function_call->IsObject()) ReadLegacyCall(*function_call, sink);
}

void ChoiceDecoder::ReadWords(BlockType type, json::Value text, StreamSink sink) {
  if (!text.IsString() || text.Is("")) return;
  if (words_block_ >= 0 && words_type_ != type) EndWords(sink);
  if (words_block_ < 0) {
    words_block_ = next_block_++;
    words_type_ = type;
    StreamEvent start(Kind::kBlockStart, index_, words_block_);
    start.block_type = type;
    sink(start);
  }
  StreamEvent delta(Kind::kDelta, index_, words_block_);
  delta.block_type = type;
  delta.text = TextOf(text);
  delta.raw = std::exchange(logprobs_, {});
  sink(delta);
}

// Most pieces have no escapes: then they stand in the document as they are.
std::string_view ChoiceDecoder::TextOf(json::Value text) {
  const std::string_view raw = text.raw();
  if (raw.find('\\') == raw.npos) return raw.substr(1, raw.size() - 2);
  scratch_.clear();
  text.AppendText(scratch_);
  return scratch_;
}

void ChoiceDecoder::ReadAnnotations(json::Value annotations, StreamSink sink) {
  if (words_block_ < 0 || words_type_ != BlockType::kText) return;
  for (const json::Value annotation : annotations.elements()) {
    const auto citation = DecodeAnnotation(annotation);
    if (!citation) continue;
    StreamEvent event(Kind::kCitation, index_, words_block_);
    event.citation = &*citation;
    sink(event);
  }
}

void ChoiceDecoder::ReadCalls(json::Value calls, StreamSink sink) {
  for (const json::Value call : calls.elements()) {
    if (call.IsObject()) ReadCall(call, sink);
  }
}

void ChoiceDecoder::ReadCall(json::Value call, StreamSink sink) {
  const Call* const known = CallFor(call, sink);
  const auto function = ObjectMember(call, "function");
  if (known != nullptr && function) YieldArguments(*known, *function, sink);
}

// By `index`; where a provider gives none, an id begins a call and what has none goes on with the last.
const ChoiceDecoder::Call* ChoiceDecoder::CallFor(json::Value call, StreamSink sink) {
  const auto given = call.Find("index");
  std::optional<std::int64_t> index = given ? given->Int() : std::nullopt;
  const auto id = StringMember(call, "id");
  if (!index && !id && !calls_.empty()) return &calls_.back();
  if (!index) index = calls_.empty() ? 0 : calls_.back().index + 1;
  const auto known = std::find_if(calls_.begin(), calls_.end(), [&](const Call& c) { return c.index == *index; });
  if (known != calls_.end()) return &*known;
  const auto function = ObjectMember(call, "function");
  const auto name = function ? StringMember(*function, "name") : std::nullopt;
  return BeginCall(*index, id ? id->Text() : "", name ? name->Text() : "", sink);
}

void ChoiceDecoder::ReadLegacyCall(json::Value function, StreamSink sink) {
  const auto known =
      std::find_if(calls_.begin(), calls_.end(), [](const Call& call) { return call.index == kLegacyCall; });
  const Call* call = known == calls_.end() ? nullptr : &*known;
  if (call == nullptr) {
    const auto name = StringMember(function, "name");
    call = BeginCall(kLegacyCall, fmt::format("call_function_{}", index_), name ? name->Text() : "", sink);
  }
  if (call != nullptr) YieldArguments(*call, function, sink);
}

const ChoiceDecoder::Call* ChoiceDecoder::BeginCall(std::int64_t index, std::string_view id, std::string_view name,
                                                    StreamSink sink) {
  if (calls_.size() == kMaxToolCalls) return nullptr;
  EndWords(sink);
  calls_.push_back({index, next_block_++});
  StreamEvent start(Kind::kBlockStart, index_, calls_.back().block);
  start.block_type = BlockType::kToolCall;
  start.id = id;
  start.name = name;
  sink(start);
  return &calls_.back();
}

void ChoiceDecoder::YieldArguments(const Call& call, json::Value function, StreamSink sink) {
  const auto arguments = StringMember(function, "arguments");
  if (!arguments || arguments->Is("")) return;
  StreamEvent delta(Kind::kDelta, index_, call.block);
  delta.block_type = BlockType::kToolCall;
  delta.text = TextOf(*arguments);
  sink(delta);
}

void ChoiceDecoder::EndWords(StreamSink sink) {
  if (words_block_ < 0) return;
  StreamEvent end(Kind::kBlockEnd, index_, words_block_);
  end.block_type = words_type_;
  sink(end);
  words_block_ = -1;
}

void ChoiceDecoder::EndBlocks(StreamSink sink) {
  for (const Call& call : calls_) {
    StreamEvent end(Kind::kBlockEnd, index_, call.block);
    end.block_type = BlockType::kToolCall;
    sink(end);
  }
  EndWords(sink);
}

}  // namespace signalbox::dialect::openai_chat

#include "common/dialect/gemini/stream_decoder.h"

#include <algorithm>
#include <utility>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/candidate_decoder.h"
#include "common/dialect/gemini/content_decoder.h"
#include "common/dialect/gemini/error.h"
#include "common/dialect/gemini/finish_reason.h"
#include "common/dialect/gemini/logprobs.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/part_decoder.h"
#include "common/dialect/gemini/usage.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using Kind = StreamEvent::Kind;
using llm::v1::ContentBlock;

constexpr std::int64_t kMaxChoices = 128;

StreamEvent EventOf(Kind kind, BlockType type, int choice, int block) {
  StreamEvent event(kind, choice, block);
  event.block_type = type;
  return event;
}

// As in a plain answer, whatever else is said has no place in an answer of another dialect.
bool IsToldOfAnAnswer(json::Value key) {
  return IsField(key, "candidates") || IsField(key, "usageMetadata") || IsField(key, "modelVersion") ||
         IsField(key, "responseId");
}

bool IsToldOfACandidate(json::Value key) {
  return IsField(key, "content") || IsField(key, "index") || IsField(key, "finishReason");
}

std::string TextField(json::Value root, std::string_view name) {
  const auto value = FindField(root, name);
  return value && value->IsString() ? value->Text() : std::string();
}

}  // namespace

absl::Status GeminiStreamDecoder::Decode(const WireEvent& event, StreamSink sink) {
  if (over_) return absl::OkStatus();
  model_.reset();
  RETURN_IF_ERROR(document_.Read(event.data));
  const json::Value root = document_.root();
  if (auto error = ErrorIn(root)) {
    over_ = true;
    StreamEvent failed(Kind::kError);
    failed.error = &*error;
    sink(failed);
    return absl::OkStatus();
  }
  if (!root.IsObject()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "an event of the stream is no JSON object");
  }
  model_ = FindField(root, "modelVersion");
  if (model_ && !model_->IsString()) model_.reset();
  if (!started_) Start(root, sink);
  for (const auto [key, value] : root.members()) {
    if (!value.IsNull() && !IsToldOfAnAnswer(key)) Lose(key, sink);
  }

  const auto candidates = FindField(root, "candidates");
  if (candidates && !candidates->IsArray()) return BadField("candidates", "expected an array");
  if (candidates) {
    int place = 0;
    for (const json::Value candidate : candidates->elements()) {
      RETURN_IF_ERROR(ReadCandidate(candidate, place++, sink));
    }
  }
  if (const auto feedback = FindField(root, "promptFeedback")) ReadFeedback(*feedback);
  const auto metadata = FindField(root, "usageMetadata");
  const auto usage = metadata ? ReadUsage(*metadata) : std::nullopt;
  if (usage) {
    StreamEvent counted(Kind::kUsage);
    counted.usage = &*usage;
    sink(counted);
  }
  return absl::OkStatus();
}

void GeminiStreamDecoder::Start(json::Value root, StreamSink sink) {
  started_ = true;
  id_ = TextField(root, "responseId");
  const std::string model = model_ ? model_->Text() : std::string();
  StreamEvent start(Kind::kStart);
  start.id = id_;
  start.model = model;
  sink(start);
}

GeminiStreamDecoder::Choice& GeminiStreamDecoder::ChoiceAt(int index) {
  while (choices_.size() <= static_cast<std::size_t>(index)) {
    Choice& choice = choices_.emplace_back();
    choice.ids = CallIds(CallScope(id_, static_cast<int>(choices_.size()) - 1));
  }
  choices_[static_cast<std::size_t>(index)].seen = true;
  return choices_[static_cast<std::size_t>(index)];
}

absl::Status GeminiStreamDecoder::ReadCandidate(json::Value candidate, int place, StreamSink sink) {
  if (!candidate.IsObject()) return BadField("candidates", "expected objects");
  const auto number = FindField(candidate, "index");
  const auto given = number ? IntOf(*number) : std::optional<std::int64_t>(place);
  if (!given || *given < 0 || *given >= kMaxChoices) return BadField("candidates.index", "expected 0 to 127");
  const int index = static_cast<int>(*given);
  ChoiceAt(index);
  const auto content = FindField(candidate, "content");
  const auto parts = content ? FindField(*content, "parts") : std::nullopt;
  if (parts) RETURN_IF_ERROR(ReadParts(*parts, index, sink));
  std::string finish = TextField(candidate, "finishReason");
  if (!finish.empty() && finish != "FINISH_REASON_UNSPECIFIED") ChoiceAt(index).finish = std::move(finish);
  for (const auto [key, value] : candidate.members()) {
    if (value.IsNull() || IsToldOfACandidate(key)) continue;
    if (!IsField(key, "logprobsResult") || !ReadLogprobs(value, index, sink)) Lose(key, sink);
  }
  return absl::OkStatus();
}

// Behind the words they belong to, or at the end. False when they can be told at neither.
bool GeminiStreamDecoder::ReadLogprobs(json::Value result, int index, StreamSink sink) {
  std::string openai = ToOpenAiLogprobs(result);
  Choice& choice = ChoiceAt(index);
  if (openai.empty() || (!choice.open && !choice.late_logprobs.empty())) return false;
  if (!choice.open) {
    choice.late_logprobs = std::move(openai);
    return true;
  }
  StreamEvent event = EventOf(Kind::kDelta, choice.open_type, index, choice.blocks - 1);
  event.raw = openai;
  sink(event);
  return true;
}

void GeminiStreamDecoder::Lose(json::Value key, StreamSink sink) {
  const std::string name = key.Text();
  StreamEvent loss(Kind::kLoss);
  loss.text = name;
  sink(loss);
}

absl::Status GeminiStreamDecoder::ReadParts(json::Value parts, int index, StreamSink sink) {
  return ForEach(parts, "candidates.content.parts",
                 [&](json::Value part, std::string_view) { return ReadPart(part, index, sink); });
}

absl::Status GeminiStreamDecoder::ReadPart(json::Value part, int index, StreamSink sink) {
  if (const auto words = PlainWords(part)) {
    ReadWords(*words, index, sink);
    return absl::OkStatus();
  }
  ContentBlock block;
  RETURN_IF_ERROR(DecodePart(part, "part", ChoiceAt(index).ids, block));
  if (block.has_text()) {
    ReadWords({BlockType::kText, block.text().text(), block.signature()}, index, sink);
  } else if (block.has_thinking()) {
    ReadWords({BlockType::kThinking, block.thinking().text(), block.thinking().signature()}, index, sink);
  } else if (block.has_tool_call()) {
    ReadCall(block, index, sink);
  } else {
    ReadOther(part, index, sink);
  }
  return absl::OkStatus();
}

// Nearly all parts are {"text":...}, and each is the whole event.
std::optional<GeminiStreamDecoder::Words> GeminiStreamDecoder::PlainWords(json::Value part) {
  if (!part.IsObject()) return std::nullopt;
  std::optional<Words> words;
  for (const auto [key, value] : part.members()) {
    if (words || !key.Is("text") || !value.IsString()) return std::nullopt;
    words = Words{BlockType::kText, value.Text(), {}};
  }
  return words;
}

void GeminiStreamDecoder::ReadWords(const Words& said, int index, StreamSink sink) {
  Choice& choice = ChoiceAt(index);
  const auto& [type, words, signature] = said;
  if (words.empty() && signature.empty()) return;
  if (choice.open && choice.open_type != type) CloseBlock(index, sink);
  if (!choice.open) {
    choice.open = true;
    choice.open_type = type;
    StreamEvent start = EventOf(Kind::kBlockStart, type, index, choice.blocks++);
    start.summary = type == BlockType::kThinking;
    sink(start);
  }
  if (!words.empty()) {
    StreamEvent delta = EventOf(Kind::kDelta, type, index, choice.blocks - 1);
    delta.text = words;
    sink(delta);
  }
  if (signature.empty()) return;
  StreamEvent signed_off = EventOf(Kind::kSignature, type, index, choice.blocks - 1);
  signed_off.text = signature;
  sink(signed_off);
  CloseBlock(index, sink);
}

void GeminiStreamDecoder::ReadCall(const ContentBlock& block, int index, StreamSink sink) {
  CloseBlock(index, sink);
  Choice& choice = ChoiceAt(index);
  choice.called = true;
  const int place = choice.blocks++;
  StreamEvent start = EventOf(Kind::kBlockStart, BlockType::kToolCall, index, place);
  start.id = block.tool_call().id();
  start.name = block.tool_call().name();
  sink(start);
  StreamEvent arguments = EventOf(Kind::kDelta, BlockType::kToolCall, index, place);
  arguments.text = block.tool_call().arguments_json();
  sink(arguments);
  if (!block.signature().empty()) {
    StreamEvent signature = EventOf(Kind::kSignature, BlockType::kToolCall, index, place);
    signature.text = block.signature();
    sink(signature);
  }
  sink(EventOf(Kind::kBlockEnd, BlockType::kToolCall, index, place));
}

void GeminiStreamDecoder::ReadOther(json::Value part, int index, StreamSink sink) {
  CloseBlock(index, sink);
  const int place = ChoiceAt(index).blocks++;
  StreamEvent start = EventOf(Kind::kBlockStart, BlockType::kOther, index, place);
  start.raw = part.raw();
  sink(start);
  sink(EventOf(Kind::kBlockEnd, BlockType::kOther, index, place));
}

void GeminiStreamDecoder::ReadFeedback(json::Value feedback) {
  std::string reason = TextField(feedback, "blockReason");
  if (reason.empty()) return;
  Choice& choice = ChoiceAt(0);
  choice.blocked = true;
  if (choice.finish.empty()) choice.finish = std::move(reason);
}

void GeminiStreamDecoder::CloseBlock(int index, StreamSink sink) {
  Choice& choice = ChoiceAt(index);
  if (choice.open) sink(EventOf(Kind::kBlockEnd, choice.open_type, index, choice.blocks - 1));
  choice.open = false;
}

void GeminiStreamDecoder::End(StreamSink sink) {
  const bool finished = !choices_.empty() && std::all_of(choices_.begin(), choices_.end(), [](const Choice& choice) {
    return !choice.seen || !choice.finish.empty();
  });
  if (over_ || !finished) return;
  over_ = true;
  for (std::size_t index = 0; index < choices_.size(); ++index) {
    if (!choices_[index].seen) continue;
    CloseBlock(static_cast<int>(index), sink);
    const Choice& choice = choices_[index];
    StreamEvent finish(Kind::kFinish, static_cast<int>(index), 0);
    finish.finish = choice.blocked ? llm::v1::CONTENT_FILTER : FinishOf(choice.finish, choice.called);
    finish.native_reason = choice.finish;
    finish.raw = choice.late_logprobs;
    sink(finish);
  }
  sink(StreamEvent(Kind::kEnd));
}

}  // namespace signalbox::dialect::gemini

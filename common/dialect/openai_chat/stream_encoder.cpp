#include "common/dialect/openai_chat/stream_encoder.h"

#include <utility>

#include <fmt/format.h>

#include "common/dialect/framing.h"
#include "common/dialect/openai_chat/annotation.h"
#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_chat/finish.h"
#include "common/dialect/openai_chat/response.h"
#include "common/dialect/openai_chat/usage.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Kind = StreamEvent::Kind;

std::string_view FieldOf(BlockType type) {
  switch (type) {
    case BlockType::kText:
      return R"("content":)";
    case BlockType::kThinking:
      return R"("reasoning_content":)";
    case BlockType::kRefusal:
      return R"("refusal":)";
    default:
      return {};
  }
}

void AppendInt(std::string& out, std::int64_t value) {
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.size());
}

}  // namespace

ChatStreamEncoder::ChatStreamEncoder(StreamEncoderOptions options) : options_(std::move(options)) {}

void ChatStreamEncoder::Encode(const StreamEvent& event, std::string& out) {
  switch (event.kind) {
    case Kind::kStart:
      return Start(event, out);
    case Kind::kBlockStart:
      return StartBlock(event, out);
    case Kind::kDelta:
      return WriteDelta(event, out);
    case Kind::kCitation:
      return WriteCitation(event, out);
    case Kind::kFinish:
      return WriteFinish(event, out);
    case Kind::kUsage:
      usage_ = *event.usage;
      return;
    case Kind::kLoss:
      return losses_.Add(event.text);
    case Kind::kEnd:
      WriteUsageChunk(out);
      out += "data: [DONE]\n\n";
      return;
    case Kind::kError:
      out += EncodeStreamError(*event.error);
      return;
    case Kind::kSignature:  // A proof is for the provider that gave it, and it is left out with the thought.
    case Kind::kBlockEnd:
      return;
  }
}

void ChatStreamEncoder::Start(const StreamEvent& event, std::string& out) {
  const bool own = options_.from == llm::v1::OPENAI_CHAT && !event.id.empty();
  head_ = R"(data: {"id":)";
  json::AppendString(head_, own ? std::string(event.id) : AnswerId(options_.id));
  head_ += R"(,"object":"chat.completion.chunk","created":)";
  AppendInt(head_, event.created != 0 ? event.created : options_.created);
  head_ += R"(,"model":)";
  json::AppendString(head_, options_.public_model);
  head_ += R"(,"choices":[)";
  if (event.usage != nullptr) usage_ = *event.usage;
  ChoiceFor(0, out);
}

ChatStreamEncoder::Choice& ChatStreamEncoder::ChoiceFor(int index, std::string& out) {
  Choice& choice = choices_[index];
  if (std::exchange(choice.has_role, true)) return choice;
  BeginChunk(index, out);
  out += R"("role":"assistant","content":"","refusal":null)";
  EndChunk("", "", out);
  return choice;
}

void ChatStreamEncoder::StartBlock(const StreamEvent& event, std::string& out) {
  Choice& choice = ChoiceFor(event.choice, out);
  if (event.block_type == BlockType::kText) choice.begin_of[event.block] = choice.characters;
  if (event.block_type == BlockType::kOther) losses_.Add(fmt::format("content[{}]", event.block));
  if (event.block_type != BlockType::kToolCall) return;
  const int number = choice.tool_calls++;
  choice.tool_of_block[event.block] = number;
  BeginChunk(event.choice, out);
  out += R"("tool_calls":[{"index":)";
  AppendInt(out, number);
  out += R"(,"id":)";
  json::AppendString(out, event.id);
  out += R"(,"type":"function","function":{"name":)";
  json::AppendString(out, event.name);
  out += R"(,"arguments":""}}])";
  EndChunk("", "", out);
}

void ChatStreamEncoder::WriteDelta(const StreamEvent& event, std::string& out) {
  Choice& choice = ChoiceFor(event.choice, out);
  const std::string_view field = FieldOf(event.block_type);
  if (event.block_type == BlockType::kToolCall) {
    const auto number = choice.tool_of_block.find(event.block);
    if (number == choice.tool_of_block.end()) return;
    BeginChunk(event.choice, out);
    out += R"("tool_calls":[{"index":)";
    AppendInt(out, number->second);
    out += R"(,"function":{"arguments":)";
    json::AppendString(out, event.text);
    out += "}}]";
  } else if (!field.empty()) {
    if (event.block_type == BlockType::kText) choice.characters += CountCharacters(event.text);
    BeginChunk(event.choice, out);
    out += field;
    json::AppendString(out, event.text);
  } else {
    return;
  }
  EndChunk("", event.raw, out);
}

void ChatStreamEncoder::WriteCitation(const StreamEvent& event, std::string& out) {
  if (event.citation->url().empty()) {
    losses_.Add(fmt::format("content[{}].citations", event.block));
    return;
  }
  Choice& choice = ChoiceFor(event.choice, out);
  json::Writer annotation;
  WriteAnnotation(*event.citation, choice.begin_of[event.block], annotation);
  BeginChunk(event.choice, out);
  out += R"("annotations":[)";
  out += annotation.text();
  out += ']';
  EndChunk("", "", out);
}

void ChatStreamEncoder::WriteFinish(const StreamEvent& event, std::string& out) {
  ChoiceFor(event.choice, out);
  BeginChunk(event.choice, out);
  EndChunk(FinishWord(event.finish, event.native_reason, options_.from == llm::v1::OPENAI_CHAT), event.raw, out);
}

void ChatStreamEncoder::WriteUsageChunk(std::string& out) {
  if (!options_.include_usage || !usage_) return;
  json::Writer usage;
  WriteUsage(*usage_, usage);
  out += head_;
  out += R"(],"usage":)";
  out += usage.text();
  out += "}\n\n";
}

void ChatStreamEncoder::BeginChunk(int choice, std::string& out) const {
  out += head_;
  out += R"({"index":)";
  AppendInt(out, choice);
  out += R"(,"delta":{)";
}

void ChatStreamEncoder::EndChunk(std::string_view finish, std::string_view logprobs, std::string& out) const {
  out += R"(},"logprobs":)";
  AppendLine(out, logprobs.empty() ? "null" : logprobs);
  out += R"(,"finish_reason":)";
  if (finish.empty()) {
    out += "null";
  } else {
    json::AppendString(out, finish);
  }
  out += options_.include_usage ? "}],\"usage\":null}\n\n" : "}]}\n\n";
}

}  // namespace signalbox::dialect::openai_chat

#include "common/dialect/gemini/stream_encoder.h"

#include <algorithm>
#include <utility>

#include "common/dialect/gemini/arguments.h"
#include "common/dialect/gemini/call_ids.h"
#include "common/dialect/gemini/error.h"
#include "common/dialect/gemini/finish_reason.h"
#include "common/dialect/gemini/logprobs.h"
#include "common/dialect/gemini/status_word.h"
#include "common/dialect/gemini/usage.h"

namespace signalbox::dialect::gemini {
namespace {

using Kind = StreamEvent::Kind;

constexpr int kInternal = 500;

json::Writer BeginChunk() {
  json::Writer writer;
  writer.BeginObject().Key("candidates").BeginArray().BeginObject();
  writer.Key("content").BeginObject().Key("parts").BeginArray();
  return writer;
}

}  // namespace

GeminiStreamEncoder::GeminiStreamEncoder(StreamEncoderOptions options)
    : options_(std::move(options)), own_(options_.from == llm::v1::GEMINI), framer_(options_.framing) {}

void GeminiStreamEncoder::Encode(const StreamEvent& event, std::string& out) {
  if (over_) return;
  if (event.kind == Kind::kError) {
    // What waits for its turn is not worth more than the error.
    WriteError(event.error != nullptr ? *event.error : ErrorBody{.message = "The provider failed."}, out);
    return;
  }
  const bool fits = blocks_.Feed(event, [&](const StreamEvent& next) { Write(next, out); });
  if (!fits && !over_) WriteError({.message = "The answer is too large to be put in order.", .type = "api_error"}, out);
}

void GeminiStreamEncoder::Write(const StreamEvent& event, std::string& out) {
  if (over_) return;
  switch (event.kind) {
    case Kind::kStart:
      Start(event);
      break;
    case Kind::kBlockStart:
      BeginBlock(event, out);
      break;
    case Kind::kDelta:
      AddDelta(event, out);
      break;
    case Kind::kSignature:
      AddSignature(event, out);
      break;
    case Kind::kCitation:
      Lose(event.block, "citations");
      break;
    case Kind::kBlockEnd:
      EndBlock(event, out);
      break;
    case Kind::kFinish:
      finishes_[event.choice] = {event.finish, std::string(event.native_reason), std::string(event.raw)};
      if (!event.stop_sequence.empty()) losses_.Add("stop_sequence");
      break;
    case Kind::kUsage:
      if (event.usage != nullptr) usage_ = *event.usage;
      break;
    case Kind::kLoss:
      losses_.Add(event.text);
      break;
    case Kind::kEnd:
      WriteLast(out);
      break;
    case Kind::kError:
      break;
  }
}

void GeminiStreamEncoder::Start(const StreamEvent& event) {
  if (event.usage != nullptr) usage_ = *event.usage;
  const std::string_view id = own_ && !event.id.empty() ? event.id : std::string_view(options_.id);
  tail_ = ",\"modelVersion\":";
  json::AppendString(tail_, options_.public_model);
  if (!id.empty()) {
    tail_ += ",\"responseId\":";
    json::AppendString(tail_, id);
  }
  tail_ += '}';
}

// The object is closed by the tail, which is the same for all.
void GeminiStreamEncoder::EndChunk(json::Writer& writer, int choice, std::string& out, std::string_view logprobs) {
  writer.EndArray().Key("role").String("model").EndObject();
  if (!logprobs.empty()) AddLogprobs(logprobs, writer);
  writer.Key("index").Int(choice).EndObject().EndArray();
  AppendEvent(writer.Take(), out);
}

void GeminiStreamEncoder::AppendEvent(std::string chunk, std::string& out) {
  // An event is one line, and a line break in JSON can only stand between tokens.
  std::replace(chunk.begin(), chunk.end(), '\n', ' ');
  std::replace(chunk.begin(), chunk.end(), '\r', ' ');
  chunk += tail_.empty() ? std::string_view("}") : std::string_view(tail_);
  framer_.Append(out, chunk);
}

void GeminiStreamEncoder::BeginBlock(const StreamEvent& event, std::string& out) {
  switch (event.block_type) {
    case BlockType::kToolCall:
      call_id_ = event.id;
      call_name_ = event.name;
      call_block_ = event.block;
      arguments_.clear();
      call_signature_.clear();
      break;
    case BlockType::kRedactedThinking:
      Lose(event.block, "data");
      break;
    case BlockType::kOther: {
      if (!own_) return Lose(event.block, "");
      json::Writer writer = BeginChunk();
      writer.Raw(event.raw);
      EndChunk(writer, event.choice, out);
      break;
    }
    default:
      if (!event.text.empty() && event.block_type != BlockType::kThinking) WriteWords(event, event.text, "", out);
  }
}

void GeminiStreamEncoder::AddDelta(const StreamEvent& event, std::string& out) {
  const bool says = !event.text.empty() || !event.raw.empty();
  if (event.block_type != BlockType::kToolCall) {
    if (event.block_type != BlockType::kOther && says) WriteWords(event, event.text, "", out);
    return;
  }
  if (!event.raw.empty()) losses_.Add("logprobs");
  if (arguments_.size() + event.text.size() > kMaxArgumentBytes) {
    return WriteError({.message = "The arguments of a function call are too large.", .type = "api_error"}, out);
  }
  arguments_ += event.text;
}

void GeminiStreamEncoder::AddSignature(const StreamEvent& event, std::string& out) {
  if (!own_) return Lose(event.block, "signature");
  if (event.block_type == BlockType::kToolCall) {
    call_signature_ += event.text;
  } else if (event.block_type != BlockType::kOther) {
    WriteWords(event, "", event.text, out);
  }
}

void GeminiStreamEncoder::EndBlock(const StreamEvent& event, std::string& out) {
  if (event.block_type == BlockType::kToolCall) WriteCall(event.choice, out);
}

void GeminiStreamEncoder::WriteWords(const StreamEvent& event, std::string_view words, std::string_view signature,
                                     std::string& out) {
  json::Writer writer = BeginChunk();
  writer.BeginObject().Key("text").String(words);
  if (event.block_type == BlockType::kThinking) writer.Key("thought").Bool(true);
  if (!signature.empty()) writer.Key("thoughtSignature").String(signature);
  writer.EndObject();
  EndChunk(writer, event.choice, out, event.kind == Kind::kDelta ? event.raw : std::string_view());
}

void GeminiStreamEncoder::AddLogprobs(std::string_view logprobs, json::Writer& writer) {
  writer.Key("logprobsResult");
  if (WriteLogprobs(logprobs, writer)) return;
  writer.BeginObject().EndObject();
  losses_.Add("logprobs");
}

void GeminiStreamEncoder::WriteCall(int choice, std::string& out) {
  json::Writer writer = BeginChunk();
  writer.BeginObject().Key("functionCall").BeginObject();
  if (!call_id_.empty() && !CallIds::IsMadeUp(call_id_)) writer.Key("id").String(call_id_);
  writer.Key("name").String(call_name_).Key("args");
  if (!WriteArguments(arguments_, writer)) Lose(call_block_, "arguments");
  writer.EndObject();
  if (!call_signature_.empty()) writer.Key("thoughtSignature").String(call_signature_);
  writer.EndObject();
  EndChunk(writer, choice, out);
}

void GeminiStreamEncoder::WriteLast(std::string& out) {
  over_ = true;
  json::Writer writer;
  writer.BeginObject().Key("candidates").BeginArray();
  for (const auto& [choice, finish] : finishes_) {
    writer.BeginObject().Key("content").BeginObject();
    writer.Key("parts").BeginArray().BeginObject().Key("text").String("").EndObject().EndArray();
    writer.Key("role").String("model").EndObject();
    writer.Key("finishReason");
    writer.String(own_ && !finish.native_reason.empty() && finish.reason != llm::v1::CONTENT_FILTER
                      ? std::string_view(finish.native_reason)
                      : WordOf(finish.reason));
    writer.Key("index").Int(choice);
    if (!finish.logprobs.empty()) AddLogprobs(finish.logprobs, writer);
    writer.EndObject();
  }
  writer.EndArray();
  if (usage_) {
    writer.Key("usageMetadata");
    WriteUsage(*usage_, writer);
  }
  AppendEvent(writer.Take(), out);
  framer_.End(out);
}

void GeminiStreamEncoder::WriteError(const ErrorBody& error, std::string& out) {
  over_ = true;
  framer_.Append(out, EncodeError(error, HttpStatusOf(error, kInternal), ""));
}

void GeminiStreamEncoder::Lose(int block, std::string_view name) {
  std::string path = "content[";
  path += std::to_string(block);
  path += ']';
  if (!name.empty()) path += '.';
  path += name;
  losses_.Add(path);
}

}  // namespace signalbox::dialect::gemini

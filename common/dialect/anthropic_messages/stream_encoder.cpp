#include "common/dialect/anthropic_messages/stream_encoder.h"

#include <utility>

#include <fmt/format.h>

#include "common/dialect/anthropic_messages/error.h"
#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/response.h"
#include "common/dialect/anthropic_messages/usage.h"
#include "common/json/writer.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using Kind = StreamEvent::Kind;

std::string UsageJson(const llm::v1::Usage& usage) {
  json::Writer writer;
  WriteUsage(usage, "", writer);
  return writer.Take();
}

// The content_block of content_block_start, without its closing bracket.
std::string_view StartOf(BlockType type) {
  switch (type) {
    case BlockType::kThinking:
      return R"({"type":"thinking","thinking":"","signature":"")";
    case BlockType::kRedactedThinking:
      return R"({"type":"redacted_thinking","data":)";
    case BlockType::kToolCall:
      return R"({"type":"tool_use","id":)";
    default:
      return R"({"type":"text","text":"")";
  }
}

}  // namespace

MessageStreamEncoder::MessageStreamEncoder(StreamEncoderOptions options)
    : options_(std::move(options)), own_(options_.from == llm::v1::ANTHROPIC_MESSAGES), framer_(Framing::kSse) {}

void MessageStreamEncoder::Encode(const StreamEvent& event, std::string& out) {
  if (over_) return;
  if (row_.Feed(event, [&](const StreamEvent& next) { Write(next, out); })) return;
  over_ = true;
  out += EncodeStreamError({.message = "the provider has too many blocks open at once", .type = "api_error"}, 500);
}

void MessageStreamEncoder::Write(const StreamEvent& event, std::string& out) {
  if (event.choice != 0) {
    losses_.Add("n");
    return;
  }
  switch (event.kind) {
    case Kind::kStart:
      return WriteStart(event, out);
    case Kind::kBlockStart:
      return WriteBlockStart(event, out);
    case Kind::kDelta:
      return WriteDelta(event, out);
    case Kind::kSignature:
      return WriteSignature(event, out);
    case Kind::kCitation:
      return WriteCitation(event, out);
    case Kind::kBlockEnd:
      if (IsOpen(event)) WriteBlockEnd(out);
      return;
    case Kind::kUsage:
      if (event.usage != nullptr) usage_ = *event.usage;
      return;
    case Kind::kLoss:
      return losses_.Add(event.text);
    case Kind::kFinish:
      if (!event.raw.empty()) losses_.Add("logprobs");
      ended_.reason = event.finish;
      native_reason_ = event.native_reason;
      stop_sequence_ = event.stop_sequence;
      return;
    case Kind::kEnd:
      return WriteEnd(out);
    case Kind::kError:
      over_ = true;
      out += EncodeStreamError(*event.error, 500);
      return;
  }
}

void MessageStreamEncoder::WriteStart(const StreamEvent& event, std::string& out) {
  if (event.usage != nullptr) usage_ = *event.usage;
  json::Writer writer;
  writer.BeginObject().Key("type").String("message_start").Key("message").BeginObject();
  writer.Key("id").String(own_ && !event.id.empty() ? std::string(event.id) : MessageId(event.id, options_.id));
  writer.Key("type").String("message").Key("role").String("assistant");
  writer.Key("model").String(options_.public_model).Key("content").BeginArray().EndArray();
  writer.Key("stop_reason").Null().Key("stop_sequence").Null();
  writer.Key("usage").Raw(UsageJson(usage_.value_or(llm::v1::Usage()))).EndObject().EndObject();
  framer_.Append(out, writer.text(), "message_start");
  framer_.Append(out, R"({"type":"ping"})", "ping");
}

// Whether the block can be told here.
bool MessageStreamEncoder::BeginBlock(const StreamEvent& event) {
  const bool foreign = event.block_type == BlockType::kOther || event.block_type == BlockType::kRedactedThinking;
  if (foreign && !own_ && options_.from != llm::v1::BEDROCK_CONVERSE) {
    losses_.Add(fmt::format("content[{}]", event.block));
    return false;
  }
  if (event.block_type == BlockType::kOther && !(own_ && IsJsonObject(event.raw))) {
    losses_.Add(fmt::format("content[{}]", event.block));
    return false;
  }
  open_type_ = event.block_type == BlockType::kRefusal ? BlockType::kText : event.block_type;
  open_block_ = event.block;
  ended_.called_tools = ended_.called_tools || event.block_type == BlockType::kToolCall;
  ended_.refused = ended_.refused || event.block_type == BlockType::kRefusal;
  return true;
}

void MessageStreamEncoder::WriteBlockStart(const StreamEvent& event, std::string& out) {
  if (!BeginBlock(event)) return;
  data_ = fmt::format(R"({{"type":"content_block_start","index":{},"content_block":)", next_index_);
  if (event.block_type == BlockType::kOther) {
    data_ += event.raw;
  } else {
    data_ += StartOf(open_type_);
    if (open_type_ == BlockType::kRedactedThinking) json::AppendString(data_, event.text);
    if (open_type_ == BlockType::kToolCall) {
      const std::string id =
          event.id.empty() ? fmt::format("toolu_{}{}", options_.id, next_index_) : std::string(event.id);
      json::AppendString(data_, id);
      data_ += ",\"name\":";
      json::AppendString(data_, event.name);
      data_ += ",\"input\":{}";
    }
    data_ += '}';
  }
  data_ += '}';
  framer_.Append(out, data_, "content_block_start");
  const bool words = event.block_type == BlockType::kText || event.block_type == BlockType::kRefusal;
  if (words && !event.text.empty()) AppendPiece(R"("text_delta","text":)", event.text, out);
}

void MessageStreamEncoder::WriteDelta(const StreamEvent& event, std::string& out) {
  if (!event.raw.empty() && open_type_ != BlockType::kOther) losses_.Add("logprobs");
  if (!IsOpen(event) || event.text.empty()) return;
  switch (open_type_) {
    case BlockType::kText:
      return AppendPiece(R"("text_delta","text":)", event.text, out);
    case BlockType::kThinking:
      return AppendPiece(R"("thinking_delta","thinking":)", event.text, out);
    case BlockType::kToolCall:
      return AppendPiece(R"("input_json_delta","partial_json":)", event.text, out);
    default:
      return;
  }
}

void MessageStreamEncoder::WriteSignature(const StreamEvent& event, std::string& out) {
  const bool proven = own_ || options_.from == llm::v1::BEDROCK_CONVERSE;
  if (!proven) {
    losses_.Add(options_.from == llm::v1::GEMINI ? "thoughtSignature" : "signature");
  } else if (IsOpen(event) && open_type_ == BlockType::kThinking) {
    AppendPiece(R"("signature_delta","signature":)", event.text, out);
  }
}

void MessageStreamEncoder::WriteCitation(const StreamEvent& event, std::string& out) {
  if (!IsOpen(event) || open_type_ != BlockType::kText || event.citation == nullptr) return;
  const std::string& raw = event.citation->raw_json();
  if (!own_ || !IsJsonObject(raw)) return losses_.Add("citations");
  data_ = fmt::format(R"({{"type":"content_block_delta","index":{},"delta":{{"type":"citations_delta","citation":)",
                      next_index_);
  data_ += raw;
  data_ += "}}";
  framer_.Append(out, data_, "content_block_delta");
}

void MessageStreamEncoder::AppendPiece(std::string_view head, std::string_view text, std::string& out) {
  data_.clear();
  fmt::format_to(std::back_inserter(data_), R"({{"type":"content_block_delta","index":{},"delta":{{"type":)",
                 next_index_);
  data_ += head;
  json::AppendString(data_, text);
  data_ += "}}";
  framer_.Append(out, data_, "content_block_delta");
}

void MessageStreamEncoder::WriteBlockEnd(std::string& out) {
  data_ = fmt::format(R"({{"type":"content_block_stop","index":{}}})", next_index_++);
  framer_.Append(out, data_, "content_block_stop");
  open_block_ = -1;
}

void MessageStreamEncoder::WriteEnd(std::string& out) {
  over_ = true;
  if (open_block_ >= 0) WriteBlockEnd(out);
  ended_.native_reason = native_reason_;
  ended_.own = own_;
  const std::string_view reason = StopReasonOf(ended_);
  json::Writer writer;
  writer.BeginObject().Key("type").String("message_delta").Key("delta").BeginObject();
  writer.Key("stop_reason");
  reason.empty() ? writer.Null() : writer.String(reason);
  writer.Key("stop_sequence");
  stop_sequence_.empty() ? writer.Null() : writer.String(stop_sequence_);
  writer.EndObject().Key("usage").Raw(UsageJson(usage_.value_or(llm::v1::Usage()))).EndObject();
  framer_.Append(out, writer.text(), "message_delta");
  framer_.Append(out, R"({"type":"message_stop"})", "message_stop");
}

bool MessageStreamEncoder::IsOpen(const StreamEvent& event) const {
  return open_block_ >= 0 && event.block == open_block_;
}

}  // namespace signalbox::dialect::anthropic_messages

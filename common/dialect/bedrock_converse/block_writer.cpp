#include "common/dialect/bedrock_converse/block_writer.h"

#include <algorithm>
#include <string>

#include "common/dialect/caller_names.h"
#include "common/dialect/tool_ids.h"
#include "common/json/document.h"
#include "common/status/macros.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using llm::v1::ContentBlock;

constexpr std::size_t kMaxToolIdLength = 64;

/// Bedrock refuses words that are white space only.
bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

bool IsJsonObject(std::string_view text) {
  json::Document document;
  return document.Read(text).ok() && document.root().IsObject();
}

}  // namespace

void BlockWriter::WriteCachePoint(const llm::v1::CacheMarker& marker) {
  writer_.BeginObject().Key("cachePoint").BeginObject().Key("type").String("default");
  if (!marker.ttl().empty()) writer_.Key("ttl").String(marker.ttl());
  writer_.EndObject().EndObject();
}

bool BlockWriter::CanSay(const llm::v1::Thinking& thinking) const {
  if (!thinking.redacted().empty()) return true;
  // Claude takes back what carries its own proof, and refuses the rest.
  return !IsBlank(thinking.text()) && (family_ != Family::kClaude || !thinking.signature().empty());
}

bool BlockWriter::Writes(const llm::v1::Message& message) const {
  return std::any_of(message.content().begin(), message.content().end(), [this](const ContentBlock& block) {
    if (block.has_text()) return !IsBlank(block.text().text());
    if (block.has_refusal()) return !IsBlank(block.refusal().text());
    if (block.has_thinking()) return CanSay(block.thinking());
    return block.block_case() != ContentBlock::BLOCK_NOT_SET;
  });
}

void BlockWriter::LoseTurn(const llm::v1::Message& message, const MessagePlace& place) {
  for (int i = 0; i < message.content_size(); ++i) {
    const ContentBlock& block = message.content(i);
    if (block.has_thinking() || block.block_case() == ContentBlock::BLOCK_NOT_SET) {
      losses_.Add([&] { return place.Block(i).Path(); });
    }
  }
}

void BlockWriter::Lose(LossPath path, std::string_view within) {
  losses_.Add([&] { return path().append(within); });
}

void BlockWriter::WriteText(std::string_view text) {
  if (!IsBlank(text)) writer_.BeginObject().Key("text").String(text).EndObject();
}

void BlockWriter::WriteInstructions(const llm::v1::Message& message, const MessagePlace& place) {
  losses_.AddExtra([&] { return place.Path("."); }, message.extra_json());
  for (int i = 0; i < message.content_size(); ++i) {
    const ContentBlock& block = message.content(i);
    if (block.has_text()) {
      WriteText(block.text().text());
    } else {
      losses_.Add([&] { return place.Block(i).Path(); });
    }
    if (block.has_cache()) WriteCachePoint(block.cache());
  }
}

absl::Status BlockWriter::WriteTurn(const llm::v1::Message& message, const MessagePlace& place) {
  if (!message.name().empty()) losses_.Add(place.Path(".name"));
  losses_.AddExtra([&] { return place.Path("."); }, message.extra_json());
  for (int i = 0; i < message.content_size(); ++i) {
    const ContentBlock& block = message.content(i);
    const auto path = [&] { return place.Block(i).Path(); };
    RETURN_IF_ERROR(WriteBlock(block, path));
    if (block.block_case() != ContentBlock::BLOCK_NOT_SET) {
      losses_.AddExtra([&] { return path() + "."; }, block.extra_json());
    }
    if (!block.signature().empty()) Lose(path, SignaturePath(caller_));
    if (block.has_cache()) WriteCachePoint(block.cache());
  }
  return absl::OkStatus();
}

template <typename Medium>
absl::Status BlockWriter::WriteMedium(const Medium& medium, LossPath path) {
  writer_.BeginObject();
  RETURN_IF_ERROR(media_.Write(medium, path));
  writer_.EndObject();
  return absl::OkStatus();
}

absl::Status BlockWriter::WriteBlock(const ContentBlock& block, LossPath path) {
  switch (block.block_case()) {
    case ContentBlock::kText:
      if (block.text().citations_size() > 0) Lose(path, ".citations");
      WriteText(block.text().text());
      return absl::OkStatus();
    case ContentBlock::kRefusal:
      WriteText(block.refusal().text());
      return absl::OkStatus();
    case ContentBlock::kImage:
      return WriteMedium(block.image(), path);
    case ContentBlock::kAudio:
      return WriteMedium(block.audio(), path);
    case ContentBlock::kFile:
      return WriteMedium(block.file(), path);
    case ContentBlock::kToolCall:
      WriteToolUse(block.tool_call(), path);
      return absl::OkStatus();
    case ContentBlock::kToolResult:
      return WriteResult(block.tool_result(), path);
    case ContentBlock::kThinking:
      WriteThinking(block.thinking(), path);
      return absl::OkStatus();
    case ContentBlock::BLOCK_NOT_SET:
      losses_.Add(path);
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

void BlockWriter::WriteToolUse(const llm::v1::ToolCall& call, LossPath path) {
  const std::string& arguments = call.arguments_json();
  const bool readable = IsJsonObject(arguments);
  if (!readable && !IsBlank(arguments)) Lose(path, ArgumentsPath(caller_));
  writer_.BeginObject().Key("toolUse").BeginObject();
  writer_.Key("toolUseId").String(SafeToolId(call.id(), kMaxToolIdLength)).Key("name").String(call.name());
  writer_.Key("input").Raw(readable ? std::string_view(arguments) : std::string_view("{}"));
  writer_.EndObject().EndObject();
}

void BlockWriter::WriteThinking(const llm::v1::Thinking& thinking, LossPath path) {
  if (!CanSay(thinking)) return losses_.Add(path);
  if (!thinking.redacted().empty()) {
    writer_.BeginObject().Key("reasoningContent").BeginObject();
    writer_.Key("redactedContent").String(thinking.redacted()).EndObject().EndObject();
    return;
  }
  writer_.BeginObject().Key("reasoningContent").BeginObject().Key("reasoningText").BeginObject();
  writer_.Key("text").String(thinking.text());
  if (!thinking.signature().empty()) writer_.Key("signature").String(thinking.signature());
  writer_.EndObject().EndObject().EndObject();
}

absl::Status BlockWriter::WriteResult(const llm::v1::ToolResult& result, LossPath path) {
  writer_.BeginObject().Key("toolResult").BeginObject();
  writer_.Key("toolUseId").String(SafeToolId(result.tool_call_id(), kMaxToolIdLength)).Key("content").BeginArray();
  for (int i = 0; i < result.content_size(); ++i) {
    const auto nested = [&] { return path().append(NestedPath(caller_, i)); };
    RETURN_IF_ERROR(WriteResultBlock(result.content(i), nested));
  }
  writer_.EndArray();
  if (result.is_error()) writer_.Key("status").String("error");
  writer_.EndObject().EndObject();
  return absl::OkStatus();
}

absl::Status BlockWriter::WriteResultBlock(const ContentBlock& block, LossPath path) {
  const bool takes = block.has_text() || block.has_image() || block.has_file();
  if (takes) return WriteBlock(block, path);
  losses_.Add(path);
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::bedrock_converse

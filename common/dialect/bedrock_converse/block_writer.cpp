#include "common/dialect/bedrock_converse/block_writer.h"

#include <algorithm>
#include <string>

#include "common/dialect/bedrock_converse/caller_names.h"
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

std::string Member(const std::string& path, std::string_view name) {
  std::string member = path;
  member += '.';
  member += name;
  return member;
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

void BlockWriter::LoseTurn(const llm::v1::Message& message, int index) {
  for (int i = 0; i < message.content_size(); ++i) {
    const ContentBlock& block = message.content(i);
    if (block.has_thinking() || block.block_case() == ContentBlock::BLOCK_NOT_SET) {
      losses_.Add(BlockPath(caller_, index, i));
    }
  }
}

void BlockWriter::WriteText(std::string_view text) {
  if (!IsBlank(text)) writer_.BeginObject().Key("text").String(text).EndObject();
}

void BlockWriter::WriteInstructions(const llm::v1::Message& message, int index) {
  losses_.AddExtra(Member(MessagePath(caller_, index), ""), message.extra_json());
  for (int i = 0; i < message.content_size(); ++i) {
    const ContentBlock& block = message.content(i);
    if (block.has_text()) {
      WriteText(block.text().text());
    } else {
      losses_.Add(BlockPath(caller_, index, i));
    }
    if (block.has_cache()) WriteCachePoint(block.cache());
  }
}

absl::Status BlockWriter::WriteTurn(const llm::v1::Message& message, int index) {
  const std::string path = MessagePath(caller_, index);
  if (!message.name().empty()) losses_.Add(Member(path, "name"));
  losses_.AddExtra(Member(path, ""), message.extra_json());
  for (int i = 0; i < message.content_size(); ++i) {
    const ContentBlock& block = message.content(i);
    const std::string block_path = BlockPath(caller_, index, i);
    RETURN_IF_ERROR(WriteBlock(block, block_path));
    if (block.block_case() != ContentBlock::BLOCK_NOT_SET) losses_.AddExtra(Member(block_path, ""), block.extra_json());
    if (!block.signature().empty()) losses_.Add(Member(block_path, "thoughtSignature"));
    if (block.has_cache()) WriteCachePoint(block.cache());
  }
  return absl::OkStatus();
}

template <typename Medium>
absl::Status BlockWriter::WriteMedium(const Medium& medium, const std::string& path) {
  writer_.BeginObject();
  RETURN_IF_ERROR(media_.Write(medium, path));
  writer_.EndObject();
  return absl::OkStatus();
}

absl::Status BlockWriter::WriteBlock(const ContentBlock& block, const std::string& path) {
  switch (block.block_case()) {
    case ContentBlock::kText:
      if (block.text().citations_size() > 0) losses_.Add(Member(path, "citations"));
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

void BlockWriter::WriteToolUse(const llm::v1::ToolCall& call, const std::string& path) {
  const std::string& arguments = call.arguments_json();
  const bool readable = IsJsonObject(arguments);
  if (!readable && !IsBlank(arguments)) losses_.Add(Member(path, "arguments"));
  writer_.BeginObject().Key("toolUse").BeginObject();
  writer_.Key("toolUseId").String(SafeToolId(call.id(), kMaxToolIdLength)).Key("name").String(call.name());
  writer_.Key("input").Raw(readable ? std::string_view(arguments) : std::string_view("{}"));
  writer_.EndObject().EndObject();
}

void BlockWriter::WriteThinking(const llm::v1::Thinking& thinking, const std::string& path) {
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

absl::Status BlockWriter::WriteResult(const llm::v1::ToolResult& result, const std::string& path) {
  writer_.BeginObject().Key("toolResult").BeginObject();
  writer_.Key("toolUseId").String(SafeToolId(result.tool_call_id(), kMaxToolIdLength)).Key("content").BeginArray();
  for (int i = 0; i < result.content_size(); ++i) {
    std::string part = Member(path, "content[");
    part += std::to_string(i);
    part += ']';
    RETURN_IF_ERROR(WriteResultBlock(result.content(i), part));
  }
  writer_.EndArray();
  if (result.is_error()) writer_.Key("status").String("error");
  writer_.EndObject().EndObject();
  return absl::OkStatus();
}

absl::Status BlockWriter::WriteResultBlock(const ContentBlock& block, const std::string& path) {
  const bool takes = block.has_text() || block.has_image() || block.has_file();
  if (takes) return WriteBlock(block, path);
  losses_.Add(path);
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::bedrock_converse

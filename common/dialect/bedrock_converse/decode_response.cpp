#include "common/dialect/bedrock_converse/decode_response.h"

#include "common/dialect/bedrock_converse/facts.h"
#include "common/dialect/data_url.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/json/document.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using llm::v1::ContentBlock;

std::optional<json::Value> ObjectIn(json::Value object, std::string_view name) {
  const auto member = object.Find(name);
  return member && member->IsObject() ? member : std::nullopt;
}

bool ReadText(json::Value block, ContentBlock& into) {
  const auto text = block.Find("text");
  if (!text || !text->IsString()) return false;
  into.mutable_text()->set_text(text->Text());
  return true;
}

bool ReadToolUse(json::Value block, ContentBlock& into) {
  const auto use = ObjectIn(block, "toolUse");
  if (!use || use->Find("type")) return false;  // With a type it is a tool of the provider's own.
  llm::v1::ToolCall& call = *into.mutable_tool_call();
  call.set_id(TextOf(*use, "toolUseId"));
  call.set_name(TextOf(*use, "name"));
  const auto input = use->Find("input");
  call.set_arguments_json(input ? std::string(input->raw()) : "{}");
  return true;
}

bool ReadReasoning(json::Value block, ContentBlock& into) {
  const auto content = ObjectIn(block, "reasoningContent");
  if (!content) return false;
  if (const auto text = ObjectIn(*content, "reasoningText")) {
    into.mutable_thinking()->set_text(TextOf(*text, "text"));
    into.mutable_thinking()->set_signature(TextOf(*text, "signature"));
    return true;
  }
  const std::string redacted = TextOf(*content, "redactedContent");
  if (redacted.empty()) return false;
  into.mutable_thinking()->set_redacted(redacted);
  return true;
}

bool ReadCited(json::Value block, ContentBlock& into) {
  const auto cited = ObjectIn(block, "citationsContent");
  if (!cited) return false;
  llm::v1::Text& text = *into.mutable_text();
  if (const auto content = cited->Find("content"); content && content->IsArray()) {
    for (const json::Value part : content->elements()) {
      if (part.IsObject()) text.mutable_text()->append(TextOf(part, "text"));
    }
  }
  if (const auto citations = cited->Find("citations"); citations && citations->IsArray()) {
    for (const json::Value citation : citations->elements()) *text.add_citations() = ReadCitation(citation);
  }
  return true;
}

bool ReadImage(json::Value block, ContentBlock& into) {
  const auto image = ObjectIn(block, "image");
  const auto source = image ? ObjectIn(*image, "source") : std::nullopt;
  auto bytes = source ? DecodeBase64(TextOf(*source, "bytes")) : std::nullopt;
  if (!bytes || bytes->empty()) return false;
  into.mutable_image()->set_content(*std::move(bytes));
  into.mutable_image()->set_media_type("image/" + TextOf(*image, "format"));
  return true;
}

ContentBlock ReadBlock(json::Value block) {
  ContentBlock read;
  const bool known = ReadText(block, read) || ReadToolUse(block, read) || ReadReasoning(block, read) ||
                     ReadCited(block, read) || ReadImage(block, read);
  if (!known) read.set_extra_json(std::string(block.raw()));
  return read;
}

absl::Status ReadMessage(json::Value root, llm::v1::Message& into) {
  const auto output = ObjectIn(root, "output");
  const auto message = output ? ObjectIn(*output, "message") : std::nullopt;
  const auto content = message ? message->Find("content") : std::nullopt;
  if (!content || !content->IsArray()) return BadField("output.message.content", "is no list");
  into.set_role(llm::v1::ASSISTANT);
  for (const json::Value block : content->elements()) {
    if (!block.IsObject()) return BadField("output.message.content", "holds what is no object");
    *into.add_content() = ReadBlock(block);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) {
  json::Document document;
  if (absl::Status status = document.Read(body); !status.ok()) return status;
  const json::Value root = document.root();
  if (!root.IsObject()) return BadField("", "is no JSON object");
  llm::v1::Response response;
  response.set_dialect(llm::v1::BEDROCK_CONVERSE);
  llm::v1::Choice& choice = *response.add_choices();
  if (absl::Status status = ReadMessage(root, *choice.mutable_message()); !status.ok()) return status;
  choice.set_native_reason(TextOf(root, "stopReason"));
  choice.set_finish_reason(FinishOf(choice.native_reason()));
  choice.set_stop_sequence(StopSequenceOf(root));
  ExtraFields extra;
  for (const auto [key, value] : root.members()) {
    if (key.Is("usage")) {
      if (auto usage = ReadUsage(value)) *response.mutable_usage() = *std::move(usage);
      response.set_usage_json(std::string(value.raw()));
    } else if (!key.Is("output") && !key.Is("stopReason")) {
      extra.Keep(key, value);
    }
  }
  response.set_extra_json(extra.Take());
  return response;
}

}  // namespace signalbox::dialect::bedrock_converse

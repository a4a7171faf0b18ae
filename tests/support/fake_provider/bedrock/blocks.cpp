#include "tests/support/fake_provider/bedrock/blocks.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/base64.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/signature.h"

namespace signalbox::fake_provider::bedrock {
namespace {

using Names = std::vector<std::string_view>;

const Names& BlockNames() {
  static const Names kNames = {"text",
                               "image",
                               "document",
                               "video",
                               "audio",
                               "toolUse",
                               "toolResult",
                               "guardContent",
                               "cachePoint",
                               "reasoningContent",
                               "citationsContent",
                               "searchResult",
                               "toolAddition",
                               "toolRemoval"};
  return kNames;
}

bool IsOneOf(std::string_view text, const Names& names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

absl::Status CheckMedia(json::Value media, const Names& formats, const std::string& where) {
  if (!IsOneOf(TextAt(media, "format"), formats)) {
    return Invalid(
        fmt::format("1 validation error detected: Value '{}' at '{}.format' failed to satisfy constraint: Member "
                    "must satisfy enum value set: [{}]",
                    TextAt(media, "format"), where, fmt::join(formats, ", ")));
  }
  const auto source = ObjectAt(media, "source");
  const auto bytes = source ? MemberAt(*source, "bytes") : std::nullopt;
  if (!source ||
      (!bytes && !MemberAt(*source, "s3Location") && !MemberAt(*source, "text") && !MemberAt(*source, "content"))) {
    return Invalid(fmt::format("The source field at {} is empty.", where));
  }
  if (!bytes) return absl::OkStatus();
  const std::string text = bytes->Text();
  return text.empty() || !FromBase64(text) ? Invalid(fmt::format("The bytes at {} are not base64.", where))
                                           : absl::OkStatus();
}

absl::Status CheckImage(json::Value image, const std::string& where) {
  static const Names kFormats = {"png", "jpeg", "gif", "webp"};
  return CheckMedia(image, kFormats, where + ".image");
}

absl::Status CheckDocument(json::Value document, const std::string& where) {
  static const Names kFormats = {"pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"};
  if (TextAt(document, "name").empty()) return Invalid(fmt::format("The name field at {}.document is empty.", where));
  return CheckMedia(document, kFormats, where + ".document");
}

absl::Status CheckToolUse(json::Value use, const std::string& where) {
  if (!IsName(TextAt(use, "toolUseId"), 64, "_-.:")) {
    return Invalid(
        fmt::format("1 validation error detected: Value '{}' at '{}.toolUse.toolUseId' failed to satisfy "
                    "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+",
                    TextAt(use, "toolUseId"), where));
  }
  if (!IsName(TextAt(use, "name"), 64)) return Invalid(fmt::format("The name at {}.toolUse is not valid.", where));
  if (ObjectAt(use, "input")) return absl::OkStatus();
  return Invalid(
      fmt::format("The format of the value at {}.toolUse.input is invalid. Provide a json object for the field "
                  "and try again.",
                  where));
}

absl::Status CheckToolResult(json::Value result, const std::string& where) {
  const auto content = ArrayAt(result, "content");
  if (!content) return Invalid(fmt::format("The content field at {}.toolResult is empty.", where));
  const auto status = MemberAt(result, "status");
  if (status && !status->Is("success") && !status->Is("error")) {
    return Invalid(fmt::format("The status at {}.toolResult must be success or error.", where));
  }
  for (const json::Value block : content->elements()) {
    const auto unknown = UnknownName(block, {"text", "json", "image", "document", "video", "searchResult"});
    if (unknown) return Invalid(fmt::format("{}.toolResult.content: [{}] is not permitted", where, *unknown));
    const auto json = MemberAt(block, "json");
    if (json && !json->IsObject()) {
      return Invalid(
          fmt::format("The format of the value at {}.toolResult.content.json is invalid. Provide a json object "
                      "for the field and try again.",
                      where));
    }
    if (const auto image = ObjectAt(block, "image")) RETURN_IF_ERROR(CheckImage(*image, where));
  }
  return absl::OkStatus();
}

absl::Status CheckReasoning(json::Value reasoning, const std::string& where) {
  const auto text = ObjectAt(reasoning, "reasoningText");
  const std::string redacted = TextAt(reasoning, "redactedContent");
  const bool right = text ? IsSignature(TextAt(*text, "signature")) : IsRedactedReasoning(redacted);
  if (right) return absl::OkStatus();
  return Invalid(
      fmt::format("The model returned the following errors: {}: Invalid `signature` in `thinking` block", where));
}

absl::Status CheckBlock(json::Value block, const std::string& where) {
  const auto unknown = UnknownName(block, BlockNames());
  if (unknown) return Invalid(fmt::format("{}: extraneous key [{}] is not permitted", where, *unknown));
  int members = 0;
  for ([[maybe_unused]] const auto& member : block.members()) ++members;
  if (members != 1) {
    return Invalid(fmt::format("The ContentBlock object at {} must set one of the following keys: {}.", where,
                               fmt::join(BlockNames(), ", ")));
  }
  const auto text = MemberAt(block, "text");
  if (text && text->Text().find_first_not_of(" \t\r\n") == std::string::npos) {
    return Invalid(
        fmt::format("The text field in the ContentBlock object at {} is blank. Add text to the text field, and "
                    "try again.",
                    where));
  }
  if (const auto image = ObjectAt(block, "image")) return CheckImage(*image, where);
  if (const auto document = ObjectAt(block, "document")) return CheckDocument(*document, where);
  if (const auto use = ObjectAt(block, "toolUse")) return CheckToolUse(*use, where);
  if (const auto result = ObjectAt(block, "toolResult")) return CheckToolResult(*result, where);
  if (const auto reasoning = ObjectAt(block, "reasoningContent")) return CheckReasoning(*reasoning, where);
  return absl::OkStatus();
}

// Ids of the tool uses or results of one turn.
std::vector<std::string> IdsOf(json::Value content, std::string_view kind) {
  std::vector<std::string> ids;
  for (const json::Value block : content.elements()) {
    if (const auto found = ObjectAt(block, kind)) ids.push_back(TextAt(*found, "toolUseId"));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

absl::Status CheckAnswers(const std::vector<std::string>& open, const std::vector<std::string>& results,
                          std::size_t index) {
  if (results.size() > open.size()) {
    return Invalid(
        fmt::format("The number of toolResult blocks at messages.{}.content exceeds the number of toolUse blocks "
                    "of previous turn.",
                    index));
  }
  if (open == results) return absl::OkStatus();
  return Invalid(fmt::format("Expected toolResult blocks at messages.{}.content for the following Ids: {}", index,
                             fmt::join(open, ", ")));
}

}  // namespace

absl::Status CheckMessages(json::Value messages, bool has_tools) {
  std::vector<std::string> open;
  std::string expected = "user";
  std::size_t index = 0;
  for (const json::Value message : messages.elements()) {
    const std::string role = TextAt(message, "role");
    if (index == 0 && role != "user") {
      return Invalid(
          "A conversation must start with a user message. Try again with a conversation that starts with a user "
          "message.");
    }
    if (role != expected) {
      return Invalid(
          "A conversation must alternate between user and assistant roles. Make sure the conversation alternates "
          "between user and assistant roles and try again.");
    }
    const auto content = ArrayAt(message, "content");
    if (!content || content->Empty()) {
      return Invalid(
          fmt::format("The content field in the Message object at messages.{} is empty. Add a ContentBlock object "
                      "to the content field and try again.",
                      index));
    }
    int position = 0;
    for (const json::Value block : content->elements()) {
      RETURN_IF_ERROR(CheckBlock(block, fmt::format("messages.{}.content.{}", index, position++)));
    }
    const std::vector<std::string> results = IdsOf(*content, "toolResult");
    RETURN_IF_ERROR(CheckAnswers(open, results, index));
    open = IdsOf(*content, "toolUse");
    if (!has_tools && (!open.empty() || !results.empty())) {
      return Invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
    }
    expected = role == "user" ? "assistant" : "user";
    ++index;
  }
  return CheckAnswers(open, {}, index);
}

}  // namespace signalbox::fake_provider::bedrock

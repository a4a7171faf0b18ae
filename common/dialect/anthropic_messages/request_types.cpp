#include "common/dialect/anthropic_messages/request_types.h"

#include "common/dialect/shape.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using namespace shapes;

constexpr ShapeField kTypeOnly[] = {{"type", &kText, true}};
constexpr ShapeField kMarkerFields[] = {{"type", &kText, true}, {"ttl", &kText}};
constexpr Shape kMarker{.types = Shape::kObject, .fields = kMarkerFields};
constexpr Shape kTyped{.types = Shape::kObject, .fields = kTypeOnly};
constexpr ShapeField kEnabledFields[] = {{"enabled", &kFlag}};
constexpr Shape kEnabled{.types = Shape::kObject, .fields = kEnabledFields};

// Pictures and documents.
constexpr Shape kTextOrBlocks{.types = Shape::kString | Shape::kArray, .each = &kTyped};
constexpr ShapeField kInline[] = {{"media_type", &kText, true}, {"data", &kText, true}};
constexpr ShapeField kUrl[] = {{"url", &kText, true}};
constexpr ShapeField kFile[] = {{"file_id", &kText, true}};
constexpr ShapeField kBlocks[] = {{"content", &kTextOrBlocks, true}};
constexpr ShapeVariant kSources[] = {
    {"base64", kInline}, {"text", kInline}, {"url", kUrl}, {"file", kFile}, {"content", kBlocks}};
constexpr Shape kSource{.types = Shape::kObject, .fields = kTypeOnly, .variants = kSources};

// Blocks.
constexpr Shape kCitations{.types = Shape::kArray, .each = &kTyped};
constexpr ShapeField kTextBlock[] = {{"text", &kText, true}, {"citations", &kCitations}};
constexpr ShapeField kImage[] = {{"source", &kSource, true}};
constexpr ShapeField kDocument[] = {
    {"source", &kSource, true}, {"title", &kText}, {"context", &kText}, {"citations", &kEnabled}};
constexpr ShapeField kSearchResult[] = {
    {"source", &kText, true}, {"title", &kText, true}, {"content", &kObjects, true}, {"citations", &kEnabled}};
constexpr ShapeVariant kResultBlocks[] = {
    {"text", kTextBlock}, {"image", kImage}, {"document", kDocument}, {"search_result", kSearchResult}};
constexpr ShapeField kBlockFields[] = {{"type", &kText, true}, {"cache_control", &kMarker}};
constexpr Shape kResultBlock{.types = Shape::kObject, .fields = kBlockFields, .variants = kResultBlocks};
constexpr Shape kResultContent{.types = Shape::kString | Shape::kArray, .each = &kResultBlock};

constexpr ShapeField kToolUse[] = {{"id", &kText, true}, {"name", &kName, true}, {"input", &kObject, true}};
constexpr ShapeField kToolResult[] = {
    {"tool_use_id", &kText, true}, {"is_error", &kFlag}, {"content", &kResultContent}};
constexpr ShapeField kThinkingBlock[] = {{"thinking", &kText, true}, {"signature", &kText}};
constexpr ShapeField kRedacted[] = {{"data", &kText, true}};
constexpr ShapeVariant kAllBlocks[] = {{"text", kTextBlock},         {"image", kImage},
                                       {"document", kDocument},      {"search_result", kSearchResult},
                                       {"tool_use", kToolUse},       {"tool_result", kToolResult},
                                       {"thinking", kThinkingBlock}, {"redacted_thinking", kRedacted}};
constexpr Shape kBlock{.types = Shape::kObject, .fields = kBlockFields, .variants = kAllBlocks};
constexpr Shape kContent{.types = Shape::kString | Shape::kArray, .each = &kBlock};
constexpr ShapeField kMessageFields[] = {{"role", &kText}, {"content", &kContent}};
constexpr Shape kMessage{.types = Shape::kObject, .fields = kMessageFields};
constexpr Shape kMessages{.types = Shape::kArray, .each = &kMessage};

// Tools. One without a type is the caller's own.
constexpr ShapeField kOwnTool[] = {
    {"name", &kName, true}, {"description", &kText}, {"input_schema", &kObject}, {"strict", &kFlag}};
constexpr ShapeVariant kTools[] = {{"", kOwnTool}, {"custom", kOwnTool}};
constexpr ShapeField kToolFields[] = {{"type", &kText}, {"name", &kName}, {"cache_control", &kMarker}};
constexpr Shape kTool{.types = Shape::kObject, .fields = kToolFields, .variants = kTools};
constexpr Shape kToolList{.types = Shape::kArray, .each = &kTool};
constexpr ShapeField kNamed[] = {{"name", &kName, true}};
constexpr ShapeVariant kChoices[] = {{"tool", kNamed}};
constexpr ShapeField kChoiceFields[] = {{"type", &kText, true}, {"disable_parallel_tool_use", &kFlag}};
constexpr Shape kToolChoice{.types = Shape::kObject, .fields = kChoiceFields, .variants = kChoices};

// The rest.
constexpr ShapeField kBudget[] = {{"budget_tokens", &kNumber, true}};
constexpr ShapeVariant kThinkings[] = {{"enabled", kBudget}};
constexpr ShapeField kThinkingFields[] = {{"type", &kText, true}, {"display", &kText}};
constexpr Shape kThinking{.types = Shape::kObject, .fields = kThinkingFields, .variants = kThinkings};
constexpr ShapeField kSchema[] = {{"schema", &kObject, true}};
constexpr ShapeVariant kFormats[] = {{"json_schema", kSchema}};
constexpr Shape kFormat{.types = Shape::kObject, .fields = kTypeOnly, .variants = kFormats};
constexpr ShapeField kOutputFields[] = {{"effort", &kText}, {"format", &kFormat}};
constexpr Shape kOutput{.types = Shape::kObject, .fields = kOutputFields};
constexpr ShapeField kMetadataFields[] = {{"user_id", &kText}};
constexpr Shape kMetadata{.types = Shape::kObject, .fields = kMetadataFields};

constexpr ShapeField kRequestFields[] = {
    {"messages", &kMessages},        {"system", &kContent},    {"max_tokens", &kNumber},
    {"temperature", &kNumber},       {"top_p", &kNumber},      {"top_k", &kNumber},
    {"stop_sequences", &kTexts},     {"stream", &kFlag},       {"tools", &kToolList},
    {"tool_choice", &kToolChoice},   {"thinking", &kThinking}, {"output_config", &kOutput},
    {"metadata", &kMetadata},        {"service_tier", &kText}, {"mcp_servers", &kObjects},
    {"context_management", &kObject}};
constexpr Shape kRequest{.types = Shape::kObject, .fields = kRequestFields};

}  // namespace

absl::Status CheckTypes(json::Value root) {
  return CheckShape(root, kRequest, "");
}

}  // namespace signalbox::dialect::anthropic_messages

#include "common/dialect/gemini/request_types.h"

#include "common/dialect/gemini/names.h"
#include "common/dialect/shape.h"

namespace signalbox::dialect::gemini {
namespace {

using namespace shapes;

constexpr Shape kWord{.types = Shape::kString | Shape::kNumber};
constexpr Shape kNumeral{.types = Shape::kNumber | Shape::kString};
constexpr Shape kSomeObjects{.types = Shape::kObject | Shape::kArray, .each = &kObject};
constexpr Shape kJsonSchema{.types = Shape::kObject | Shape::kBool};

// Parts.
constexpr ShapeField kInlineFields[] = {{"mimeType", &kText}, {"data", &kText}, {"displayName", &kText}};
constexpr Shape kInline{.types = Shape::kObject, .fields = kInlineFields};
constexpr ShapeField kFileFields[] = {{"mimeType", &kText}, {"fileUri", &kText}, {"displayName", &kText}};
constexpr Shape kFile{.types = Shape::kObject, .fields = kFileFields};
constexpr ShapeField kCallFields[] = {{"id", &kText}, {"name", &kName, true}, {"args", &kObject}};
constexpr Shape kCall{.types = Shape::kObject, .fields = kCallFields};
constexpr ShapeField kAnswerPartFields[] = {{"inlineData", &kInline}, {"fileData", &kFile}};
constexpr Shape kAnswerPart{.types = Shape::kObject, .fields = kAnswerPartFields};
constexpr Shape kAnswerParts{.types = Shape::kArray, .each = &kAnswerPart};
constexpr ShapeField kAnswerFields[] = {{"id", &kText},           {"name", &kName, true},   {"response", &kObject},
                                        {"parts", &kAnswerParts}, {"willContinue", &kFlag}, {"scheduling", &kWord}};
constexpr Shape kAnswer{.types = Shape::kObject, .fields = kAnswerFields};
constexpr ShapeField kPartFields[] = {{"text", &kText},
                                      {"inlineData", &kInline},
                                      {"fileData", &kFile},
                                      {"functionCall", &kCall},
                                      {"functionResponse", &kAnswer},
                                      {"executableCode", &kObject},
                                      {"codeExecutionResult", &kObject},
                                      {"videoMetadata", &kObject},
                                      {"thought", &kFlag},
                                      {"thoughtSignature", &kText}};
constexpr Shape kPart{.types = Shape::kObject, .fields = kPartFields};
constexpr Shape kParts{.types = Shape::kArray | Shape::kObject, .fields = kPartFields, .each = &kPart};
constexpr ShapeField kContentFields[] = {{"role", &kText}, {"parts", &kParts}};
constexpr Shape kContent{.types = Shape::kObject, .fields = kContentFields};
constexpr Shape kContents{.types = Shape::kArray | Shape::kObject, .fields = kContentFields, .each = &kContent};

// Tools.
constexpr ShapeField kFunctionFields[] = {{"name", &kName, true},   {"description", &kText},
                                          {"parameters", &kObject}, {"parametersJsonSchema", &kJsonSchema},
                                          {"response", &kObject},   {"behavior", &kWord}};
constexpr Shape kFunction{.types = Shape::kObject, .fields = kFunctionFields};
constexpr Shape kFunctions{.types = Shape::kArray, .each = &kFunction};
constexpr ShapeField kToolFields[] = {{"functionDeclarations", &kFunctions},
                                      {"googleSearch", &kObject},
                                      {"googleSearchRetrieval", &kObject},
                                      {"codeExecution", &kObject},
                                      {"urlContext", &kObject}};
constexpr Shape kTool{.types = Shape::kObject, .fields = kToolFields};
constexpr Shape kTools{.types = Shape::kArray | Shape::kObject, .fields = kToolFields, .each = &kTool};
constexpr ShapeField kCallingFields[] = {{"mode", &kWord}, {"allowedFunctionNames", &kTexts}};
constexpr Shape kCalling{.types = Shape::kObject, .fields = kCallingFields};
constexpr ShapeField kToolConfigFields[] = {{"functionCallingConfig", &kCalling}, {"retrievalConfig", &kObject}};
constexpr Shape kToolConfig{.types = Shape::kObject, .fields = kToolConfigFields};

// The rest.
constexpr ShapeField kThinkingFields[] = {
    {"includeThoughts", &kFlag}, {"thinkingBudget", &kNumeral}, {"thinkingLevel", &kWord}};
constexpr Shape kThinking{.types = Shape::kObject, .fields = kThinkingFields};
constexpr Shape kModalities{.types = Shape::kArray, .each = &kWord};
constexpr ShapeField kConfigFields[] = {{"temperature", &kNumeral},
                                        {"topP", &kNumeral},
                                        {"topK", &kNumeral},
                                        {"seed", &kNumeral},
                                        {"candidateCount", &kNumeral},
                                        {"maxOutputTokens", &kNumeral},
                                        {"presencePenalty", &kNumeral},
                                        {"frequencyPenalty", &kNumeral},
                                        {"stopSequences", &kTexts},
                                        {"responseMimeType", &kText},
                                        {"responseSchema", &kObject},
                                        {"responseJsonSchema", &kJsonSchema},
                                        {"responseLogprobs", &kFlag},
                                        {"logprobs", &kNumeral},
                                        {"responseModalities", &kModalities},
                                        {"thinkingConfig", &kThinking},
                                        {"speechConfig", &kObject},
                                        {"imageConfig", &kObject},
                                        {"mediaResolution", &kWord}};
constexpr Shape kConfig{.types = Shape::kObject, .fields = kConfigFields};

constexpr ShapeField kRequestFields[] = {
    {"contents", &kContents},     {"systemInstruction", &kContent}, {"tools", &kTools},
    {"toolConfig", &kToolConfig}, {"generationConfig", &kConfig},   {"safetySettings", &kSomeObjects},
    {"cachedContent", &kText},    {"serviceTier", &kWord},          {"labels", &kLabels}};
constexpr Shape kRequest{.types = Shape::kObject, .fields = kRequestFields};

}  // namespace

absl::Status CheckTypes(json::Value request, std::string_view path) {
  return CheckShape(request, kRequest, path, IsField);
}

}  // namespace signalbox::dialect::gemini

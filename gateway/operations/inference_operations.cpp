#include "gateway/operations/inference_operations.h"

#include <string>
#include <string_view>

namespace signalbox::gateway {
namespace {

using Form = OpenApiOperation::Form;

// What a row says of its body and its answer.
enum class Answer { kJson, kJsonOrEvents, kJsonOrFile, kCount };

// One path of OpenAI's or Anthropic's, below each of the prefixes.
struct Path {
  std::string_view path;
  std::string_view id;
  std::string_view summary;
  std::string_view required;    // Of the body, as JSON.
  std::string_view properties;  // Of the body: members of a JSON object.
  Answer answer = Answer::kJson;
  Form form = Form::kOpenAi;
  std::string_view request_type = "application/json";
};

constexpr std::string_view kModelOnly = R"("model":{"type":"string","maxLength":256})";
constexpr std::string_view kTurn =
    R"("model":{"type":"string","maxLength":256},"stream":{"type":"boolean","default":false},)"
    R"("user":{"type":"string","description":"Your own end user; at most 256 bytes are kept."},)"
    R"("conversation_id":{"type":"string","maxLength":256,"description":"The session this request continues."},)"
    R"("session_id":{"type":"string","maxLength":256,"description":"The same, where conversation_id is not given."},)";
constexpr std::string_view kObjects = R"({"type":"array","minItems":1,"items":{"type":"object"}})";
constexpr std::string_view kForm = "multipart/form-data";

constexpr Path kPaths[] = {
    {"/chat/completions", "createChatCompletion", "Create a chat completion", R"(["model","messages"])",
     R"("messages":{"type":"array","minItems":1,"items":{"type":"object"}},)"
     R"("stream_options":{"type":"object","properties":{"include_usage":{"type":"boolean"}}},)"
     R"("max_completion_tokens":{"type":"integer","minimum":0},"max_tokens":{"type":"integer","minimum":0},)"
     R"("n":{"type":"integer","minimum":1,"maximum":128})",
     Answer::kJsonOrEvents},
    {"/completions", "createCompletion", "Continue a text", R"(["model","prompt"])",
     R"("prompt":{"type":["string","array"],"description":"A text, texts, tokens, or lists of tokens."},)"
     R"("max_tokens":{"type":"integer","minimum":0},"n":{"type":"integer","minimum":1,"maximum":128},)"
     R"("best_of":{"type":"integer","minimum":1,"maximum":128})",
     Answer::kJsonOrEvents},
    {"/responses", "createResponse", "Create a response", R"(["model"])",
     R"("input":{"type":["string","array"]},"instructions":{"type":["string","null"]},)"
     R"("previous_response_id":{"type":["string","null"],"maxLength":256},)"
     R"("max_output_tokens":{"type":["integer","null"],"minimum":0})",
     Answer::kJsonOrEvents},
    {"/messages", "createMessage", "Create a message", R"(["model","messages"])",
     R"("messages":{"type":"array","minItems":1,"items":{"type":"object"}},)"
     R"("system":{"type":["string","array"]},"max_tokens":{"type":"integer","minimum":0},)"
     R"("metadata":{"type":"object","properties":{"user_id":{"type":["string","null"]}}})",
     Answer::kJsonOrEvents, Form::kAnthropic},
    {"/messages/count_tokens", "countMessageTokens", "Count the tokens of a message", R"(["model","messages"])",
     R"("messages":{"type":"array","minItems":1,"items":{"type":"object"}},"system":{"type":["string","array"]})",
     Answer::kCount, Form::kAnthropic},
    {"/embeddings", "createEmbedding", "Turn texts into vectors", R"(["model","input"])",
     R"("input":{"type":["string","array"],"description":"A text, texts, tokens, or lists of tokens."},)"
     R"("dimensions":{"type":"integer","minimum":1},"encoding_format":{"enum":["float","base64"]})"},
    {"/images/generations", "createImage", "Make a picture", R"(["prompt"])", R"("prompt":{"type":"string"})",
     Answer::kJsonOrEvents},
    {"/images/edits", "createImageEdit", "Change a picture", R"(["image","prompt"])",
     R"("image":{"description":"A file, or several."},"prompt":{"type":"string"})", Answer::kJsonOrEvents,
     Form::kOpenAi, kForm},
    {"/images/variations", "createImageVariation", "Vary a picture", R"(["image"])",
     R"("image":{"type":"string","contentMediaType":"application/octet-stream"})", Answer::kJson, Form::kOpenAi, kForm},
    {"/audio/speech", "createSpeech", "Read a text aloud", R"(["model","input","voice"])",
     R"("input":{"type":"string"},"voice":{})", Answer::kJsonOrFile},
    {"/audio/transcriptions", "createTranscription", "Write down what is said", R"(["model","file"])",
     R"("file":{"type":"string","contentMediaType":"application/octet-stream"})", Answer::kJsonOrEvents, Form::kOpenAi,
     kForm},
    {"/audio/translations", "createTranslation", "Write down in English what is said", R"(["model","file"])",
     R"("file":{"type":"string","contentMediaType":"application/octet-stream"})", Answer::kJson, Form::kOpenAi, kForm},
    {"/moderations", "createModeration", "Judge whether a content is harmful", R"(["input"])",
     R"("input":{"type":["string","array"]})"},
    {"/rerank", "rerank", "Order documents by how well they answer", R"(["model","query","documents"])",
     R"("query":{"type":"string"},"documents":{"type":"array"})"},
};

// One thing that can be done with an answer that was kept.
struct KeptAnswer {
  std::string_view method;
  std::string_view path;
  std::string_view id;
  std::string_view summary;
  std::string_view answer;  // A JSON Schema.
};

constexpr KeptAnswer kKeptAnswers[] = {
    {"GET", "/responses/{id}", "getResponse", "Show an answer that was kept",
     R"({"type":"object","additionalProperties":true,"properties":{"id":{"type":"string"},)"
     R"("object":{"type":"string","const":"response"},"status":{"type":"string","enum":["completed","incomplete"]},)"
     R"("output":{"type":"array","items":{"type":"object","additionalProperties":true}}}})"},
    {"DELETE", "/responses/{id}", "deleteResponse", "Forget an answer",
     R"({"type":"object","required":["id","object","deleted"],"properties":{"id":{"type":"string"},)"
     R"("object":{"type":"string","const":"response"},"deleted":{"type":"boolean"}}})"},
    {"GET", "/responses/{id}/input_items", "listInputItems", "List what was asked for an answer",
     R"({"type":"object","required":["object","data","first_id","last_id","has_more"],"properties":{)"
     R"("object":{"type":"string","const":"list"},"data":{"type":"array","items":{"type":"object",)"
     R"("additionalProperties":true}},"first_id":{"type":"string"},"last_id":{"type":"string"},)"
     R"("has_more":{"type":"boolean"}}})"},
    {"POST", "/responses/{id}/cancel", "cancelResponse",
     "Refused: answers are not made in the background, so there is nothing to cancel", "{}"},
};

// One thing Google's API does with a model.
struct Action {
  std::string_view name;
  std::string_view summary;
  Answer answer = Answer::kJson;
};

constexpr Action kActions[] = {
    {"generateContent", "Generate an answer"},
    {"streamGenerateContent", "Generate an answer as a stream: a JSON array, or events with ?alt=sse",
     Answer::kJsonOrEvents},
    {"countTokens", "Count the tokens of a request"},
};

constexpr std::string_view kModel =
    R"({"type":"object","required":["id","object","created","owned_by"],"properties":{"id":{"type":"string"},)"
    R"("object":{"type":"string","const":"model"},"created":{"type":"integer"},"owned_by":{"type":"string"}}})";

std::string ModelList() {
  std::string list =
      R"({"type":"object","properties":{"object":{"type":"string","const":"list"},"data":{"type":"array",)";
  list += R"("items":)";
  list += kModel;
  list += "}}}";
  return list;
}

std::string RequestOf(const Path& path) {
  const bool turn = path.answer == Answer::kJsonOrEvents && path.request_type != kForm;
  std::string schema = R"({"type":"object","additionalProperties":true,"required":)";
  schema += path.required;
  schema += R"(,"properties":{)";
  schema += turn ? kTurn : kModelOnly;
  if (!turn) schema += ',';
  schema += path.properties;
  schema += "}}";
  return schema;
}

std::string AnswerOf(Answer answer) {
  if (answer != Answer::kCount) return R"({"type":"object","additionalProperties":true})";
  return R"({"type":"object","required":["input_tokens"],"properties":{"input_tokens":{"type":"integer"}}})";
}

std::vector<std::string> TypesOf(Answer answer) {
  switch (answer) {
    case Answer::kJsonOrEvents:
      return {"application/json", "text/event-stream"};
    case Answer::kJsonOrFile:
      return {"application/octet-stream", "text/event-stream"};
    default:
      return {"application/json"};
  }
}

// The prefixes at which the systems that this one replaces had the same paths.
std::vector<std::string> AlsoOf(std::string_view path) {
  std::vector<std::string> also;
  for (const std::string prefix : {"/api/v1", "/v2", ""}) also.push_back(prefix + std::string(path));
  return also;
}

OpenApiOperation OperationOf(const Path& path) {
  OpenApiOperation operation{"POST", "/v1" + std::string(path.path), "inference", std::string(path.summary), true};
  operation.request_schema = RequestOf(path);
  operation.response_schema = AnswerOf(path.answer);
  operation.id = path.id;
  operation.request_type = path.request_type;
  operation.answer_types = TypesOf(path.answer);
  operation.form = path.form;
  operation.also = AlsoOf(path.path);
  return operation;
}

OpenApiOperation OperationOf(const KeptAnswer& row) {
  OpenApiOperation operation{std::string(row.method), "/v1" + std::string(row.path), "inference",
                             std::string(row.summary), true};
  operation.response_schema = row.answer;
  operation.id = row.id;
  operation.also = AlsoOf(row.path);
  return operation;
}

OpenApiOperation OperationOf(const Action& action) {
  const std::string path = "/models/{model}:" + std::string(action.name);
  OpenApiOperation operation{"POST", "/v1beta" + path, "inference", std::string(action.summary), true};
  operation.request_schema = R"({"type":"object","additionalProperties":true,"properties":{"contents":)";
  operation.request_schema += kObjects;
  operation.request_schema += R"(,"systemInstruction":{"type":"object"},"generationConfig":{"type":"object",)"
                              R"("properties":{"maxOutputTokens":{"type":"integer","minimum":0},)"
                              R"("candidateCount":{"type":"integer","minimum":0,"maximum":128}}},)"
                              R"("conversation_id":{"type":"string","maxLength":256},)"
                              R"("session_id":{"type":"string","maxLength":256}}})";
  operation.id = action.name;
  operation.answer_types = TypesOf(action.answer);
  operation.form = Form::kGoogle;
  operation.also = {"/v1" + path};
  return operation;
}

OpenApiOperation Models(std::string_view pattern, std::string_view id, std::string_view summary, std::string schema) {
  OpenApiOperation operation{"GET", "/v1" + std::string(pattern), "inference", std::string(summary), true};
  operation.response_schema = std::move(schema);
  operation.id = id;
  operation.also = AlsoOf(pattern);
  operation.also.push_back("/v1beta" + std::string(pattern));
  return operation;
}

}  // namespace

std::vector<OpenApiOperation> InferenceOperations() {
  std::vector<OpenApiOperation> operations;
  for (const Path& path : kPaths) operations.push_back(OperationOf(path));
  for (const KeptAnswer& row : kKeptAnswers) operations.push_back(OperationOf(row));
  for (const Action& action : kActions) operations.push_back(OperationOf(action));
  operations.push_back(Models("/models", "listModels", "List the models you may use", ModelList()));
  operations.push_back(Models("/models/{id}", "getModel", "Show a model", std::string(kModel)));
  return operations;
}

}  // namespace signalbox::gateway

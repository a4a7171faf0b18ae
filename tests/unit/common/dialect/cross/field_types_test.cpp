// A value of a type its field never has is refused by every dialect callers speak, naming the path.

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "common/dialect/codec.h"
#include "common/status/error.h"

namespace signalbox::dialect {
namespace {

using llm::v1::ANTHROPIC_MESSAGES;
using llm::v1::GEMINI;
using llm::v1::OPENAI_CHAT;
using llm::v1::OPENAI_COMPLETIONS;
using llm::v1::OPENAI_RESPONSES;

std::string RefusedField(llm::v1::Dialect dialect, const std::string& body) {
  const auto conversation = CodecOf(dialect)->DecodeRequest(body);
  if (conversation.ok()) return "";
  EXPECT_EQ(conversation.status().code(), absl::StatusCode::kInvalidArgument);
  return MetadataOf(conversation.status())["field"];
}

struct Row {
  std::string_view inside;  // Members of the request, of a message, a part.
  std::string_view field;
};

void ExpectRefused(llm::v1::Dialect dialect, std::string_view before, const std::vector<Row>& rows,
                   std::string_view after) {
  for (const Row& row : rows) {
    std::string body(before);
    body += row.inside;
    body += after;
    EXPECT_EQ(RefusedField(dialect, body), row.field) << body;
  }
}

TEST(FieldTypes, OfAChatCompletion) {
  ExpectRefused(OPENAI_CHAT, R"({"model":"m","messages":[{"role":"user","content":"a"}],)",
                {{R"("temperature":"hot")", "temperature"},
                 {R"("top_p":{})", "top_p"},
                 {R"("seed":"7")", "seed"},
                 {R"("n":"2")", "n"},
                 {R"("logprobs":5)", "logprobs"},
                 {R"("top_logprobs":"5")", "top_logprobs"},
                 {R"("logit_bias":{"50256":"x"})", "logit_bias.50256"},
                 {R"("stop":5)", "stop"},
                 {R"("stop":["a",5])", "stop[1]"},
                 {R"("stop":{})", "stop"},
                 {R"("max_tokens":"9")", "max_tokens"},
                 {R"("user":7)", "user"},
                 {R"("service_tier":7)", "service_tier"},
                 {R"("reasoning_effort":3)", "reasoning_effort"},
                 {R"("metadata":[])", "metadata"},
                 {R"("metadata":{"a":1})", "metadata.a"},
                 {R"("stream_options":true)", "stream_options"},
                 {R"("stream_options":{"include_usage":"yes"})", "stream_options.include_usage"},
                 {R"("parallel_tool_calls":"no")", "parallel_tool_calls"},
                 {R"("modalities":"text")", "modalities"},
                 {R"("prediction":"a")", "prediction"}},
                "}");
}

TEST(FieldTypes, OfAChatsFormatAndTools) {
  ExpectRefused(
      OPENAI_CHAT, R"({"model":"m","messages":[{"role":"user","content":"a"}],)",
      {{R"("response_format":7)", "response_format"},
       {R"("response_format":{})", "response_format.type"},
       {R"("response_format":{"type":5})", "response_format.type"},
       {R"("response_format":{"type":"json_schema"})", "response_format.json_schema"},
       {R"("response_format":{"type":"json_schema","json_schema":"a"})", "response_format.json_schema"},
       {R"("response_format":{"type":"json_schema","json_schema":{"name":"a","schema":[]}})",
        "response_format.json_schema.schema"},
       {R"("tools":{})", "tools"},
       {R"("tools":[7])", "tools[0]"},
       {R"("tools":[{"name":"f"}])", "tools[0].type"},
       {R"("tools":[{"type":"function"}])", "tools[0].function"},
       {R"("tools":[{"type":"function","function":{"name":7}}])", "tools[0].function.name"},
       {R"("tools":[{"type":"function","function":{"name":""}}])", "tools[0].function.name"},
       {R"("tools":[{"type":"function","function":{"name":"f","parameters":[]}}])", "tools[0].function.parameters"},
       {R"("tools":[{"type":"function","function":{"name":"f","strict":1}}])", "tools[0].function.strict"},
       {R"("tool_choice":true)", "tool_choice"},
       {R"("tool_choice":{"type":"function","function":"f"})", "tool_choice.function"},
       {R"("functions":[{}])", "functions[0].name"},
       {R"("function_call":{"name":5})", "function_call.name"}},
      "}");
}

TEST(FieldTypes, OfAChatsMessages) {
  ExpectRefused(
      OPENAI_CHAT, R"({"model":"m","messages":[{"role":"user","content":"a"},{)",
      {{R"("role":5,"content":"a")", "messages[1].role"},
       {R"("role":"user","content":5)", "messages[1].content"},
       {R"("role":"user","content":"a","name":5)", "messages[1].name"},
       {R"("role":"tool","content":"a","tool_call_id":5)", "messages[1].tool_call_id"},
       {R"("role":"assistant","refusal":[])", "messages[1].refusal"},
       {R"("role":"assistant","reasoning_content":[])", "messages[1].reasoning_content"},
       {R"("role":"assistant","tool_calls":{})", "messages[1].tool_calls"},
       {R"("role":"assistant","tool_calls":"f")", "messages[1].tool_calls"},
       {R"("role":"assistant","tool_calls":["f"])", "messages[1].tool_calls[0]"},
       {R"("role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}])",
        "messages[1].tool_calls[0].id"},
       {R"("role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}])",
        "messages[1].tool_calls[0].type"},
       {R"("role":"assistant","tool_calls":[{"id":"1","type":"function"}])", "messages[1].tool_calls[0].function"},
       {R"("role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"arguments":"{}"}}])",
        "messages[1].tool_calls[0].function.name"},
       {R"("role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"","arguments":"{}"}}])",
        "messages[1].tool_calls[0].function.name"},
       {R"("role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":{}}}])",
        "messages[1].tool_calls[0].function.arguments"},
       {R"("role":"assistant","function_call":"f")", "messages[1].function_call"},
       {R"("role":"assistant","function_call":{"name":"f","arguments":{}})", "messages[1].function_call.arguments"}},
      "}]}");
}

TEST(FieldTypes, OfAChatsParts) {
  ExpectRefused(OPENAI_CHAT, R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},)",
                {{"7", "messages[0].content[1]"},
                 {R"({"text":"a"})", "messages[0].content[1].type"},
                 {R"({"type":7})", "messages[0].content[1].type"},
                 {R"({"type":"text","text":7})", "messages[0].content[1].text"},
                 {R"({"type":"text"})", "messages[0].content[1].text"},
                 {R"({"type":"image_url","image_url":"https://a/b.png"})", "messages[0].content[1].image_url"},
                 {R"({"type":"image_url","image_url":{}})", "messages[0].content[1].image_url.url"},
                 {R"({"type":"image_url","image_url":{"url":"https://a/b.png","detail":1}})",
                  "messages[0].content[1].image_url.detail"},
                 {R"({"type":"input_audio","input_audio":"UklG"})", "messages[0].content[1].input_audio"},
                 {R"({"type":"file","file":"id"})", "messages[0].content[1].file"},
                 {R"({"type":"file","file":{"file_id":7}})", "messages[0].content[1].file.file_id"},
                 {R"({"type":"text","text":"a","cache_control":true})", "messages[0].content[1].cache_control"}},
                "]}]}");
}

TEST(FieldTypes, OfALegacyCompletion) {
  ExpectRefused(OPENAI_COMPLETIONS, R"({"model":"m","prompt":"a",)",
                {{R"("suffix":7)", "suffix"},
                 {R"("echo":"yes")", "echo"},
                 {R"("logprobs":true)", "logprobs"},
                 {R"("stop":5)", "stop"},
                 {R"("temperature":"hot")", "temperature"},
                 {R"("logit_bias":[])", "logit_bias"},
                 {R"("user":7)", "user"}},
                "}");
}

TEST(FieldTypes, OfAMessagesRequest) {
  ExpectRefused(
      ANTHROPIC_MESSAGES, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],)",
      {{R"("temperature":"hot")", "temperature"},
       {R"("top_k":"many")", "top_k"},
       {R"("stop_sequences":"a")", "stop_sequences"},
       {R"("stop_sequences":[7])", "stop_sequences[0]"},
       {R"("stream":"yes")", "stream"},
       {R"("metadata":"a")", "metadata"},
       {R"("metadata":{"user_id":7})", "metadata.user_id"},
       {R"("service_tier":7)", "service_tier"},
       {R"("system":7)", "system"},
       {R"("system":[{"type":"text","text":"a","cache_control":"x"}])", "system[0].cache_control"},
       {R"("thinking":true)", "thinking"},
       {R"("thinking":{"type":"enabled","budget_tokens":"x"})", "thinking.budget_tokens"},
       {R"("thinking":{"type":"enabled"})", "thinking.budget_tokens"},
       {R"("output_config":{"effort":7})", "output_config.effort"},
       {R"("output_config":{"format":{"type":"json_schema","schema":"a"}})", "output_config.format.schema"},
       {R"("tools":{})", "tools"},
       {R"("tools":[7])", "tools[0]"},
       {R"("tools":[{"name":7}])", "tools[0].name"},
       {R"("tools":[{"description":"a"}])", "tools[0].name"},
       {R"("tools":[{"name":"f","description":7}])", "tools[0].description"},
       {R"("tools":[{"name":"f","input_schema":"a"}])", "tools[0].input_schema"},
       {R"("tools":[{"type":7,"name":"f"}])", "tools[0].type"},
       {R"("tool_choice":"auto")", "tool_choice"},
       {R"("tool_choice":{"type":"tool"})", "tool_choice.name"},
       {R"("tool_choice":{"type":"auto","disable_parallel_tool_use":1})", "tool_choice.disable_parallel_tool_use"}},
      "}");
}

TEST(FieldTypes, OfAMessagesBlocks) {
  ExpectRefused(
      ANTHROPIC_MESSAGES, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":[)",
      {{R"({"type":"image","source":"a"})", "messages[0].content[0].source"},
       {R"({"type":"image","source":{"type":"base64","media_type":7,"data":"aa"}})",
        "messages[0].content[0].source.media_type"},
       {R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":7}})",
        "messages[0].content[0].source.data"},
       {R"({"type":"image","source":{"type":"url","url":7}})", "messages[0].content[0].source.url"},
       {R"({"type":"document","source":{"type":"file"}})", "messages[0].content[0].source.file_id"},
       {R"({"type":"document","title":7,"source":{"type":"file","file_id":"f"}})", "messages[0].content[0].title"},
       {R"({"type":"text","text":"a","citations":[7]})", "messages[0].content[0].citations[0]"},
       {R"({"type":"text","text":"a","cache_control":7})", "messages[0].content[0].cache_control"},
       {R"({"type":"tool_use","id":"a","name":"","input":{}})", "messages[0].content[0].name"},
       {R"({"type":"tool_result","tool_use_id":"a","is_error":"yes"})", "messages[0].content[0].is_error"},
       {R"({"type":"tool_result","tool_use_id":"a","content":7})", "messages[0].content[0].content"},
       {R"({"type":"tool_result","tool_use_id":"a","content":[{"type":"image","source":7}]})",
        "messages[0].content[0].content[0].source"},
       {R"({"type":"thinking","thinking":"a","signature":7})", "messages[0].content[0].signature"}},
      "]}]}");
}

TEST(FieldTypes, OfAResponse) {
  ExpectRefused(
      OPENAI_RESPONSES, R"({"model":"m","input":"a",)",
      {{R"("instructions":7)", "instructions"},
       {R"("include":[7])", "include[0]"},
       {R"("tools":[{"type":7}])", "tools[0].type"},
       {R"("tool_choice":{})", "tool_choice.type"},
       {R"("tool_choice":{"type":"allowed_tools","tools":7})", "tool_choice.tools"},
       {R"("text":{"verbosity":7})", "text.verbosity"},
       {R"("text":{"format":{"type":"json_schema","name":"a","schema":{},"strict":1}})", "text.format.strict"},
       {R"("prompt_cache_key":7)", "prompt_cache_key"},
       {R"("stream_options":7)", "stream_options"},
       {R"("max_tool_calls":"7")", "max_tool_calls"},
       {R"("metadata":{"a":1})", "metadata.a"}},
      "}");
}

TEST(FieldTypes, OfAResponsesItems) {
  ExpectRefused(OPENAI_RESPONSES, R"({"model":"m","input":[{"role":"user","content":"a"},)",
                {{R"({"type":7,"role":"user","content":"a"})", "input[1].type"},
                 {R"({"role":"user","content":"a","id":7})", "input[1].id"},
                 {R"({"role":"user","content":"a","status":7})", "input[1].status"},
                 {R"({"role":"user","content":[{"text":"a"}]})", "input[1].content[0].type"},
                 {R"({"role":"user","content":[{"type":"input_image","image_url":{"url":"a"}}]})",
                  "input[1].content[0].image_url"},
                 {R"({"role":"assistant","content":[{"type":"output_text","text":"a","annotations":7}]})",
                  "input[1].content[0].annotations"},
                 {R"({"type":"reasoning","summary":[7]})", "input[1].summary[0]"},
                 {R"({"type":"reasoning","summary":[{"type":"summary_text","text":7}]})", "input[1].summary[0].text"},
                 {R"({"type":"reasoning","summary":[],"encrypted_content":7})", "input[1].encrypted_content"},
                 {R"({"type":"function_call","call_id":"c","name":"","arguments":"{}"})", "input[1].name"},
                 {R"({"type":"function_call_output","call_id":"c","output":7})", "input[1].output"},
                 {R"({"type":"function_call_output","call_id":"c","output":"a","name":7})", "input[1].name"}},
                "]}");
}

TEST(FieldTypes, OfAGenerateContentRequest) {
  ExpectRefused(GEMINI, R"({"contents":[{"parts":[{"text":"a"}]}],)",
                {{R"("generationConfig":{"responseMimeType":7})", "generationConfig.responseMimeType"},
                 {R"("generationConfig":{"response_schema":"a"})", "generationConfig.responseSchema"},
                 {R"("generationConfig":{"responseLogprobs":"yes"})", "generationConfig.responseLogprobs"},
                 {R"("generationConfig":{"stopSequences":[7]})", "generationConfig.stopSequences"},
                 {R"("generationConfig":{"thinkingConfig":{"includeThoughts":1}})",
                  "generationConfig.thinkingConfig.includeThoughts"},
                 {R"("generationConfig":{"responseModalities":"TEXT"})", "generationConfig.responseModalities"},
                 {R"("toolConfig":{"functionCallingConfig":[]})", "toolConfig.functionCallingConfig"},
                 {R"("toolConfig":{"functionCallingConfig":{"mode":[]}})", "toolConfig.functionCallingConfig.mode"},
                 {R"("toolConfig":{"functionCallingConfig":{"allowedFunctionNames":"f"}})",
                  "toolConfig.functionCallingConfig.allowedFunctionNames"},
                 {R"("tools":[{"functionDeclarations":[{"name":"f","description":7}]}])",
                  "tools[0].functionDeclarations[0].description"},
                 {R"("tools":[{"googleSearch":true}])", "tools[0].googleSearch"},
                 {R"("safetySettings":7)", "safetySettings"},
                 {R"("cachedContent":7)", "cachedContent"},
                 {R"("labels":{"a":7})", "labels.a"}},
                "}");
}

TEST(FieldTypes, OfAGenerateContentRequestsParts) {
  ExpectRefused(GEMINI, R"({"contents":[{"parts":[)",
                {{R"({"text":"a","thought":"yes"})", "contents[0].parts[0].thought"},
                 {R"({"text":"a","thoughtSignature":7})", "contents[0].parts[0].thoughtSignature"},
                 {R"({"inline_data":{"mimeType":7,"data":"aa"}})", "contents[0].parts[0].inlineData.mimeType"},
                 {R"({"inlineData":"aa"})", "contents[0].parts[0].inlineData"},
                 {R"({"fileData":{"fileUri":7}})", "contents[0].parts[0].fileData.fileUri"},
                 {R"({"functionCall":{"name":"f","id":7}})", "contents[0].parts[0].functionCall.id"},
                 {R"({"executableCode":"a"})", "contents[0].parts[0].executableCode"}},
                "]}]}");
}

TEST(FieldTypes, OfAWrappedRequestAreNamedFromTheBody) {
  EXPECT_EQ(RefusedField(GEMINI, R"({"generateContentRequest":{"contents":[{"parts":[{"text":"a"}]}],"labels":7}})"),
            "generateContentRequest.labels");
}

TEST(FieldTypes, OfWhatNobodyKnowsMayBeAnything) {
  EXPECT_EQ(RefusedField(OPENAI_CHAT, R"({"model":"m","messages":[{"role":"user","content":[{"type":"x","text":7}]}],)"
                                      R"("tools":[{"type":"x","function":7}],"x":7,"stop":null})"),
            "");
  EXPECT_EQ(
      RefusedField(ANTHROPIC_MESSAGES,
                   R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"x","text":7}]}],)"
                   R"("tools":[{"type":"x_1","name":"x","input_schema":7}],"x":7,"stop_sequences":null})"),
      "");
  EXPECT_EQ(RefusedField(OPENAI_RESPONSES, R"({"model":"m","input":[{"type":"x","content":7}],"x":7,"tools":null})"),
            "");
  EXPECT_EQ(RefusedField(GEMINI, R"({"contents":[{"parts":[{"x":7}]}],"x":7,"generationConfig":{"x":7}})"), "");
}

}  // namespace
}  // namespace signalbox::dialect

#include "common/tokens/conversation.h"

#include <string>

#include <google/protobuf/text_format.h>

#include "common/tokens/media_tokens.h"

namespace signalbox::tokens {
namespace {

constexpr const char* kGif = "GIF89a\\100\\001\\360\\000\\367\\000\\000";  // 320 x 240.

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

llm::v1::Conversation Chat(const std::string& text) {
  return Parse<llm::v1::Conversation>(text);
}

std::string Turn(const std::string& role, const std::string& content, const std::string& name = {}) {
  std::string turn = "messages { role: " + role + " name: '" + name + "' content { text { text: \"";
  return turn + content + "\" } } }\n";
}

std::int64_t InputTokens(const std::string& text, const char* model = "gpt-4o") {
  return CountInput(CounterFor(model), Chat(text));
}

// The example that OpenAI's cookbook sends to its models to compare their own count.
TEST(CountInputTest, AgreesWithTheCookbooksExample) {
  const std::string chat =
      Turn("SYSTEM",
           "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.") +
      Turn("SYSTEM", "New synergies will help drive top-line growth.", "example_user") +
      Turn("SYSTEM", "Things working well together will increase revenue.", "example_assistant") +
      Turn("SYSTEM",
           "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
           "example_user") +
      Turn("SYSTEM", "Let's talk later when we're less busy about how to do better.", "example_assistant") +
      Turn("USER", "This late pivot means we don't have time to boil the ocean for the client deliverable.");

  EXPECT_EQ(InputTokens(chat, "gpt-4"), 129);
  EXPECT_EQ(InputTokens(chat, "gpt-3.5-turbo"), 129);
  EXPECT_EQ(InputTokens(chat, "gpt-4o"), 124);
}

TEST(CountInputTest, AnEmptyConversationIsThePrimerOfTheReply) {
  EXPECT_EQ(InputTokens(""), 3);
}

TEST(CountInputTest, EveryPartThatTheModelReadsCounts) {
  const std::int64_t empty = InputTokens("messages { role: USER }");
  for (const char* block :
       {"text { text: 'words to read' }", "refusal { text: 'words to read' }", "thinking { text: 'words to read' }",
        "thinking { redacted: 'bm90aGluZyB0byBzZWUgaGVyZQ==' }", "tool_call { name: 'find' arguments_json: '{}' }",
        "tool_result { content { text { text: 'words to read' } } }", "file { text: 'words to read' }",
        "file { file_id: 'file-1' }", "file { url: 'https://example.org/a.pdf' }",
        "audio { content: 'xx' format: 'mp3' }", "image { url: 'https://example.org/a.png' }",
        "extra_json: '{\"type\":\"new\",\"words\":\"to read\"}'"}) {
    EXPECT_GT(InputTokens(std::string("messages { role: USER content { ") + block + " } }"), empty) << block;
  }
  EXPECT_GT(InputTokens("messages { role: USER extra_json: '{\"type\":\"item_reference\"}' }"), empty);
}

TEST(CountInputTest, WhatTheModelDoesNotReadDoesNotCount) {
  EXPECT_EQ(InputTokens("model: 'gpt-4o' user: 'somebody' metadata { key: 'a' value: 'b' } stop: 'END' stream: true "
                        "session_id: 's' extra_json: '{\"logit_bias\":{\"1\":2}}'"),
            InputTokens(""));
}

TEST(CountInputTest, ToolsCountByTheirTextAndAnOverhead) {
  const std::string tool =
      "tools { name: 'get_weather' description: 'Current weather' parameters_json: "
      "'{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"}}}' }\n";
  const std::int64_t one = InputTokens(tool);
  const std::int64_t two = InputTokens(tool + tool);

  EXPECT_GT(one, InputTokens("") + 12 + 7);
  EXPECT_EQ(two - one, one - InputTokens("") - 12);
  EXPECT_GT(InputTokens("tools { extra_json: '{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}' }"),
            InputTokens("") + 12 + 7);
}

TEST(CountInputTest, TheSchemaOfTheAnswerCounts) {
  EXPECT_GT(InputTokens("response_format { kind: JSON_SCHEMA json_schema_json: '{\"name\":\"x\",\"schema\":{}}' }"),
            InputTokens(""));
}

TEST(CountInputTest, TextsAreScaledToTheFamilyAndPicturesAreNot) {
  const std::string text = Turn("USER", "A text of some length that is counted for two families of models.");
  const std::string image = std::string("messages { role: USER content { image { content: '") + kGif + "' } } }";

  EXPECT_GT(InputTokens(text, "claude-3-opus"), InputTokens(text, "gpt-4"));
  EXPECT_EQ(InputTokens(image, "claude-3-opus"), 3 + 4 + 103);
}

TEST(CountInputTest, EmbeddingsAreTheirTextsAndTokenArrays) {
  const auto request =
      Parse<llm::v1::EmbedRequest>("inputs { text: 'hello world' } inputs { tokens { ids: 1 ids: 2 ids: 3 } }");

  EXPECT_EQ(CountInput(CounterFor("text-embedding-3-small"), request), 2 + 3);
}

TEST(CountOutputTest, IsWhatTheModelWroteWithoutOverhead) {
  const auto message = Parse<llm::v1::Message>(
      "role: ASSISTANT content { text { text: 'hello world' } } content { tool_call { name: 'hello' arguments_json: "
      "'{}' } }");

  EXPECT_EQ(CountOutput(CounterFor("gpt-4o"), message), 2 + 1 + 1);
}

TEST(MediaTokensTest, AnImageInlineHasItsOwnSizeAndOneByAddressTheAssumedOne) {
  const auto size = [](const std::string& image) { return SizeOf(Parse<llm::v1::Image>(image)); };

  EXPECT_EQ(size(std::string("content: '") + kGif + "'"), (ImageSize{320, 240}));
  EXPECT_EQ(size("url: 'data:image/gif;base64,R0lGODlhQAHwAPcAAA=='"), (ImageSize{320, 240}));
  EXPECT_EQ(size("url: 'https://example.org/a.gif'"), kUnknownImageSize);
  EXPECT_EQ(size("url: 'data:image/gif;base64,!!!!'"), kUnknownImageSize);
  EXPECT_EQ(size("url: 'data:nothing'"), kUnknownImageSize);
  EXPECT_EQ(size("file_id: 'file-1'"), kUnknownImageSize);
  EXPECT_EQ(size("content: 'no image'"), kUnknownImageSize);
}

TEST(MediaTokensTest, ADetailOfLowIsTheBaseOfTheTiles) {
  const ImageRule rule = CounterFor("gpt-4o").images;

  EXPECT_EQ(TokensOf(rule, Parse<llm::v1::Image>("url: 'https://example.org' detail: 'low'")), 85);
  EXPECT_EQ(TokensOf(rule, Parse<llm::v1::Image>("url: 'https://example.org' detail: 'auto'")), 765);
}

TEST(MediaTokensTest, ALargeDocumentCountsMoreThanAPage) {
  llm::v1::File file;
  file.set_data_url("data:application/pdf;base64," + std::string(4'000'000, 'A'));

  EXPECT_GT(TokensOf(file), 100'000);
  EXPECT_EQ(TokensOf(llm::v1::File()), 3000);
}

}  // namespace
}  // namespace signalbox::tokens

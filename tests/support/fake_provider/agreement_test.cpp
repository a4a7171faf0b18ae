#include "tests/support/fake_provider/asked.h"

// One script means the same in every dialect.

namespace signalbox::fake_provider {
namespace {

using Json = nlohmann::json;

struct Said {
  std::string text;
  std::string reasoning;
  std::vector<std::pair<std::string, Json>> calls;
  int prompt = 0;
  int cached = 0;
  int completion = 0;
  bool operator==(const Said&) const = default;
};

void PrintTo(const Said& said, std::ostream* out) {
  *out << said.text << " | " << said.reasoning << " | " << said.prompt << "/" << said.cached << "/" << said.completion;
  for (const auto& [name, arguments] : said.calls) *out << " | " << name << arguments;
}

class AgreementTest : public ::testing::Test {
 protected:
  Json Post(std::string_view target, const std::string& body) {
    const Headers headers = {
        {"authorization", "Bearer k"}, {"x-api-key", "k"}, {"anthropic-version", "v"}, {"x-goog-api-key", "k"}};
    const Asked asked = Ask(provider_, "POST", target, headers, body);
    EXPECT_EQ(asked.status, 200) << asked.body;
    return asked.Json();
  }

  Said Chat(const std::string& model) {
    const Json answer = Post("/v1/chat/completions", Json{{"model", model}, {"messages", Json::array()}}.dump());
    const Json& message = answer.at("choices").at(0).at("message");
    const Json& usage = answer.at("usage");
    Said said{message.at("content"),
              message.at("reasoning_content"),
              {},
              usage.at("prompt_tokens"),
              usage.at("prompt_tokens_details").at("cached_tokens"),
              usage.at("completion_tokens")};
    for (const Json& call : message.at("tool_calls")) {
      said.calls.emplace_back(call.at("function").at("name"),
                              Json::parse(call.at("function").at("arguments").get<std::string>()));
    }
    return said;
  }

  Said Responses(const std::string& model) {
    const Json answer = Post("/v1/responses", Json{{"model", model}, {"input", "x"}}.dump());
    const Json& usage = answer.at("usage");
    Said said{{},
              {},
              {},
              usage.at("input_tokens"),
              usage.at("input_tokens_details").at("cached_tokens"),
              usage.at("output_tokens")};
    for (const Json& item : answer.at("output")) {
      if (item.at("type") == "reasoning") said.reasoning = item.at("summary").at(0).at("text");
      if (item.at("type") == "message") said.text = item.at("content").at(0).at("text");
      if (item.at("type") == "function_call") {
        said.calls.emplace_back(item.at("name"), Json::parse(item.at("arguments").get<std::string>()));
      }
    }
    return said;
  }

  Said Messages(const std::string& model) {
    const Json user = {{{"role", "user"}, {"content", "x"}}};
    const Json answer = Post("/v1/messages", Json{{"model", model}, {"max_tokens", 9}, {"messages", user}}.dump());
    const Json& usage = answer.at("usage");
    const int cached = usage.at("cache_read_input_tokens");
    const int written = usage.at("cache_creation_input_tokens");
    Said said{{}, {}, {}, usage.at("input_tokens").get<int>() + cached + written, cached, usage.at("output_tokens")};
    for (const Json& block : answer.at("content")) {
      if (block.at("type") == "thinking") said.reasoning = block.at("thinking");
      if (block.at("type") == "text") said.text = block.at("text");
      if (block.at("type") == "tool_use") said.calls.emplace_back(block.at("name"), block.at("input"));
    }
    return said;
  }

  Said Gemini(const std::string& model) {
    const Json answer =
        Post("/v1beta/models/" + model + ":generateContent", R"({"contents":[{"parts":[{"text":"x"}]}]})");
    const Json& usage = answer.at("usageMetadata");
    Said said{{},
              {},
              {},
              usage.at("promptTokenCount"),
              usage.at("cachedContentTokenCount"),
              usage.at("candidatesTokenCount").get<int>() + usage.at("thoughtsTokenCount").get<int>()};
    for (const Json& part : answer.at("candidates").at(0).at("content").at("parts")) {
      if (part.contains("functionCall")) {
        said.calls.emplace_back(part.at("functionCall").at("name"), part.at("functionCall").at("args"));
      } else {
        (part.contains("thought") ? said.reasoning : said.text) += part.at("text").get<std::string>();
      }
    }
    return said;
  }

  Said Converse(const std::string& model) {
    const Json answer =
        Post("/model/" + model + "/converse", R"({"messages":[{"role":"user","content":[{"text":"x"}]}]})");
    const Json& usage = answer.at("usage");
    const int cached = usage.at("cacheReadInputTokens");
    const int written = usage.at("cacheWriteInputTokens");
    Said said{{}, {}, {}, usage.at("inputTokens").get<int>() + cached + written, cached, usage.at("outputTokens")};
    for (const Json& block : answer.at("output").at("message").at("content")) {
      if (block.contains("text")) said.text = block.at("text");
      if (block.contains("reasoningContent"))
        said.reasoning = block.at("reasoningContent").at("reasoningText").at("text");
      if (block.contains("toolUse"))
        said.calls.emplace_back(block.at("toolUse").at("name"), block.at("toolUse").at("input"));
    }
    return said;
  }

  Provider provider_{Options{}};
};

TEST_F(AgreementTest, OneScriptSaysTheSameInEveryDialect) {
  const std::string model = "m;reasoning=4;preamble=yes;tools=3;prompt=30;cached=7;cache_write=2;text=Mind the gap";
  const Said chat = Chat(model);

  EXPECT_EQ(chat.text, "Mind the gap");
  EXPECT_EQ(chat.calls.size(), 3U);
  EXPECT_EQ(Responses(model), chat);
  EXPECT_EQ(Messages(model), chat);
  EXPECT_EQ(Gemini(model), chat);
  EXPECT_EQ(Converse(model), chat);
}

}  // namespace
}  // namespace signalbox::fake_provider

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/anthropic_messages/model_generation.h"
#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Conversation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Conversation Asked(llm::v1::Dialect dialect = llm::v1::OPENAI_CHAT) {
  Conversation conversation;
  conversation.set_dialect(dialect);
  conversation.add_messages()->set_role(llm::v1::USER);
  conversation.mutable_messages(0)->add_content()->mutable_text()->set_text("q");
  return conversation;
}

Conversation Thinking(std::string_view effort) {
  Conversation conversation = Asked();
  conversation.mutable_reasoning()->set_effort(std::string(effort));
  return conversation;
}

nlohmann::json Enabled(int budget) {
  return {{"type", "enabled"}, {"budget_tokens", budget}};
}

TEST(GenerationPlan, HasADefaultBound) {
  EXPECT_EQ(Encode(Asked()).body["max_tokens"], 4096);
  EXPECT_EQ(Encode(Asked(), {.model = "m", .default_max_tokens = 100}).body["max_tokens"], 100);
  EXPECT_FALSE(Encode(Asked(), {.model = "m", .default_max_tokens = 0}).body.contains("max_tokens"));
  Conversation bounded = Asked();
  bounded.set_max_output_tokens(77);
  EXPECT_EQ(Encode(bounded).body["max_tokens"], 77);
}

TEST(GenerationPlan, EffortIsABudgetOnTopOfTheDefaultBound) {
  const auto plan = [](std::string_view effort) { return Encode(Thinking(effort)).body; };

  EXPECT_EQ(plan("minimal")["thinking"], Enabled(1024));
  EXPECT_EQ(plan("low")["thinking"], Enabled(1024));
  EXPECT_EQ(plan("medium")["thinking"], Enabled(8192));
  EXPECT_EQ(plan("high")["thinking"], Enabled(24576));
  EXPECT_EQ(plan("xhigh")["thinking"], Enabled(32768));
  EXPECT_EQ(plan("high")["max_tokens"], 4096 + 24576);
  EXPECT_EQ(plan("none")["thinking"], nlohmann::json({{"type", "disabled"}}));
  EXPECT_FALSE(plan("").contains("thinking"));
}

TEST(GenerationPlan, AnUnknownEffortIsALoss) {
  EXPECT_THAT(Encode(Thinking("heroic")).losses, ElementsAre("reasoning_effort"));
}

TEST(GenerationPlan, ABudgetLeavesAQuarterOfTheBoundToTheAnswer) {
  Conversation conversation = Thinking("high");
  conversation.set_max_output_tokens(8000);
  EXPECT_EQ(Encode(conversation).body["thinking"], Enabled(6000));
  EXPECT_EQ(Encode(conversation).body["max_tokens"], 8000);
  conversation.set_max_output_tokens(1100);
  EXPECT_EQ(Encode(conversation).body["thinking"], Enabled(1024));
}

TEST(GenerationPlan, ABoundTooSmallToThinkInIsKeptAndTheEffortLost) {
  Conversation conversation = Thinking("low");
  conversation.set_max_output_tokens(1024);

  const Encoded encoded = Encode(conversation);

  EXPECT_FALSE(encoded.body.contains("thinking"));
  EXPECT_THAT(encoded.losses, ElementsAre("reasoning_effort"));
}

TEST(GenerationPlan, ThinkingForbidsWhatTheApiForbids) {
  Conversation conversation = Thinking("low");
  conversation.mutable_sampling()->set_temperature(0.5);
  conversation.mutable_sampling()->set_top_k(5);
  conversation.mutable_sampling()->set_top_p(0.5);

  const Encoded encoded = Encode(conversation);

  EXPECT_FALSE(encoded.body.contains("temperature") || encoded.body.contains("top_k") ||
               encoded.body.contains("top_p"));
  EXPECT_THAT(encoded.losses, ElementsAre("temperature", "top_p", "top_k"));
}

TEST(GenerationPlan, ThinkingAllowsWhatTheApiAllows) {
  Conversation conversation = Thinking("low");
  conversation.mutable_sampling()->set_temperature(1);
  conversation.mutable_sampling()->set_top_p(0.95);

  const Encoded encoded = Encode(conversation);

  EXPECT_EQ(encoded.body["top_p"], 0.95);
  EXPECT_THAT(encoded.losses, IsEmpty());
}

TEST(GenerationPlan, AToolThatMustBeCalledForbidsThinking) {
  Conversation conversation = Thinking("low");
  conversation.add_tools()->set_name("f");
  conversation.mutable_tool_choice()->set_mode(llm::v1::ToolChoice::REQUIRED);

  const Encoded encoded = Encode(conversation);

  EXPECT_FALSE(encoded.body.contains("thinking"));
  EXPECT_EQ(encoded.body["tool_choice"]["type"], "any");
  EXPECT_THAT(encoded.losses, ElementsAre("reasoning_effort"));
}

TEST(GenerationPlan, AToolLoopWithoutItsThoughtsGoesOnWithoutThinking) {
  Conversation conversation = Thinking("low");
  llm::v1::Message& call = *conversation.add_messages();
  call.set_role(llm::v1::ASSISTANT);
  call.add_content()->mutable_tool_call()->set_id("c");
  call.mutable_content(0)->mutable_tool_call()->set_name("f");
  llm::v1::Message& result = *conversation.add_messages();
  result.set_role(llm::v1::TOOL);
  result.add_content()->mutable_tool_result()->set_tool_call_id("c");

  EXPECT_FALSE(Encode(conversation).body.contains("thinking"));
  EXPECT_THAT(Encode(conversation).losses, ElementsAre("reasoning_effort"));
}

TEST(GenerationPlan, ModelsThatThinkAdaptivelyGetAnEffort) {
  Conversation conversation = Thinking("minimal");
  conversation.mutable_sampling()->set_temperature(0);

  const Encoded encoded = Encode(conversation, {.model = "claude-opus-4-7"});

  EXPECT_EQ(encoded.body["thinking"], nlohmann::json({{"type", "adaptive"}}));
  EXPECT_EQ(encoded.body["output_config"], nlohmann::json({{"effort", "low"}}));
  EXPECT_EQ(encoded.body["max_tokens"], 4096);
  EXPECT_FALSE(encoded.body.contains("temperature"));
  EXPECT_THAT(encoded.losses, ElementsAre("temperature"));
}

TEST(GenerationPlan, BudgetsOfOthersAreKeptWithinTheRules) {
  Conversation conversation = Asked(llm::v1::GEMINI);
  conversation.mutable_reasoning()->set_budget_tokens(3000);
  EXPECT_EQ(Encode(conversation).body["thinking"], Enabled(3000));
  conversation.mutable_reasoning()->set_budget_tokens(-1);
  conversation.mutable_reasoning()->set_include(false);
  EXPECT_EQ(Encode(conversation).body["thinking"], nlohmann::json({{"type", "adaptive"}, {"display", "omitted"}}));
  conversation.mutable_reasoning()->set_budget_tokens(512);
  EXPECT_EQ(Encode(conversation).body["thinking"]["budget_tokens"], 1024);
  EXPECT_THAT(Encode(conversation).losses, ElementsAre("generationConfig.thinkingConfig.thinkingBudget"));
}

TEST(GenerationPlan, TemperatureIsAtMostOne) {
  Conversation conversation = Asked();
  conversation.mutable_sampling()->set_temperature(1.5);
  EXPECT_EQ(Encode(conversation).body["temperature"], 1.0);
  EXPECT_THAT(Encode(conversation).losses, ElementsAre("temperature"));
  conversation.mutable_sampling()->set_temperature(0);
  EXPECT_EQ(Encode(conversation).body["temperature"], 0.0);
  EXPECT_THAT(Encode(conversation).losses, IsEmpty());
}

TEST(GenerationPlan, WhatTheApiHasNoWordForIsALossInTheCallersWords) {
  const auto losses = [](llm::v1::Dialect dialect) {
    Conversation conversation = Asked(dialect);
    llm::v1::Sampling& sampling = *conversation.mutable_sampling();
    sampling.set_seed(1);
    sampling.set_presence_penalty(0.5);
    sampling.set_frequency_penalty(0.5);
    sampling.set_choices(2);
    sampling.set_logprobs(true);
    sampling.set_top_logprobs(3);
    (*conversation.mutable_metadata())["k"] = "v";
    conversation.set_service_tier("flex");
    conversation.add_stop("\n");
    conversation.mutable_response_format()->set_kind(llm::v1::ResponseFormat::JSON_OBJECT);
    return Encode(conversation).losses;
  };

  EXPECT_THAT(losses(llm::v1::OPENAI_CHAT),
              ElementsAre("response_format", "seed", "presence_penalty", "frequency_penalty", "n", "logprobs",
                          "top_logprobs", "stop", "metadata", "service_tier"));
  EXPECT_THAT(losses(llm::v1::GEMINI),
              ElementsAre("generationConfig.responseMimeType", "generationConfig.seed",
                          "generationConfig.presencePenalty", "generationConfig.frequencyPenalty",
                          "generationConfig.candidateCount", "generationConfig.responseLogprobs",
                          "generationConfig.logprobs", "generationConfig.stopSequences", "labels", "serviceTier"));
}

TEST(GenerationPlan, AJsonAnswerIsAskedForInWords) {
  Conversation conversation = Asked();
  conversation.mutable_response_format()->set_kind(llm::v1::ResponseFormat::JSON_OBJECT);

  EXPECT_EQ(Encode(conversation).body["system"], "Answer with one JSON object and nothing else.");
}

TEST(GenerationPlan, ASchemaIsAnOutputFormat) {
  Conversation conversation = Asked();
  conversation.mutable_response_format()->set_kind(llm::v1::ResponseFormat::JSON_SCHEMA);
  for (const std::string_view form :
       {R"({"name":"n","strict":true,"schema":{"type":"object"}})", R"({"type":"object"})"}) {
    conversation.mutable_response_format()->set_json_schema_json(std::string(form));
    EXPECT_EQ(Encode(conversation).body["output_config"],
              Parsed(R"({"format":{"type":"json_schema","schema":{"type":"object"}}})"));
    EXPECT_THAT(Encode(conversation).losses, IsEmpty());
  }
}

TEST(GenerationPlan, ToolsOfOthersHaveAnObjectSchema) {
  Conversation conversation = Asked();
  conversation.add_tools()->set_name("none");
  conversation.add_tools()->set_name("untyped");
  conversation.mutable_tools(1)->set_parameters_json(R"({"properties":{"a":{}}})");
  conversation.add_tools()->set_extra_json(R"({"type":"web_search"})");

  const Encoded encoded = Encode(conversation);

  EXPECT_EQ(encoded.body["tools"], Parsed(R"([
    {"name":"none","input_schema":{"type":"object","properties":{}}},
    {"name":"untyped","input_schema":{"type":"object","properties":{"a":{}}}}])"));
  EXPECT_THAT(encoded.losses, ElementsAre("tools[2]"));
}

TEST(ModelGeneration, IsReadOffTheName) {
  for (const std::string_view model :
       {"claude-opus-4-7", "claude-opus-4.7", "claude-sonnet-5", "claude-fable-5-1", "anthropic.claude-opus-4-8-v1:0",
        "us.anthropic.claude-opus-4-7", "claude-opus-4-7@20260416", "anthropic/claude-5"}) {
    EXPECT_TRUE(ThinksAdaptively(model)) << model;
  }
  for (const std::string_view model : {"claude-sonnet-4-20250514", "claude-opus-4-6", "claude-sonnet-4-5-20250929",
                                       "claude-3-7-sonnet-latest", "anthropic.claude-3-haiku-20240307-v1:0",
                                       "claude-haiku-4-5@20251001", "claude-opus-4", "claude", "gpt-5", ""}) {
    EXPECT_FALSE(ThinksAdaptively(model)) << model;
  }
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages

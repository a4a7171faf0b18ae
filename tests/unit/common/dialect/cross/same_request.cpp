#include "tests/unit/common/dialect/cross/same_request.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/unit/common/dialect/cross/differences.h"

namespace signalbox::dialect::testing {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Conversation;
using llm::v1::Message;

// How a dialect asks for a stream, and a bound that one demands and another does not, are no part of what is said.
void DropEnvelope(Conversation& conversation) {
  conversation.clear_include_usage();
  conversation.clear_stream();
  conversation.clear_max_output_tokens();
  conversation.clear_model();
}

// To ask for what every provider does unasked is to ask for nothing.
void DropDefaults(Conversation& conversation) {
  if (conversation.response_format().kind() == llm::v1::ResponseFormat::TEXT) conversation.clear_response_format();
  if (conversation.service_tier() == "auto" || conversation.service_tier() == "default") {
    conversation.clear_service_tier();
  }
  if (conversation.tool_choice().mode() == llm::v1::ToolChoice::AUTO) conversation.clear_tool_choice();
  if (conversation.parallel_tool_calls()) conversation.clear_parallel_tool_calls();
  llm::v1::Sampling& sampling = *conversation.mutable_sampling();
  if (sampling.choices() == 1) sampling.clear_choices();
  if (sampling.temperature() == 1.0) sampling.clear_temperature();
  if (sampling.presence_penalty() == 0) sampling.clear_presence_penalty();
  if (sampling.frequency_penalty() == 0) sampling.clear_frequency_penalty();
  if (!sampling.logprobs()) sampling.clear_logprobs();
  if (sampling.top_logprobs() == 0) sampling.clear_top_logprobs();
  if (sampling.ByteSizeLong() == 0) conversation.clear_sampling();
  llm::v1::Reasoning& reasoning = *conversation.mutable_reasoning();
  if (reasoning.budget_tokens() == -1) reasoning.clear_budget_tokens();
  if (!reasoning.include()) reasoning.clear_include();
  if (reasoning.ByteSizeLong() == 0) conversation.clear_reasoning();
}

// Rules about tools mean nothing without tools, and providers refuse them.
void DropRulesWithoutTools(Conversation& conversation) {
  if (conversation.tools_size() > 0) return;
  conversation.clear_parallel_tool_calls();
  if (conversation.tool_choice().mode() == llm::v1::ToolChoice::NONE) conversation.clear_tool_choice();
}

// The name of a schema is a label, and not every dialect gives it one; and who follows one strictly need not be asked
// to.
void DropLabels(llm::v1::ResponseFormat& format) {
  nlohmann::json schema = nlohmann::json::parse(format.json_schema_json(), nullptr, false);
  if (!schema.is_object() || !schema.contains("schema")) return;
  schema.erase("name");
  schema.erase("strict");
  format.set_json_schema_json(schema.dump());
}

// A tool without parameters has several spellings, of which each dialect takes another.
void SpellOutNoParameters(Conversation& conversation) {
  for (llm::v1::Tool& tool : *conversation.mutable_tools()) {
    const std::string& parameters = tool.parameters_json();
    if (parameters.empty() || parameters == "{}") {
      tool.set_parameters_json(R"({"type":"object","properties":{}})");
    }
    if (!tool.strict()) tool.clear_strict();
  }
}

bool IsMadeUp(const ContentBlock& block) {
  constexpr std::string_view kNoResult = "[Tool call interrupted - no result available]";
  const llm::v1::ToolResult& result = block.tool_result();
  return result.content_size() == 1 && result.content(0).text().text().ends_with(kNoResult);
}

bool SaysNothing(const ContentBlock& block) {
  if (block.has_tool_result()) return IsMadeUp(block);
  if (block.has_thinking()) return block.thinking().text().empty() && block.thinking().redacted().empty();
  return block.has_text() && block.text().text().find_first_not_of(" \t\r\n") == std::string::npos &&
         block.extra_json().empty();
}

// A refusal that is remembered is words where they have no other place.
void SayAsWords(ContentBlock& block) {
  const std::string words = block.refusal().text();
  block.mutable_text()->set_text(words);
}

void JoinWords(llm::v1::ToolResult& result) {
  llm::v1::ToolResult joined = result;
  joined.clear_content();
  joined.clear_name();  // The call's, said again.
  std::string words;
  for (const ContentBlock& block : result.content()) {
    if (!words.empty()) words += '\n';
    words += block.text().text();
  }
  joined.add_content()->mutable_text()->set_text(words);
  result = std::move(joined);
}

// Where tools can answer with words only, their pictures follow in the same turn of the user's, where the model sees
// them all the same. Words of a result in several pieces are lines there.
std::vector<ContentBlock> Rearranged(const Message& message) {
  std::vector<ContentBlock> blocks;
  std::vector<ContentBlock> media;
  for (ContentBlock block : message.content()) {
    if (block.has_image() && block.image().detail() == "auto") block.mutable_image()->clear_detail();
    if (block.has_refusal()) SayAsWords(block);
    if (SaysNothing(block)) continue;
    if (block.has_tool_result()) {
      llm::v1::ToolResult words = block.tool_result();
      words.clear_content();
      for (ContentBlock& part : *block.mutable_tool_result()->mutable_content()) {
        if (part.image().detail() == "auto") part.mutable_image()->clear_detail();
        (part.has_text() ? *words.add_content() : media.emplace_back()) = part;
      }
      JoinWords(words);
      *block.mutable_tool_result() = std::move(words);
    }
    blocks.push_back(std::move(block));
  }
  for (ContentBlock& medium : media) blocks.push_back(std::move(medium));
  return blocks;
}

// Whoever has no developers takes their words for the system's, and tools answer in the user's turn.
llm::v1::Role RoleOf(const Message& message) {
  if (message.role() == llm::v1::DEVELOPER) return llm::v1::SYSTEM;
  const bool users = message.role() == llm::v1::TOOL || message.role() == llm::v1::ROLE_UNSPECIFIED;
  return users ? llm::v1::USER : message.role();
}

bool IsFiller(const Message& message) {
  return message.role() == llm::v1::USER && message.content_size() == 1 && message.content(0).text().text() == ".";
}

// Pictures of results follow whatever else the user says.
void PutResultsFirst(Message& message) {
  const auto rank = [](const ContentBlock& block) { return block.has_tool_result() ? 0 : block.has_image() ? 2 : 1; };
  std::stable_sort(message.mutable_content()->begin(), message.mutable_content()->end(),
                   [&](const ContentBlock& a, const ContentBlock& b) { return rank(a) < rank(b); });
}

bool HasResult(const Message& message) {
  return std::any_of(message.content().begin(), message.content().end(),
                     [](const ContentBlock& block) { return block.has_tool_result(); });
}

bool IsWords(const Message& message) {
  return std::all_of(message.content().begin(), message.content().end(),
                     [](const ContentBlock& block) { return block.has_text(); });
}

// Instructions at the head are one text where there is one field for them.
void JoinInstructions(Message& message) {
  std::string words;
  for (const ContentBlock& block : message.content()) {
    if (!words.empty()) words += "\n\n";
    words += block.text().text();
  }
  message.clear_content();
  message.add_content()->mutable_text()->set_text(words);
}

// Turns in a row of one speaker are one turn where speakers must alternate.
void JoinTurns(Conversation& conversation) {
  Conversation said = conversation;
  said.clear_messages();
  for (Message& message : *conversation.mutable_messages()) {
    message.clear_id();
    message.set_role(RoleOf(message));
    std::vector<ContentBlock> blocks = Rearranged(message);
    message.clear_content();
    for (ContentBlock& block : blocks) *message.add_content() = std::move(block);
    if (message.content_size() == 0 && message.extra_json().empty()) continue;
    // A conversation that the assistant begins is led by a turn of nothing where the user must begin.
    if (said.messages_size() == 0 && IsFiller(message)) continue;
    const int last = said.messages_size() - 1;
    if (last >= 0 && said.messages(last).role() == message.role()) {
      said.mutable_messages(last)->mutable_content()->MergeFrom(message.content());
    } else {
      *said.add_messages() = message;
    }
  }
  for (Message& message : *said.mutable_messages()) {
    if (HasResult(message)) PutResultsFirst(message);
  }
  // Instructions alone are what the user says where somebody must speak.
  const bool alone = said.messages_size() == 1 && IsWords(said.messages(0));
  if (alone || (said.messages_size() > 0 && said.messages(0).role() == llm::v1::SYSTEM)) {
    JoinInstructions(*said.mutable_messages(0));
  }
  if (alone) said.mutable_messages(0)->set_role(llm::v1::USER);
  conversation = std::move(said);
}

void Normalise(Conversation& conversation) {
  DropEnvelope(conversation);
  DropDefaults(conversation);
  if (conversation.has_response_format()) DropLabels(*conversation.mutable_response_format());
  DropRulesWithoutTools(conversation);
  SpellOutNoParameters(conversation);
  JoinTurns(conversation);
}

}  // namespace

std::string AsksDifferently(Conversation sent, Conversation received) {
  Normalise(sent);
  Normalise(received);
  return Differences(sent, received);
}

}  // namespace signalbox::dialect::testing

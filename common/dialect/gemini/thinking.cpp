#include "common/dialect/gemini/thinking.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "common/dialect/caller_names.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/thinking_effort.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Reasoning;

constexpr std::string_view kPath = "generationConfig.thinkingConfig";

struct Effort {
  std::string_view name;
  std::string_view level;  // Of the third generation.
  bool exact_level;
  bool exact_budget;
};
// As Google's OpenAI-compatible API has it, and what it does not know, nearest.
constexpr std::array<Effort, 7> kEfforts = {{{"none", "MINIMAL", false, true},
                                             {"minimal", "MINIMAL", true, false},
                                             {"low", "LOW", true, true},
                                             {"medium", "MEDIUM", true, true},
                                             {"high", "HIGH", true, true},
                                             {"xhigh", "HIGH", false, false},
                                             {"max", "HIGH", false, false}}};

bool IsPro(std::string_view model) {
  return model.find("-pro") != model.npos;
}

std::string Changed(std::string text, char first, char last, int by) {
  for (char& c : text) {
    if (c >= first && c <= last) c = static_cast<char>(c + by);
  }
  return text;
}

std::string Lower(std::string text) {
  return Changed(std::move(text), 'A', 'Z', 'a' - 'A');
}
std::string Upper(std::string text) {
  return Changed(std::move(text), 'a', 'z', 'A' - 'a');
}

// What is written.
struct Config {
  std::optional<bool> include;
  std::optional<std::int64_t> budget;
  std::string level;

  bool Empty() const { return !include && !budget && level.empty(); }
};

Config Own(const Reasoning& reasoning) {
  Config config;
  if (reasoning.has_include()) config.include = reasoning.include();
  if (reasoning.has_budget_tokens()) config.budget = reasoning.budget_tokens();
  config.level = Upper(reasoning.effort());
  return config;
}

// Google takes a level or a budget, not both.
Config Translated(const llm::v1::Conversation& conversation, std::string_view model, Losses& losses) {
  const Reasoning& reasoning = conversation.reasoning();
  Config config;
  if (reasoning.has_include()) config.include = reasoning.include();
  const std::string_view loss = NameOf(conversation.dialect(), Setting::kEffort);
  const auto effort = std::find_if(kEfforts.begin(), kEfforts.end(),
                                   [&](const Effort& known) { return known.name == reasoning.effort(); });
  if (reasoning.has_budget_tokens() && !(IsGemini3(model) && effort != kEfforts.end())) {
    config.budget = reasoning.budget_tokens();
    if (!reasoning.effort().empty()) losses.Add(loss);
    return config;
  }
  if (reasoning.effort().empty()) return config;
  if (effort == kEfforts.end()) {
    losses.Add(loss);
  } else if (IsGemini3(model)) {
    config.level = IsPro(model) && effort->level == "MINIMAL" ? "LOW" : effort->level;
    if (!effort->exact_level) losses.Add(loss);
  } else {
    config.budget = std::min(*BudgetOf(effort->name), kHighBudgetTokens);  // Flash takes no more.
    if (!effort->exact_budget) losses.Add(loss);
  }
  return config;
}

}  // namespace

bool IsGemini3(std::string_view model) {
  constexpr std::string_view kFamily = "gemini-";
  model.remove_prefix(model.rfind('/') + 1);
  if (!model.starts_with(kFamily)) return false;
  model.remove_prefix(kFamily.size());
  if (model.empty()) return false;
  const bool numbered = model.front() >= '0' && model.front() <= '9';
  return !numbered || model.front() >= '3' || (model.size() > 1 && model[1] >= '0' && model[1] <= '9');
}

bool DecodeThinkingConfig(json::Value config, Reasoning& into, FieldKeeper& keeper) {
  if (!config.IsObject() || config.Empty()) return false;
  for (const auto [key, value] : config.members()) {
    if (IsField(key, "includeThoughts") && value.Bool()) {
      into.set_include(*value.Bool());
    } else if (IsField(key, "thinkingBudget") && IntOf(value)) {
      into.set_budget_tokens(*IntOf(value));
      if (!value.Int()) keeper.KeepForm(Join(kPath, "thinkingBudget"), value.raw());
    } else if (IsField(key, "thinkingLevel") && value.IsString() && !value.Is("") &&
               !value.Is("THINKING_LEVEL_UNSPECIFIED")) {
      into.set_effort(Lower(value.Text()));
      if (Upper(into.effort()) != value.Text()) keeper.KeepForm(Join(kPath, "thinkingLevel"), value.raw());
    } else {
      keeper.KeepIn(kPath, key, value);
    }
  }
  return true;
}

void WriteThinkingConfig(const llm::v1::Conversation& conversation, std::string_view model, const KeptFields& kept,
                         FieldWriter& generation_config, json::Writer& writer, Losses& losses) {
  const bool own = conversation.dialect() == llm::v1::GEMINI;
  const Config config = own ? Own(conversation.reasoning()) : Translated(conversation, model, losses);
  if ((config.Empty() && !kept.HasIn(kPath)) || !generation_config.Wants("thinkingConfig")) return;
  FieldWriter object(writer, kept, kPath);
  if (config.include && object.Wants("includeThoughts")) writer.Bool(*config.include);
  if (config.budget && object.Wants("thinkingBudget")) writer.Int(*config.budget);
  if (!config.level.empty() && object.Wants("thinkingLevel")) writer.String(config.level);
  object.Finish();
}

}  // namespace signalbox::dialect::gemini

#include "common/dialect/anthropic_messages/generation_plan.h"

#include <algorithm>
#include <string_view>

#include "common/dialect/anthropic_messages/model_generation.h"
#include "common/dialect/thinking_effort.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Conversation;
using llm::v1::ToolChoice;

constexpr std::int64_t kLeastBudget = 1024;
constexpr double kLeastTopPWhenThinking = 0.95;

// The word of output_config.effort, whose least is low.
std::string_view AdaptiveEffort(std::string_view word) {
  return word == "minimal" ? "low" : word;
}

bool ForcesTool(const Conversation& conversation) {
  const ToolChoice::Mode mode = conversation.tool_choice().mode();
  return conversation.tools_size() > 0 && (mode == ToolChoice::REQUIRED || mode == ToolChoice::NAMED);
}

class Planner {
 public:
  Planner(const Conversation& conversation, const EncodeOptions& options, const RequestNames& names, Losses& losses)
      : from_(conversation),
        options_(options),
        names_(names),
        losses_(losses),
        adaptive_(ThinksAdaptively(options.model)) {}

  GenerationPlan Make(bool may_think) {
    PlanThinking(may_think && !ForcesTool(from_));
    if (!plan_.max_tokens) PlanBound(0);
    PlanSampling();
    return plan_;
  }

 private:
  void PlanThinking(bool may_think) {
    const llm::v1::Reasoning& reasoning = from_.reasoning();
    const bool by_budget = reasoning.has_budget_tokens();
    const Setting asked = by_budget ? Setting::kThinkingBudget : Setting::kEffort;
    if (!by_budget && reasoning.effort().empty()) return;
    if (by_budget ? reasoning.budget_tokens() == 0 : reasoning.effort() == "none") {
      plan_.thinking_budget = 0;
      return;
    }
    if (!may_think || !(by_budget ? PlanBudget(reasoning.budget_tokens()) : PlanEffort(reasoning.effort()))) {
      losses_.Add(names_.Of(asked));
    } else if (reasoning.has_include()) {
      plan_.show_thinking = reasoning.include();
    }
  }

  bool PlanEffort(std::string_view word) {
    const std::optional<std::int64_t> budget = BudgetOf(word);
    if (!budget) return false;
    if (!adaptive_) return FitBudget(*budget);
    plan_.thinking_budget = -1;
    plan_.effort = std::string(AdaptiveEffort(word));
    return true;
  }

  bool PlanBudget(std::int64_t budget) {
    if (adaptive_ || budget < 0) {
      plan_.thinking_budget = -1;
      if (budget > 0) losses_.Add(names_.Of(Setting::kThinkingBudget));
      return true;
    }
    if (!FitBudget(std::max(budget, kLeastBudget))) return false;
    if (*plan_.thinking_budget != budget) losses_.Add(names_.Of(Setting::kThinkingBudget));
    return true;
  }

  bool FitBudget(std::int64_t budget) {
    if (!from_.has_max_output_tokens()) {
      PlanBound(budget);
    } else {
      const std::int64_t bound = from_.max_output_tokens();
      if (bound <= kLeastBudget) return false;
      budget = std::min(budget, std::max(kLeastBudget, bound - bound / 4));
    }
    plan_.thinking_budget = budget;
    return true;
  }

  void PlanBound(std::int64_t thinking) {
    if (from_.has_max_output_tokens()) {
      plan_.max_tokens = from_.max_output_tokens();
    } else if (options_.default_max_tokens > 0) {
      plan_.max_tokens = options_.default_max_tokens + thinking;
    }
  }

  void PlanSampling() {
    const llm::v1::Sampling& sampling = from_.sampling();
    const bool thinks = plan_.thinking_budget.value_or(0) != 0;
    if (sampling.has_temperature()) PlanTemperature(sampling.temperature(), thinks);
    if (sampling.has_top_p()) {
      const bool second = plan_.temperature && TakesOneSampler(options_.model);
      const bool allowed = !adaptive_ && !second && (!thinks || sampling.top_p() >= kLeastTopPWhenThinking);
      if (allowed) plan_.top_p = sampling.top_p();
      if (!allowed) losses_.Add(names_.Of(Setting::kTopP));
    }
    if (sampling.has_top_k()) {
      if (!adaptive_ && !thinks) plan_.top_k = sampling.top_k();
      if (adaptive_ || thinks) losses_.Add(names_.Of(Setting::kTopK));
    }
  }

  void PlanTemperature(double temperature, bool thinks) {
    const bool is_default = temperature == 1.0;
    if (!adaptive_ && !thinks) plan_.temperature = std::min(temperature, 1.0);
    const bool kept = is_default || (plan_.temperature && *plan_.temperature == temperature);
    if (!kept) losses_.Add(names_.Of(Setting::kTemperature));
  }

  const Conversation& from_;
  const EncodeOptions& options_;
  const RequestNames& names_;
  Losses& losses_;
  const bool adaptive_;
  GenerationPlan plan_;
};

}  // namespace

GenerationPlan PlanAsWritten(const Conversation& conversation, const EncodeOptions& options) {
  GenerationPlan plan;
  if (conversation.has_max_output_tokens()) {
    plan.max_tokens = conversation.max_output_tokens();
  } else if (options.default_max_tokens > 0) {
    plan.max_tokens = options.default_max_tokens;
  }
  const llm::v1::Reasoning& reasoning = conversation.reasoning();
  if (reasoning.has_budget_tokens()) plan.thinking_budget = reasoning.budget_tokens();
  if (reasoning.has_include()) plan.show_thinking = reasoning.include();
  plan.effort = reasoning.effort();
  const llm::v1::Sampling& sampling = conversation.sampling();
  if (sampling.has_temperature()) plan.temperature = sampling.temperature();
  if (sampling.has_top_p()) plan.top_p = sampling.top_p();
  if (sampling.has_top_k()) plan.top_k = sampling.top_k();
  return plan;
}

GenerationPlan PlanWithinRules(const Conversation& conversation, const EncodeOptions& options,
                               const RequestNames& names, bool may_think, Losses& losses) {
  return Planner(conversation, options, names, losses).Make(may_think);
}

}  // namespace signalbox::dialect::anthropic_messages

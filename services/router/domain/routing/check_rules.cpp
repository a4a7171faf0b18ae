#include "services/router/domain/routing/check_rules.h"

#include <map>
#include <string>
#include <string_view>

#include "common/names/pattern_table.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/domain/routing/strategy.h"

namespace signalbox::router {
namespace {

// Stands for "anything" in a name made of a glob: whatever matches it matches every name of the glob, as no pattern
// that people write mentions it.
constexpr std::string_view kAnything = "\u2603\u2603";

absl::Status Wrong(const RoutingRule& rule, std::string_view what) {
  std::string message = "routing rule \"" + rule.name + "\": ";
  message += what;
  return Error(absl::StatusCode::kInvalidArgument, "", std::move(message));
}

absl::Status CheckTemplates(const RoutingRule& rule, const NamePattern& pattern) {
  if (rule.model.empty() == rule.targets.empty()) return Wrong(rule, "needs either a model or targets");
  if (const absl::Status status = CheckTemplate(rule.model, pattern); !status.ok()) {
    return Wrong(rule, "model " + MessageOf(status));
  }
  for (const RuleTarget& target : rule.targets) {
    const absl::Status status = CheckTemplate(target.upstream_model, pattern);
    if (!status.ok()) return Wrong(rule, "upstream_model " + MessageOf(status));
  }
  return absl::OkStatus();
}

absl::Status CheckStrategies(const RoutingRule& rule) {
  for (const std::string& name : rule.strategies) {
    if (const absl::Status status = CheckStrategy(name); !status.ok()) return Wrong(rule, MessageOf(status));
  }
  return absl::OkStatus();
}

std::string AnyNameOf(const NamePattern& pattern) {
  std::string name;
  for (const char c : pattern.text) {
    if (c == '*') {
      name += kAnything;
    } else {
      name += c;
    }
  }
  return name;
}

absl::Status NeverMatches(const RoutingRule& rule, const RoutingRule& earlier) {
  return Wrong(rule, "can never match: \"" + earlier.name + "\" (" + earlier.match +
                         ") stands before it and takes all its names; put it first, or raise its priority");
}

/// Of the rules that are enabled. Which names a regex leaves to others is not known, so of regexes only those that are
/// written twice are found.
absl::Status CheckReachable(const std::vector<const RoutingRule*>& rules, const std::vector<NamePattern>& patterns) {
  std::vector<NamePattern> globs;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (patterns[i].kind != PatternKind::kGlob) continue;
    globs.push_back(patterns[i]);
    places.push_back(i);
  }
  ASSIGN_OR_RETURN(const PatternTable table, PatternTable::Build(globs));
  std::map<std::string_view, const RoutingRule*> by_text;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto [same, is_new] = by_text.emplace(patterns[i].text, rules[i]);
    if (!is_new) return NeverMatches(*rules[i], *same->second);
    if (patterns[i].kind != PatternKind::kGlob) continue;
    const auto first = table.Find(AnyNameOf(patterns[i]));
    if (first && places[first->index] < i) return NeverMatches(*rules[i], *rules[places[first->index]]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<NamePattern>> CheckRules(const std::vector<RoutingRule>& rules) {
  std::vector<NamePattern> patterns;
  std::vector<NamePattern> of_enabled;
  std::vector<const RoutingRule*> enabled;
  for (const RoutingRule& rule : rules) {
    absl::StatusOr<NamePattern> pattern = ParseNamePattern(rule.match);
    if (!pattern.ok()) return Wrong(rule, "match " + MessageOf(pattern.status()));
    RETURN_IF_ERROR(CheckTemplates(rule, *pattern));
    RETURN_IF_ERROR(CheckStrategies(rule));
    if (rule.enabled) {
      enabled.push_back(&rule);
      of_enabled.push_back(*pattern);
    }
    patterns.push_back(*std::move(pattern));
  }
  RETURN_IF_ERROR(CheckReachable(enabled, of_enabled));
  return patterns;
}

}  // namespace signalbox::router

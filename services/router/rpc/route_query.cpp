#include "services/router/rpc/route_query.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/names/name_list.h"
#include "services/router/domain/routing/stable_hash.h"

namespace signalbox::router {
namespace {

// Of English text and JSON around it; only compared with limits that are round numbers themselves.
constexpr std::size_t kBytesPerToken = 4;
// Long enough that a provider caches it: OpenAI's shortest cached prompt is 1024 tokens.
constexpr std::size_t kPrefixBytes = 4096;

std::uint64_t PrefixHash(std::string_view body) {
  return body.size() < kPrefixBytes ? 0 : StableHash(body.substr(0, kPrefixBytes)) | 1;
}

bool UsesPrefix(const Route& route) {
  const auto& names = route.strategy_names;
  return std::find(names.begin(), names.end(), "prefix-affinity") != names.end();
}

/// A token is a byte at least, so a body smaller than every window fits without counting.
bool MayBeTooLong(const v1::GenerateRequest& request, const Route& route) {
  const auto output = request.preferences().max_output_tokens();
  return std::any_of(route.deployments.begin(), route.deployments.end(), [&](const RoutedDeployment& deployment) {
    const auto& window = deployment.traits.context_window;
    return window && static_cast<std::int64_t>(request.body().size()) + output > *window;
  });
}

void AddTokens(const v1::GenerateRequest& request, const Route& route, Task& task, RouteQuery& query) {
  std::optional<std::int64_t> counted;
  if (MayBeTooLong(request, route)) counted = task.CountInput(route.deployments.front().upstream_model);
  query.counted = counted.has_value();
  query.input_tokens = counted.value_or(static_cast<std::int64_t>(request.body().size() / kBytesPerToken));
}

}  // namespace

RouteQuery QueryOf(const v1::GenerateRequest& request, const Route& route, Task& task) {
  const v1::RoutePreferences& preferences = request.preferences();
  RouteQuery query;
  query.tags.assign(preferences.tags().begin(), preferences.tags().end());
  query.stream = request.stream();
  AddTokens(request, route, task, query);
  query.output_tokens = preferences.max_output_tokens();
  query.pinned = preferences.deployment();
  if (UsesPrefix(route)) query.prefix_hash = PrefixHash(request.body());
  return query;
}

Itinerary::Limits LimitsOf(const v1::GenerateRequest& request) {
  const v1::RoutePreferences& preferences = request.preferences();
  std::vector<std::string> allowed(preferences.allowed_models().begin(), preferences.allowed_models().end());
  const bool none = preferences.no_fallbacks();
  return {
      preferences.max_attempts(),
      // Compiled when it is first asked, which is seldom at all.
      [allowed = std::move(allowed), none, list = std::make_shared<std::optional<NameList>>()](std::string_view model) {
        if (none) return false;
        if (!*list) list->emplace(allowed);
        return (*list)->Contains(model);
      }};
}

std::int64_t TokensOf(const llm::v1::Usage& usage) {
  return usage.input() + usage.input_cached() + usage.input_cache_write() + usage.output() + usage.output_reasoning();
}

}  // namespace signalbox::router

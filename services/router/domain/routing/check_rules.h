#pragma once

#include <vector>

#include <absl/status/statusor.h>

#include "common/names/name_pattern.h"
#include "services/router/domain/catalog.h"

namespace signalbox::router {

/// Reads the patterns of `rules`, which stand in the order in which they are tried, and returns them in it.
/// Errors: kInvalidArgument naming the rule and what to do: a pattern or a template that is wrong, neither or both of a
/// model and targets, an unknown strategy, a rule that can never match because an earlier one takes all its names.
absl::StatusOr<std::vector<NamePattern>> CheckRules(const std::vector<RoutingRule>& rules);

}  // namespace signalbox::router

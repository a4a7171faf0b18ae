#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/context/clock.h"
#include "services/router/domain/live/account_live.h"
#include "services/router/domain/live/breaker.h"
#include "services/router/domain/routing/traits.h"

namespace signalbox::router {

/// Where a piece of configuration lives.
enum class Origin {
  kFile,      ///< The configuration file: changed there, with a restart.
  kDatabase,  ///< The service's schema: changed through its API.
};

/// How long a provider may take. All positive.
struct Timers {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds first_byte{120'000};  ///< From sending the request to the first body byte.
  std::chrono::milliseconds idle{60'000};         ///< Between body bytes.
  std::chrono::milliseconds total{1'200'000};     ///< Of a whole request, all attempts together.

  friend bool operator==(const Timers&, const Timers&) = default;
};

/// What a kind of provider has to be told besides its address: names to values. Never secret.
using Settings = std::map<std::string, std::string, std::less<>>;

/// A place that answers model requests.
struct Provider {
  std::string name;  ///< Unique.
  std::string kind;
  std::string base_url;  ///< As ProviderRules::Complete returns it.
  bool allow_private = false;
  Origin origin = Origin::kDatabase;
  TimePoint create_time;
  std::optional<Timers> timers;  ///< Absent: the service's.
  Settings settings = {};        ///< As ProviderRules::Complete returns them.
};

/// What is configured of an account for the choice among several of its provider.
struct AccountTraits {
  std::uint32_t weight = 1;               ///< 0 to 1000; 0 takes no new requests.
  int priority = 0;                       ///< The lowest number goes first.
  std::optional<std::uint32_t> rpm = {};  ///< Requests a minute that it may be asked, at least 1.
  std::optional<std::uint32_t> tpm = {};  ///< Tokens a minute, at least 1.

  friend bool operator==(const AccountTraits&, const AccountTraits&) = default;
};

/// A key with a provider.
struct Account {
  std::string id;  ///< A UUID.
  std::string provider;
  std::string name;     ///< Unique with the provider.
  std::string api_key;  ///< Secret, in the form of the provider's kind. Empty for a provider that asks for none.
  bool enabled = true;
  Origin origin = Origin::kDatabase;
  AccountTraits traits = {};
};

/// A public model served by one provider's model. (model, provider, upstream_model) is unique.
struct Deployment {
  std::string id;  ///< A UUID.
  std::string model;
  std::string provider;
  std::string upstream_model;
  DeploymentTraits traits = {};
  Origin origin = Origin::kDatabase;
  TimePoint create_time = {};
};

/// How a public model chooses among its deployments, and who answers when none of them can.
struct ModelPolicy {
  std::string model;
  std::vector<std::string> strategies = {};  ///< By name, one after another; empty: RoutingOptions::strategies.
  std::vector<std::string> fallbacks = {};   ///< Names to be resolved in this order, when all deployments failed.
  std::vector<std::string> context_window_fallbacks = {};  ///< When the request is too long for the model.
  Origin origin = Origin::kDatabase;
};

/// Where a rule sends a name: to a provider, under a name that may be made of the parts of the asked one.
struct RuleTarget {
  std::string id;  ///< A UUID, what a deployment's id is.
  std::string provider;
  std::string upstream_model = "$0";  ///< A template (ExpandTemplate); "$0" passes the name through.
  DeploymentTraits traits = {};
};

/// Names that are not public models of their own: aliases, families, whole providers passed through.
struct RoutingRule {
  std::string id;     ///< A UUID.
  std::string name;   ///< For people; unique.
  std::string match;  ///< A NamePattern.
  int priority = 0;   ///< The highest goes first; of the same, the author's order.
  bool enabled = true;
  std::string model = {};                ///< A template of a public model's name; empty: `targets`.
  std::vector<RuleTarget> targets = {};  ///< At least one without `model`, else none.
  std::vector<std::string> strategies = {};
  std::vector<std::string> fallbacks = {};
  std::vector<std::string> context_window_fallbacks = {};
  Origin origin = Origin::kDatabase;
};

/// How a target is asked once more by the same request, when nobody else is left.
struct RetryOptions {
  std::chrono::milliseconds first{100};      ///< Pause after a server fault, a fifth more or less; doubled with ...
  std::chrono::milliseconds longest{5'000};  ///< ... each repetition of the request, up to this.
  std::chrono::milliseconds longest_wait{5'000};  ///< Whoever wants to be left alone for longer is not asked again.

  friend bool operator==(const RetryOptions&, const RetryOptions&) = default;
};

/// What holds for all models.
struct RoutingOptions {
  std::vector<std::string> strategies = {};  ///< Where a model has none; empty: simple-shuffle.
  int max_attempts = 4;                      ///< Of one request, 1 to 20.
  RetryOptions retry = {};
  BreakerOptions breaker = {};
  RestOptions rest = {};

  friend bool operator==(const RoutingOptions&, const RoutingOptions&) = default;
};

/// Everything that is configured, in no particular order.
struct Catalog {
  std::vector<Provider> providers;
  std::vector<Account> accounts;
  std::vector<Deployment> deployments;
  std::vector<ModelPolicy> policies = {};
  std::vector<RoutingRule> rules = {};  ///< In the author's order.
  RoutingOptions options = {};          ///< The file's.
};

/// A catalog and what had to be left out of it, for the log.
struct MergedCatalog {
  Catalog catalog;
  std::vector<std::string> warnings;
};

/// Puts the file's and the database's catalogs together. Where both name the same thing the file wins; accounts and
/// deployments of a provider that nobody defines are left out. Both with a warning. Sorted by names.
MergedCatalog Merge(const Catalog& file, const Catalog& database);

/// What people may see of a secret, to know it by: of a service account's key file the account's address, of an access
/// key with its secret the start of the former alone, of any other key the start. A start is at most seven characters
/// and at most a third.
std::string KeyPrefix(std::string_view api_key);

}  // namespace signalbox::router

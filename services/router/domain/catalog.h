#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/context/clock.h"

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

/// A key with a provider.
struct Account {
  std::string id;  ///< A UUID.
  std::string provider;
  std::string name;     ///< Unique with the provider.
  std::string api_key;  ///< Secret, in the form of the provider's kind. Empty for a provider that asks for none.
  bool enabled = true;
  Origin origin = Origin::kDatabase;
};

/// A public model served by one provider's model. (model, provider, upstream_model) is unique.
struct Deployment {
  std::string id;  ///< A UUID.
  std::string model;
  std::string provider;
  std::string upstream_model;
  int weight = 1;  ///< 1 to kMaxWeight.
  Origin origin = Origin::kDatabase;
  TimePoint create_time;
};

/// Everything that is configured, in no particular order.
struct Catalog {
  std::vector<Provider> providers;
  std::vector<Account> accounts;
  std::vector<Deployment> deployments;
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

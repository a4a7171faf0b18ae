#include "services/router/domain/catalog.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

namespace signalbox::router {
namespace {

constexpr std::size_t kLongestPrefix = 7;
constexpr std::size_t kLongestAddress = 256;

std::string Quoted(const std::string& text) {
  return "\"" + text + "\"";
}

auto KeyOf(const Provider& provider) {
  return std::tie(provider.name);
}
auto KeyOf(const Account& account) {
  return std::tie(account.provider, account.name);
}
auto KeyOf(const Deployment& deployment) {
  return std::tie(deployment.model, deployment.provider, deployment.upstream_model);
}

auto KeyOf(const ModelPolicy& policy) {
  return std::tie(policy.model);
}

std::string Describe(const Provider& provider) {
  return "provider " + Quoted(provider.name);
}
std::string Describe(const Account& account) {
  return "account " + Quoted(account.name) + " of provider " + Quoted(account.provider);
}
std::string Describe(const Deployment& deployment) {
  return "deployment of model " + Quoted(deployment.model) + " with provider " + Quoted(deployment.provider);
}

std::string Describe(const ModelPolicy& policy) {
  return "routing of model " + Quoted(policy.model);
}
std::string Describe(const RoutingRule& rule) {
  return "routing rule " + Quoted(rule.name);
}

template <typename T>
std::vector<T> MergeKind(const std::vector<T>& file, const std::vector<T>& database,
                         std::vector<std::string>& warnings) {
  const auto less = [](const T& a, const T& b) { return KeyOf(a) < KeyOf(b); };
  std::vector<T> merged = file;
  std::sort(merged.begin(), merged.end(), less);
  const auto file_count = static_cast<std::ptrdiff_t>(merged.size());
  for (const T& stored : database) {
    if (std::binary_search(merged.begin(), merged.begin() + file_count, stored, less)) {
      warnings.push_back(Describe(stored) + " is in the file and in the database: the file's is used");
    } else {
      merged.push_back(stored);
    }
  }
  std::sort(merged.begin(), merged.end(), less);
  return merged;
}

template <typename T>
void DropOrphans(std::vector<T>& members, const std::set<std::string_view>& providers,
                 std::vector<std::string>& warnings) {
  std::erase_if(members, [&](const T& member) {
    if (providers.contains(member.provider)) return false;
    warnings.push_back(Describe(member) + " is not used: that provider is not configured");
    return true;
  });
}

/// By priority; of the same the file's before the database's, each in its author's order.
std::vector<RoutingRule> MergeRules(const std::vector<RoutingRule>& file, const std::vector<RoutingRule>& database,
                                    std::vector<std::string>& warnings) {
  std::vector<RoutingRule> merged = file;
  for (const RoutingRule& stored : database) {
    const auto same = [&](const RoutingRule& rule) { return rule.name == stored.name; };
    if (std::any_of(file.begin(), file.end(), same)) {
      warnings.push_back(Describe(stored) + " is in the file and in the database: the file's is used");
    } else {
      merged.push_back(stored);
    }
  }
  std::stable_sort(merged.begin(), merged.end(),
                   [](const RoutingRule& a, const RoutingRule& b) { return a.priority > b.priority; });
  return merged;
}

/// A rule that has targets keeps at least one, or goes.
void DropOrphanTargets(std::vector<RoutingRule>& rules, const std::set<std::string_view>& providers,
                       std::vector<std::string>& warnings) {
  std::erase_if(rules, [&](RoutingRule& rule) {
    if (!rule.model.empty()) return false;
    std::erase_if(rule.targets, [&](const RuleTarget& target) { return !providers.contains(target.provider); });
    if (!rule.targets.empty()) return false;
    warnings.push_back(Describe(rule) + " is not used: none of its providers is configured");
    return true;
  });
}

bool IsOfAddress(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_' || c == '@';
}

/// The member "client_email" of a key file, or nothing. Found without reading the JSON: what is no address cannot be
/// shown by mistake, as a private key has other characters.
std::string ClientEmail(std::string_view key_file) {
  constexpr std::string_view kName = "\"client_email\"";
  const auto name = key_file.find(kName);
  if (name == key_file.npos) return "";
  const auto begin = key_file.find_first_not_of(" \t\r\n:", name + kName.size());
  if (begin == key_file.npos || key_file[begin] != '"') return "";
  const std::string_view rest = key_file.substr(begin + 1, kLongestAddress + 1);
  const std::string_view address = rest.substr(0, rest.find('"'));
  const bool shown = address.size() < rest.size() && address.find('@') != address.npos &&
                     std::all_of(address.begin(), address.end(), IsOfAddress);
  return shown ? std::string(address) : "";
}

}  // namespace

MergedCatalog Merge(const Catalog& file, const Catalog& database) {
  MergedCatalog merged;
  Catalog& catalog = merged.catalog;
  catalog.providers = MergeKind(file.providers, database.providers, merged.warnings);
  catalog.accounts = MergeKind(file.accounts, database.accounts, merged.warnings);
  catalog.deployments = MergeKind(file.deployments, database.deployments, merged.warnings);

  catalog.policies = MergeKind(file.policies, database.policies, merged.warnings);
  catalog.rules = MergeRules(file.rules, database.rules, merged.warnings);
  catalog.options = file.options;

  std::set<std::string_view> providers;
  for (const Provider& provider : catalog.providers) providers.insert(provider.name);
  DropOrphans(catalog.accounts, providers, merged.warnings);
  DropOrphans(catalog.deployments, providers, merged.warnings);
  DropOrphanTargets(catalog.rules, providers, merged.warnings);
  return merged;
}

std::string KeyPrefix(std::string_view api_key) {
  if (api_key.starts_with('{')) return ClientEmail(api_key);
  const std::string_view shown = api_key.substr(0, api_key.find(':'));
  return std::string(shown.substr(0, std::min(kLongestPrefix, shown.size() / 3)));
}

}  // namespace signalbox::router

#include "services/router/domain/catalog.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace signalbox::router {
namespace {

constexpr std::size_t kLongestPrefix = 7;

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

std::string Describe(const Provider& provider) {
  return "provider " + Quoted(provider.name);
}
std::string Describe(const Account& account) {
  return "account " + Quoted(account.name) + " of provider " + Quoted(account.provider);
}
std::string Describe(const Deployment& deployment) {
  return "deployment of model " + Quoted(deployment.model) + " with provider " + Quoted(deployment.provider);
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

}  // namespace

MergedCatalog Merge(const Catalog& file, const Catalog& database) {
  MergedCatalog merged;
  Catalog& catalog = merged.catalog;
  catalog.providers = MergeKind(file.providers, database.providers, merged.warnings);
  catalog.accounts = MergeKind(file.accounts, database.accounts, merged.warnings);
  catalog.deployments = MergeKind(file.deployments, database.deployments, merged.warnings);

  std::set<std::string_view> providers;
  for (const Provider& provider : catalog.providers) providers.insert(provider.name);
  DropOrphans(catalog.accounts, providers, merged.warnings);
  DropOrphans(catalog.deployments, providers, merged.warnings);
  return merged;
}

std::string KeyPrefix(std::string_view api_key) {
  return std::string(api_key.substr(0, std::min(kLongestPrefix, api_key.size() / 3)));
}

}  // namespace signalbox::router

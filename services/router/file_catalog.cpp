#include "services/router/file_catalog.h"

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "common/crypto/secret.h"
#include "common/status/error.h"
#include "services/router/domain/routing/check_rules.h"
#include "services/router/domain/validate.h"
#include "services/router/file_routing.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxKeyFileBytes = std::size_t{64} * 1024;
constexpr const char* kAbsent = " ";  // No value that a file can give stands for itself: a blank is refused everywhere.

/// A UUID (version 8) that depends on the names alone. Names hold no control characters, so the parts cannot run
/// into each other.
std::string StableId(std::initializer_list<std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text.append(name).push_back('\x1f');
  std::string bytes = crypto::KeyedHash("signalbox.router.file", text).substr(0, 16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x80);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string id;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id.push_back('-');
    id.push_back("0123456789abcdef"[static_cast<unsigned char>(bytes[i]) >> 4]);
    id.push_back("0123456789abcdef"[static_cast<unsigned char>(bytes[i]) & 0xf]);
  }
  return id;
}

void Check(config::Reader& map, std::string_view key, const absl::Status& status) {
  if (!status.ok()) map.Fail(key, MessageOf(status));
}

/// The whole file but for white space around it. Errors: kInvalidArgument.
absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxKeyFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  const auto size = static_cast<std::size_t>(file.gcount());
  if (size == 0) return Error(absl::StatusCode::kInvalidArgument, "", "cannot be read, or is empty");
  if (size > kMaxKeyFileBytes) return Error(absl::StatusCode::kInvalidArgument, "", "is larger than 64 KiB");
  text.resize(size);
  const auto end = text.find_last_not_of(" \t\r\n");
  const auto begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  return text.substr(begin, end == text.npos ? 0 : end + 1 - begin);
}

/// Puts the text of the file at `api_key_file` in the place of a key.
void ReadKeyFile(config::Reader& map, std::string& api_key) {
  std::string path;
  map.Get("api_key_file", path);
  if (path.empty()) return;
  if (!api_key.empty()) return map.Fail("api_key_file", "must be absent beside api_key");
  absl::StatusOr<std::string> text = ReadWhole(path);
  Check(map, "api_key_file", text.status());
  api_key = text.ok() ? *std::move(text) : std::string(kAbsent);
}

void CheckKey(config::Reader& map, const ProviderRules& rules, const Provider& provider, const std::string& api_key) {
  if (api_key == kAbsent) return;  // The file could not be read, which was said.
  if (api_key.empty()) return map.Fail("api_key", "is required");
  const absl::Status status = rules.CheckSecret(provider, api_key);
  // A kind that nobody knows was said to be wrong already.
  if (!status.ok() && MetadataOf(status).count("field") == 0) map.Fail("api_key", MessageOf(status));
}

/// Reads the two lists, keeping in mind what was seen.
class FileReader {
 public:
  FileReader(const ProviderRules& rules, const Timers& defaults, TimePoint now)
      : rules_(rules), defaults_(defaults), now_(now) {}

  void ReadProvider(config::Reader& map);
  void ReadModel(config::Reader& map);
  void ReadRule(config::Reader& map);

  FileCatalog Take() { return std::move(file_); }

 private:
  struct Accounts {
    std::vector<Account> usable;
    bool any_without_key = false;
  };

  void CompleteProvider(config::Reader& map, Provider& provider);
  Accounts ReadAccounts(config::Reader& map, const Provider& provider, bool optional);
  void ReadAccount(config::Reader& map, const Provider& provider, bool optional, Accounts& accounts);
  void ReadDeployment(config::Reader& map, const std::string& model);
  bool Knows(const std::string& provider) const;

  const ProviderRules& rules_;
  const Timers defaults_;
  const TimePoint now_;
  FileCatalog file_;
  std::set<std::string> skipped_;
  std::set<std::string> models_;
};

bool FileReader::Knows(const std::string& provider) const {
  const auto& providers = file_.catalog.providers;
  return std::any_of(providers.begin(), providers.end(), [&](const Provider& known) { return known.name == provider; });
}

void FileReader::ReadProvider(config::Reader& map) {
  Provider provider;
  provider.kind = "openai";
  provider.origin = Origin::kFile;
  provider.create_time = now_;
  provider.base_url = kAbsent;
  bool optional = false;
  map.Get("name", provider.name);
  map.Get("kind", provider.kind);
  map.Get("base_url", provider.base_url);
  map.Get("allow_private", provider.allow_private);
  map.Get("optional", optional);
  std::map<std::string, std::string> settings;
  map.GetTexts("settings", settings);
  provider.settings.insert(settings.begin(), settings.end());
  map.GetMap("timeouts", [&](config::Reader& timeouts) {
    Timers timers = defaults_;
    ReadTimers(timeouts, timers);
    if (!(timers == defaults_)) provider.timers = timers;
  });

  Check(map, "name", CheckProviderName(provider.name));
  if (Knows(provider.name) || skipped_.contains(provider.name)) map.Fail("name", "is used twice");
  CompleteProvider(map, provider);

  Accounts accounts = ReadAccounts(map, provider, optional);
  if (accounts.usable.empty() && accounts.any_without_key) {
    file_.skipped.push_back("optional provider \"" + provider.name + "\" is left out: it has no key");
    skipped_.insert(provider.name);
    return;
  }
  std::move(accounts.usable.begin(), accounts.usable.end(), std::back_inserter(file_.catalog.accounts));
  file_.catalog.providers.push_back(std::move(provider));
}

void FileReader::CompleteProvider(config::Reader& map, Provider& provider) {
  // An address that is there but empty, as with a variable that is not set, must not become the kind's own.
  if (provider.base_url.empty()) return map.Fail("base_url", "is required: leave it out for the kind's own");
  if (provider.base_url == kAbsent) provider.base_url.clear();
  absl::StatusOr<Provider> complete = rules_.Complete(provider);
  if (!complete.ok()) return map.Fail(MetadataOf(complete.status())["field"], MessageOf(complete.status()));
  provider = *std::move(complete);
}

FileReader::Accounts FileReader::ReadAccounts(config::Reader& map, const Provider& provider, bool optional) {
  Accounts accounts;
  map.GetEach("accounts", [&](config::Reader& item) { ReadAccount(item, provider, optional, accounts); });
  return accounts;
}

void FileReader::ReadAccount(config::Reader& map, const Provider& provider, bool optional, Accounts& accounts) {
  Account account;
  account.provider = provider.name;
  account.origin = Origin::kFile;
  bool keyless = false;
  map.Get("name", account.name);
  map.GetSecret("api_key", account.api_key);
  ReadKeyFile(map, account.api_key);
  map.Get("keyless", keyless);
  map.Get("enabled", account.enabled);
  ReadTraits(map, account.traits);

  Check(map, "name", CheckAccountName(account.name));
  const auto same = [&](const Account& other) { return other.name == account.name; };
  if (std::any_of(accounts.usable.begin(), accounts.usable.end(), same)) map.Fail("name", "is used twice");
  if (keyless && !account.api_key.empty()) map.Fail("api_key", "must be absent from a keyless account");
  if (!keyless && account.api_key.empty() && optional) {
    accounts.any_without_key = true;
    return;
  }
  if (!keyless) CheckKey(map, rules_, provider, account.api_key);
  account.id = StableId({"account", provider.name, account.name});
  accounts.usable.push_back(std::move(account));
}

void FileReader::ReadModel(config::Reader& map) {
  std::string name;
  map.Get("name", name);
  Check(map, "name", CheckModelName(name));
  if (!models_.insert(name).second) map.Fail("name", "is used twice");
  ModelPolicy policy{name};
  policy.origin = Origin::kFile;
  ReadPolicy(map, policy);
  file_.catalog.policies.push_back(std::move(policy));
  int deployments = 0;
  map.GetEach("deployments", [&](config::Reader& item) {
    ++deployments;
    ReadDeployment(item, name);
  });
  if (deployments == 0) map.Fail("deployments", "at least one is required");
}

void FileReader::ReadRule(config::Reader& map) {
  RoutingRule rule = router::ReadRule(map);
  Check(map, "name", CheckAccountName(rule.name));
  rule.id = StableId({"rule", rule.name});
  const bool leads_somewhere = !rule.model.empty() || !rule.targets.empty();
  std::erase_if(rule.targets, [&](const RuleTarget& target) { return skipped_.contains(target.provider); });
  for (RuleTarget& target : rule.targets) {
    if (!Knows(target.provider)) map.Fail("targets", "no provider \"" + target.provider + "\" is configured");
    target.id = StableId({"target", rule.name, target.provider, target.upstream_model});
  }
  // One that loses all its targets with their optional providers is left out with them.
  if (rule.model.empty() && rule.targets.empty()) {
    if (!leads_somewhere) map.Fail("match", "needs a model, targets, or a provider with passthrough: true");
    return;
  }
  const auto same = [&](const RoutingRule& other) { return other.name == rule.name; };
  const auto& others = file_.catalog.rules;
  if (std::any_of(others.begin(), others.end(), same)) return map.Fail("name", "is used twice");
  file_.catalog.rules.push_back(std::move(rule));
}

void FileReader::ReadDeployment(config::Reader& map, const std::string& model) {
  Deployment deployment;
  deployment.model = model;
  deployment.upstream_model = model;
  deployment.origin = Origin::kFile;
  deployment.create_time = now_;
  map.Get("provider", deployment.provider);
  map.Get("upstream_model", deployment.upstream_model);
  ReadTraits(map, deployment.traits);

  Check(map, "upstream_model", CheckModelName(deployment.upstream_model));
  if (skipped_.contains(deployment.provider)) return;
  if (!Knows(deployment.provider)) return map.Fail("provider", "no provider of this name is configured");
  const auto key = [](const Deployment& d) { return std::tie(d.model, d.provider, d.upstream_model); };
  const auto& others = file_.catalog.deployments;
  const auto same = [&](const Deployment& other) { return key(other) == key(deployment); };
  if (std::any_of(others.begin(), others.end(), same)) return map.Fail("provider", "serves this model twice");
  deployment.id = StableId({"deployment", model, deployment.provider, deployment.upstream_model});
  file_.catalog.deployments.push_back(std::move(deployment));
}

}  // namespace

void ReadTimers(config::Reader& map, Timers& timers) {
  map.Get("connect", timers.connect, 10ms, 1min);
  map.Get("first_byte", timers.first_byte, 10ms, 1h);
  map.Get("idle", timers.idle, 10ms, 1h);
  map.Get("total", timers.total, 10ms, 6h);
}

FileCatalog ReadFileCatalog(config::Reader& section, const ProviderRules& rules, const Timers& defaults,
                            TimePoint now) {
  FileReader reader(rules, defaults, now);
  section.GetEach("providers", [&](config::Reader& map) { reader.ReadProvider(map); });
  section.GetEach("models", [&](config::Reader& map) { reader.ReadModel(map); });
  section.GetEach("rules", [&](config::Reader& map) { reader.ReadRule(map); });
  FileCatalog file = reader.Take();
  // In the order in which they are tried; each error names its rule.
  const MergedCatalog merged = Merge(file.catalog, {});
  Check(section, "rules", CheckRules(merged.catalog.rules).status());
  ReadRoutingOptions(section, file.catalog.options);
  return file;
}

}  // namespace signalbox::router

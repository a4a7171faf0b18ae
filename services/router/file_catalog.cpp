#include "services/router/file_catalog.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string_view>
#include <tuple>

#include "common/crypto/secret.h"
#include "common/status/error.h"
#include "services/router/domain/validate.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

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

/// Reads the two lists, keeping in mind what was seen.
class FileReader {
 public:
  FileReader(const Timers& defaults, TimePoint now) : defaults_(defaults), now_(now) {}

  void ReadProvider(config::Reader& map);
  void ReadModel(config::Reader& map);

  FileCatalog Take() { return std::move(file_); }

 private:
  struct Accounts {
    std::vector<Account> usable;
    bool any_without_key = false;
  };

  Accounts ReadAccounts(config::Reader& map, const std::string& provider, bool optional);
  void ReadAccount(config::Reader& map, const std::string& provider, bool optional, Accounts& accounts);
  void ReadDeployment(config::Reader& map, const std::string& model);
  bool Knows(const std::string& provider) const;

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
  bool optional = false;
  map.Get("name", provider.name);
  map.Get("kind", provider.kind);
  map.Get("base_url", provider.base_url);
  map.Get("allow_private", provider.allow_private);
  map.Get("optional", optional);
  map.GetMap("timeouts", [&](config::Reader& timeouts) {
    Timers timers = defaults_;
    ReadTimers(timeouts, timers);
    if (!(timers == defaults_)) provider.timers = timers;
  });

  Check(map, "name", CheckProviderName(provider.name));
  if (provider.kind != "openai") map.Fail("kind", "must be openai");
  if (Knows(provider.name) || skipped_.contains(provider.name)) map.Fail("name", "is used twice");
  absl::StatusOr<std::string> base_url = ParseBaseUrl(provider.base_url);
  Check(map, "base_url", base_url.status());
  if (base_url.ok()) provider.base_url = *std::move(base_url);

  Accounts accounts = ReadAccounts(map, provider.name, optional);
  if (accounts.usable.empty() && accounts.any_without_key) {
    file_.skipped.push_back("optional provider \"" + provider.name + "\" is left out: it has no key");
    skipped_.insert(provider.name);
    return;
  }
  std::move(accounts.usable.begin(), accounts.usable.end(), std::back_inserter(file_.catalog.accounts));
  file_.catalog.providers.push_back(std::move(provider));
}

FileReader::Accounts FileReader::ReadAccounts(config::Reader& map, const std::string& provider, bool optional) {
  Accounts accounts;
  map.GetEach("accounts", [&](config::Reader& item) { ReadAccount(item, provider, optional, accounts); });
  return accounts;
}

void FileReader::ReadAccount(config::Reader& map, const std::string& provider, bool optional, Accounts& accounts) {
  Account account;
  account.provider = provider;
  account.origin = Origin::kFile;
  bool keyless = false;
  map.Get("name", account.name);
  map.GetSecret("api_key", account.api_key);
  map.Get("keyless", keyless);
  map.Get("enabled", account.enabled);

  Check(map, "name", CheckAccountName(account.name));
  const auto same = [&](const Account& other) { return other.name == account.name; };
  if (std::any_of(accounts.usable.begin(), accounts.usable.end(), same)) map.Fail("name", "is used twice");
  if (keyless && !account.api_key.empty()) map.Fail("api_key", "must be absent from a keyless account");
  if (!keyless && account.api_key.empty() && optional) {
    accounts.any_without_key = true;
    return;
  }
  if (!keyless) Check(map, "api_key", CheckApiKey(account.api_key));
  account.id = StableId({"account", provider, account.name});
  accounts.usable.push_back(std::move(account));
}

void FileReader::ReadModel(config::Reader& map) {
  std::string name;
  map.Get("name", name);
  Check(map, "name", CheckModelName(name));
  if (!models_.insert(name).second) map.Fail("name", "is used twice");
  int deployments = 0;
  map.GetEach("deployments", [&](config::Reader& item) {
    ++deployments;
    ReadDeployment(item, name);
  });
  if (deployments == 0) map.Fail("deployments", "at least one is required");
}

void FileReader::ReadDeployment(config::Reader& map, const std::string& model) {
  Deployment deployment;
  deployment.model = model;
  deployment.upstream_model = model;
  deployment.origin = Origin::kFile;
  deployment.create_time = now_;
  map.Get("provider", deployment.provider);
  map.Get("upstream_model", deployment.upstream_model);
  map.Get("weight", deployment.weight, 1, kMaxWeight);

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

FileCatalog ReadFileCatalog(config::Reader& section, const Timers& defaults, TimePoint now) {
  FileReader reader(defaults, now);
  section.GetEach("providers", [&](config::Reader& map) { reader.ReadProvider(map); });
  section.GetEach("models", [&](config::Reader& map) { reader.ReadModel(map); });
  return reader.Take();
}

}  // namespace signalbox::router

#include "services/router/config.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "common/status/error.h"

namespace signalbox::router {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using namespace std::chrono_literals;

constexpr TimePoint kNow{1'700'000'000s};

struct Read {
  Config config;
  std::string errors;
};

Read ReadConfig(const std::string& yaml) {
  config::File file = *config::File::Parse("router:\n  postgres: { url: 'postgresql://app@localhost/app' }\n" + yaml);
  config::Reader section = file.Section("router");
  Read read;
  read.config = Config::Read(section, kNow);
  read.errors = MessageOf(section.Done());
  return read;
}

constexpr const char* kTwoProviders = R"(
  providers:
    - name: openai
      base_url: https://api.openai.com/v1/
      optional: true
      accounts: [ { name: main, api_key: "${ROUTER_TEST_KEY:-}" } ]
    - name: demo
      base_url: http://127.0.0.1:9000/v1
      allow_private: true
      timeouts: { first_byte: 250ms }
      accounts: [ { name: main, keyless: true } ]
  models:
    - name: gpt-4o
      deployments:
        - { provider: openai }
        - { provider: demo, upstream_model: fake, weight: 9 }
)";

class RouterConfig : public ::testing::Test {
 protected:
  ~RouterConfig() override { unsetenv("ROUTER_TEST_KEY"); }
};

TEST_F(RouterConfig, AnOptionalProviderWithItsKeyIsServed) {
  setenv("ROUTER_TEST_KEY", "sk-0123456789", 1);

  const auto [config, errors] = ReadConfig(kTwoProviders);

  EXPECT_EQ(errors, "");
  ASSERT_EQ(config.catalog.providers.size(), 2u);
  EXPECT_EQ(config.catalog.providers[0].base_url, "https://api.openai.com/v1");
  EXPECT_EQ(config.catalog.accounts[0].api_key, "sk-0123456789");
  EXPECT_EQ(config.catalog.deployments.size(), 2u);
  EXPECT_EQ(config.catalog.deployments[0].upstream_model, "gpt-4o");
  EXPECT_THAT(config.skipped, IsEmpty());
}

TEST_F(RouterConfig, AnOptionalProviderWithoutItsKeyIsLeftOutWithItsDeployments) {
  const auto [config, errors] = ReadConfig(kTwoProviders);

  EXPECT_EQ(errors, "");
  ASSERT_EQ(config.catalog.providers.size(), 1u);
  const Provider& demo = config.catalog.providers[0];
  EXPECT_EQ(demo.name, "demo");
  EXPECT_TRUE(demo.allow_private);
  EXPECT_EQ(demo.timers->first_byte, 250ms);
  EXPECT_EQ(demo.timers->total, 20min);
  EXPECT_EQ(demo.create_time, kNow);
  EXPECT_EQ(demo.origin, Origin::kFile);
  ASSERT_EQ(config.catalog.deployments.size(), 1u);
  EXPECT_EQ(config.catalog.deployments[0].upstream_model, "fake");
  EXPECT_EQ(config.catalog.deployments[0].weight, 9);
  EXPECT_THAT(config.skipped, ElementsAre(HasSubstr("openai")));
}

TEST_F(RouterConfig, IdsOfFileObjectsDependOnNamesAlone) {
  const Config first = ReadConfig(kTwoProviders).config;
  const Config second = ReadConfig(kTwoProviders).config;

  EXPECT_EQ(first.catalog.accounts[0].id, second.catalog.accounts[0].id);
  EXPECT_EQ(first.catalog.deployments[0].id, second.catalog.deployments[0].id);
  EXPECT_NE(first.catalog.accounts[0].id, first.catalog.deployments[0].id);
  EXPECT_TRUE(IsUuid(first.catalog.accounts[0].id)) << first.catalog.accounts[0].id;
  EXPECT_EQ(first.catalog.accounts[0].id, "33fac4fc-b16e-8db4-b875-c5a0dd60c0d2");
}

TEST_F(RouterConfig, AKindIsToldWhatItNeedsBySettings) {
  const auto [config, errors] = ReadConfig(R"(
  providers:
    - { name: aws, kind: bedrock, settings: { region: us-east-1 } }
    - { name: deepseek, kind: openai_compatible, settings: { preset: deepseek } }
    - { name: azure, kind: azure, base_url: "https://r.openai.azure.com/" }
)");

  EXPECT_EQ(errors, "");
  ASSERT_EQ(config.catalog.providers.size(), 3u);
  EXPECT_EQ(config.catalog.providers[0].base_url, "https://bedrock-runtime.us-east-1.amazonaws.com");
  EXPECT_THAT(config.catalog.providers[0].settings, ElementsAre(Pair("region", "us-east-1")));
  EXPECT_EQ(config.catalog.providers[1].base_url, "https://api.deepseek.com");
  EXPECT_THAT(config.catalog.providers[2].settings, ElementsAre(Pair("api_version", "2024-10-21")));
}

TEST_F(RouterConfig, AKeyMayStandInAFileOfItsOwn) {
  const std::string path = ::testing::TempDir() + "router_config_test.json";
  std::ofstream(path) << R"({"type":"service_account","client_email":"e@p","private_key":"k e y"})"
                      << "\n";

  const auto [config, errors] = ReadConfig(
      "  providers: [ { name: g, kind: vertex, settings: { project: p, location: global }, accounts: [ { name: m, "
      "api_key_file: '" +
      path + "' } ] } ]");

  EXPECT_EQ(errors, "");
  ASSERT_EQ(config.catalog.accounts.size(), 1u);
  EXPECT_TRUE(config.catalog.accounts[0].api_key.ends_with("\"k e y\"}"));
}

struct BadCase {
  const char* name;
  const char* yaml;
  const char* error;
};

class BadRouterConfig : public ::testing::TestWithParam<BadCase> {};

TEST_P(BadRouterConfig, IsRefusedByPath) {
  EXPECT_THAT(ReadConfig(GetParam().yaml).errors, HasSubstr(GetParam().error));
}

const BadCase kBadCases[] = {
    {"base_url", "  providers: [ { name: a, base_url: 'ftp://x' } ]", "router.providers[0].base_url: must begin with"},
    {"url_password", "  providers: [ { name: a, base_url: 'http://u:p@x' } ]",
     "router.providers[0].base_url: must not"},
    {"name", "  providers: [ { name: 'A b', base_url: 'http://x' } ]", "router.providers[0].name: must be"},
    {"kind", "  providers: [ { name: a, kind: b, base_url: 'http://x' } ]",
     "router.providers[0].kind: must be one of openai"},
    {"twice", "  providers: [ { name: a, base_url: 'http://x' }, { name: a, base_url: 'http://x' } ]",
     "router.providers[1].name: is used twice"},
    {"no_key", "  providers: [ { name: a, base_url: 'http://x', accounts: [ { name: m } ] } ]",
     "router.providers[0].accounts[0].api_key: is required"},
    {"keyless_key",
     "  providers: [ { name: a, base_url: 'http://x', accounts: [ { name: m, keyless: true, api_key: k } ] } ]",
     "router.providers[0].accounts[0].api_key: must be absent"},
    {"account_twice",
     "  providers: [ { name: a, base_url: 'http://x', accounts: [ { name: m, api_key: k }, { name: m, api_key: k } ] } "
     "]",
     "router.providers[0].accounts[1].name: is used twice"},
    {"unknown_provider", "  models: [ { name: m, deployments: [ { provider: nobody } ] } ]",
     "router.models[0].deployments[0].provider: no provider"},
    {"no_deployment", "  models: [ { name: m } ]", "router.models[0].deployments: at least one"},
    {"weight", "  models: [ { name: m, deployments: [ { provider: a, weight: 0 } ] } ]",
     "router.models[0].deployments[0].weight: "},
    {"deployment_twice",
     "  providers: [ { name: a, base_url: 'http://x' } ]\n"
     "  models: [ { name: m, deployments: [ { provider: a }, { provider: a } ] } ]",
     "router.models[0].deployments[1].provider: serves this model twice"},
    {"empty_address", "  providers: [ { name: a, base_url: '' } ]", "router.providers[0].base_url: is required"},
    {"missing_setting", "  providers: [ { name: a, kind: bedrock } ]",
     "router.providers[0].settings.region: is required"},
    {"unknown_setting", "  providers: [ { name: a, settings: { color: red } } ]",
     "router.providers[0].settings.color: is no setting"},
    {"settings_no_map", "  providers: [ { name: a, settings: [] } ]", "router.providers[0].settings: expected a map"},
    {"no_key_file", "  providers: [ { name: a, accounts: [ { name: m, api_key_file: /nowhere/at/all } ] } ]",
     "router.providers[0].accounts[0].api_key_file: cannot be read"},
    {"two_keys", "  providers: [ { name: a, accounts: [ { name: m, api_key: k, api_key_file: /dev/null } ] } ]",
     "router.providers[0].accounts[0].api_key_file: must be absent"},
    {"wrong_secret",
     "  providers: [ { name: a, kind: vertex, settings: { project: p, location: eu }, accounts: [ { name: m, api_key: "
     "k "
     "} ] } ]",
     "router.providers[0].accounts[0].api_key: must be the JSON of a Google service account key"},
    {"timer", "  timeouts: { idle: 0ms }", "router.timeouts.idle: "},
    {"unknown_key", "  providers: [ { name: a, base_url: 'http://x', color: red } ]",
     "router.providers[0].color: unknown"},
};

INSTANTIATE_TEST_SUITE_P(Cases, BadRouterConfig, ::testing::ValuesIn(kBadCases),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace signalbox::router

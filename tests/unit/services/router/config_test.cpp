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
  EXPECT_EQ(config.catalog.deployments[0].traits.weight, 9u);
  EXPECT_THAT(config.skipped, ElementsAre(HasSubstr("openai")));
}

TEST_F(RouterConfig, RoutingIsReadWithItsModelsRulesAndNumbers) {
  const auto [config, errors] = ReadConfig(R"(
  providers:
    - { name: a, base_url: http://a, accounts: [ { name: m, keyless: true, weight: 3, priority: 2, rpm: 10 } ] }
  models:
    - name: big
      strategy: [priority, lowest-latency]
      fallbacks: small
      context_window_fallbacks: [long]
      deployments:
        - { provider: a, rpm: 5, tpm: 6, priority: 7, tags: [eu, fast], context_window: 128000, input_price: 2.5, output_price: 10 }
  rules:
    - { match: fast, model: big }
    - { name: all, match: 'x/*', provider: a, passthrough: true, strategy: least-busy }
    - { name: some, match: 'y-(.*)', priority: 4, targets: [ { provider: a, upstream_model: 'Y/$1', weight: 2 } ] }
  routing:
    strategy: weighted-round-robin
    max_attempts: 3
    retry: { first: 10ms, longest: 20ms, longest_wait: 1s }
    breaker: { server_faults: 2, open: 1s, open_max: 2s, slow_start: 0s }
    rest: { first: 1s, longest: 4s }
)");

  EXPECT_EQ(errors, "");
  const Catalog& catalog = config.catalog;
  EXPECT_EQ(catalog.accounts[0].traits, (AccountTraits{3, 2, 10, std::nullopt}));
  const DeploymentTraits expected{std::nullopt, 5, 6, 7, {"eu", "fast"}, 128'000, TokenPrice{2'500'000, 10'000'000}};
  EXPECT_EQ(catalog.deployments[0].traits, expected);
  EXPECT_THAT(catalog.policies[0].strategies, ElementsAre("priority", "lowest-latency"));
  EXPECT_THAT(catalog.policies[0].fallbacks, ElementsAre("small"));
  EXPECT_THAT(catalog.policies[0].context_window_fallbacks, ElementsAre("long"));
  ASSERT_EQ(catalog.rules.size(), 3u);
  EXPECT_EQ(catalog.rules[0].name, "fast");
  EXPECT_EQ(catalog.rules[0].model, "big");
  EXPECT_EQ(catalog.rules[1].targets[0].upstream_model, "$0");
  EXPECT_THAT(catalog.rules[1].strategies, ElementsAre("least-busy"));
  EXPECT_EQ(catalog.rules[2].priority, 4);
  EXPECT_EQ(catalog.rules[2].targets[0].upstream_model, "Y/$1");
  EXPECT_EQ(catalog.rules[2].targets[0].traits.weight, 2u);
  EXPECT_TRUE(IsUuid(catalog.rules[2].id));
  EXPECT_TRUE(IsUuid(catalog.rules[2].targets[0].id));
  EXPECT_THAT(catalog.options.strategies, ElementsAre("weighted-round-robin"));
  EXPECT_EQ(catalog.options.max_attempts, 3);
  EXPECT_EQ(catalog.options.retry.first.count(), 10);
  EXPECT_EQ(catalog.options.retry.longest.count(), 20);
  EXPECT_EQ(catalog.options.retry.longest_wait.count(), 1000);
  EXPECT_EQ(catalog.options.breaker.server_faults, 2);
  EXPECT_EQ(catalog.options.breaker.open, 1s);
  EXPECT_EQ(catalog.options.breaker.transport_faults, 4);
  EXPECT_EQ(catalog.options.rest.first, 1s);
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
    {"weight", "  models: [ { name: m, deployments: [ { provider: a, weight: -1 } ] } ]",
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
    {"strategy", "  models: [ { name: m, strategy: fastest } ]",
     "router.models[0].strategy: there is no strategy \"fastest\"; there are simple-shuffle, weighted-round-robin"},
    {"default_strategy", "  routing: { strategy: [priority, fastest] }",
     "router.routing.strategy: there is no strategy"},
    {"half_a_price", "  models: [ { name: m, deployments: [ { provider: a, input_price: 1 } ] } ]",
     "router.models[0].deployments[0].input_price: and output_price are needed both"},
    {"rpm_zero", "  models: [ { name: m, deployments: [ { provider: a, rpm: 0 } ] } ]",
     "router.models[0].deployments[0].rpm: "},
    {"rule_to_nobody", "  rules: [ { match: 'a*', provider: x, passthrough: true } ]",
     "router.rules[0].targets: no provider \"x\" is configured"},
    {"rule_to_nothing", "  rules: [ { match: 'a*' } ]", "router.rules[0].match: needs a model, targets, or"},
    {"rule_regex", "  rules: [ { match: 'a(', model: m } ]", "router.rules: routing rule \"a(\": match is no regular"},
    {"rule_hidden", "  rules: [ { match: 'a*', model: m }, { match: 'ab*', model: m } ]",
     "router.rules: routing rule \"ab*\": can never match: \"a*\""},
    {"rule_twice", "  rules: [ { name: r, match: a, model: m }, { name: r, match: b, model: m } ]",
     "router.rules[1].name: is used twice"},
    {"retry", "  routing: { retry: { first: 2s, longest: 1s } }", "router.routing.retry.longest: must be at least"},
    {"breaker", "  routing: { breaker: { open: 2m, open_max: 1m } }", "router.routing.breaker.open_max: must be at"},
    {"timer", "  timeouts: { idle: 0ms }", "router.timeouts.idle: "},
    {"unknown_key", "  providers: [ { name: a, base_url: 'http://x', color: red } ]",
     "router.providers[0].color: unknown"},
};

INSTANTIATE_TEST_SUITE_P(Cases, BadRouterConfig, ::testing::ValuesIn(kBadCases),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace signalbox::router

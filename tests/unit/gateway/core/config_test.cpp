#include "gateway/config.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

absl::StatusOr<Options> Read(const std::string& yaml) {
  auto file = config::File::Parse(yaml);
  return Options::Read(file->Section("gateway"));
}

TEST(GatewayConfigTest, EverySettingIsRead) {
  const auto options = Read(R"(
gateway:
  server: {address: 0.0.0.0, port: 81, threads: 3, max_connections: 4}
  auth: {cache_size: 5, refusal_cache_size: 6, refusal_ttl: 7s, max_stale: 8s}
  outbox: {path: here, max_entries: 9, batch_size: 10, linger: 11ms, durable_full: true}
  keep_alive: 12s
  model_prefix: Proxy
)");
  ASSERT_TRUE(options.ok()) << MessageOf(options.status());
  EXPECT_EQ(options->server.address, "0.0.0.0");
  EXPECT_EQ(options->server.port, 81);
  EXPECT_EQ(options->server.threads, 3);
  EXPECT_EQ(options->server.max_connections, 4U);
  EXPECT_EQ(options->keys.max_callers, 5U);
  EXPECT_EQ(options->keys.max_refusals, 6U);
  EXPECT_EQ(options->keys.refusal_ttl, std::chrono::seconds(7));
  EXPECT_EQ(options->keys.max_stale, std::chrono::seconds(8));
  EXPECT_EQ(options->outbox.path, "here");
  EXPECT_EQ(options->outbox.max_entries, 9U);
  EXPECT_EQ(options->outbox.batch_size, 10);
  EXPECT_EQ(options->outbox.linger, std::chrono::milliseconds(11));
  EXPECT_TRUE(options->outbox.durable_full);
  EXPECT_EQ(options->keep_alive, std::chrono::seconds(12));
  EXPECT_EQ(options->model_prefix, "Proxy");
}

TEST(GatewayConfigTest, DefaultsAreThoseOfTheContract) {
  const auto options = Read("gateway: {}");
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->server.port, 8080);
  EXPECT_EQ(options->server.max_body_bytes, std::size_t{64} * 1024 * 1024);
  EXPECT_EQ(options->keys.max_callers, 100'000U);
  EXPECT_EQ(options->keys.max_stale, std::chrono::minutes(5));
  EXPECT_EQ(options->keep_alive, std::chrono::seconds(15));
}

TEST(GatewayConfigTest, APrefixHasNoSlash) {
  EXPECT_NE(MessageOf(Read("gateway: {model_prefix: P/}").status()).find("gateway.model_prefix"), std::string::npos);
}

TEST(GatewayConfigTest, AnUnknownSettingIsNamed) {
  const auto options = Read("gateway: {server: {prot: 80}}");
  ASSERT_FALSE(options.ok());
  EXPECT_NE(MessageOf(options.status()).find("gateway.server.prot"), std::string::npos);
}

}  // namespace
}  // namespace signalbox::gateway

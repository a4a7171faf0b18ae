#include "services/memory/module.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/component/memory/memory_service.h"

namespace signalbox::memory {
namespace {

using testing::HasSubstr;

TEST(ModuleTest, RefusesToStartOnASchemaThatWasNotMigrated) {
  const support::Postgres database;
  const auto module = CreateModule(ConfigFor(database));
  ASSERT_TRUE(module.ok()) << module.status();

  EXPECT_EQ((*module)->Start().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(ModuleTest, MigratesTwiceWithoutHarm) {
  const support::Postgres database;
  EXPECT_TRUE(MigrateModule(ConfigFor(database)).ok());
  EXPECT_TRUE(MigrateModule(ConfigFor(database)).ok());
}

TEST(ModuleTest, NamesAWrongSetting) {
  const support::Postgres database;
  const auto no_key = CreateModule("memory:\n  postgres: { url: \"" + database.url() + "\" }\n");
  EXPECT_THAT(MessageOf(no_key.status()), HasSubstr("memory.sealing_key"));
  EXPECT_THAT(MessageOf(CreateModule(ConfigFor(database, "  window_tokens: 0\n")).status()),
              HasSubstr("memory.window_tokens"));
  EXPECT_THAT(MessageOf(CreateModule(ConfigFor(database, "  window: 1\n")).status()), HasSubstr("memory.window"));
}

TEST(ModuleTest, IsReadyAsLongAsTheDatabaseIs) {
  MemoryService service;
  EXPECT_TRUE(service.module().Ready().ok());

  service.database().TakeAway();
  EXPECT_FALSE(service.Load(AsKey("k"), "s").ok());
  EXPECT_FALSE(service.module().Ready().ok());
}

}  // namespace
}  // namespace signalbox::memory

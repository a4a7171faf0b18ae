#include "common/postgres/migrator.h"

#include <array>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::postgres {
namespace {

constexpr Migration kCreate{1, "0001_create.sql", "CREATE TABLE thing (id integer)"};
constexpr Migration kFill{2, "0002_fill.sql", "INSERT INTO thing VALUES (1); INSERT INTO thing VALUES (2)"};
constexpr Migration kBroken{3, "0003_broken.sql", "INSERT INTO thing VALUES (3); SELECT nothing"};

class MigratorTest : public ::testing::Test {
 protected:
  absl::Status Apply(const std::vector<Migration>& migrations) { return Migrate(options_, migrations); }
  absl::Status Check(const std::vector<Migration>& migrations) {
    Pool pool(options_);
    return CheckSchema(pool, options_, migrations);
  }
  int Things() const { return database_.Execute("SELECT count(*) FROM made.thing")[0][0].as<int>(); }

  support::Postgres database_;
  Options options_ = database_.OptionsFor("made");
};

TEST_F(MigratorTest, CreatesTheSchemaAndAppliesWhatIsMissing) {
  ASSERT_TRUE(Apply({kCreate}).ok());
  ASSERT_TRUE(Apply({kCreate, kFill}).ok());
  ASSERT_TRUE(Apply({kCreate, kFill}).ok());

  EXPECT_EQ(Things(), 2);
}

TEST_F(MigratorTest, RecordsNumberNameAndAChecksumThatSha256sumPrintsToo) {
  ASSERT_TRUE(Apply({kCreate}).ok());

  const pqxx::result rows = database_.Execute(
      "SELECT number, name, checksum = encode(sha256('CREATE TABLE thing (id integer)'), 'hex')"
      " FROM made.schema_migrations");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].as<int>(), 1);
  EXPECT_EQ(rows[0][1].as<std::string>(), "0001_create.sql");
  EXPECT_TRUE(rows[0][2].as<bool>());
}

TEST_F(MigratorTest, ManyProcessesAtOnceApplyEachMigrationOnce) {
  std::array<absl::Status, 6> results;
  {
    std::vector<std::jthread> threads;
    for (absl::Status& result : results) threads.emplace_back([&] { result = Apply({kCreate, kFill}); });
  }

  for (const absl::Status& result : results) EXPECT_TRUE(result.ok()) << result;
  EXPECT_EQ(Things(), 2);
}

TEST_F(MigratorTest, AFailingMigrationLeavesNothingBehindAndNamesItself) {
  const absl::Status status = Apply({kCreate, kFill, kBroken});

  EXPECT_FALSE(status.ok());
  EXPECT_NE(MessageOf(status).find("0003_broken.sql"), std::string::npos) << status;
  EXPECT_EQ(Things(), 2);
  EXPECT_EQ(database_.Execute("SELECT max(number) FROM made.schema_migrations")[0][0].as<int>(), 2);
}

TEST_F(MigratorTest, RefusesATextThatChangedAfterItWasApplied) {
  ASSERT_TRUE(Apply({kCreate}).ok());

  const absl::Status status = Apply({{1, "0001_create.sql", "CREATE TABLE other (id integer)"}, kFill});

  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(MessageOf(status).find("0001_create.sql"), std::string::npos) << status;
  EXPECT_EQ(Things(), 0) << "nothing may be applied on top of it";
}

TEST_F(MigratorTest, RefusesADatabaseNewerThanTheProgram) {
  ASSERT_TRUE(Apply({kCreate, kFill}).ok());

  EXPECT_EQ(Apply({kCreate}).code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(MigratorTest, WorksForARoleThatOwnsItsSchemaAndMayNotCreateOthers) {
  const std::string role = "owner_" + std::to_string(getpid());
  database_.Execute("CREATE ROLE " + role + " LOGIN; CREATE SCHEMA made AUTHORIZATION " + role);
  options_.url += " user=" + role;

  const absl::Status status = Apply({kCreate});

  EXPECT_TRUE(status.ok()) << status;
  database_.Execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_F(MigratorTest, CheckSchemaAsksForTheMigrateCommandWhenTheSchemaIsAbsentOrOld) {
  const absl::Status absent = Check({kCreate});
  ASSERT_TRUE(Apply({kCreate}).ok());
  const absl::Status old = Check({kCreate, kFill});

  EXPECT_EQ(absent.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(old.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(MessageOf(old).find("signalbox-made migrate"), std::string::npos) << old;
}

TEST_F(MigratorTest, CheckSchemaAcceptsTheSameAndANewerSchema) {
  ASSERT_TRUE(Apply({kCreate, kFill}).ok());

  EXPECT_TRUE(Check({kCreate, kFill}).ok());
  EXPECT_TRUE(Check({kCreate}).ok()) << "the old program must run on during a deploy";
}

}  // namespace
}  // namespace signalbox::postgres

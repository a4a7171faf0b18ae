#include <gtest/gtest.h>

#include "common/config/reader.h"
#include "common/postgres/connection.h"
#include "common/status/error.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::postgres {
namespace {

absl::Status Read(const std::string& yaml, Options& options) {
  config::File file = *config::File::Parse(yaml);
  config::Reader section = file.Section("service");
  section.GetMap("postgres", [&](config::Reader& map) { options.Read(map); });
  return section.Done();
}

TEST(OptionsTest, ReadsEverySetting) {
  Options options;

  ASSERT_TRUE(
      Read("service: {postgres: {url: 'postgresql://a@b/c', max_connections: 3, statement_timeout: 2s}}", options)
          .ok());

  EXPECT_EQ(options.url, "postgresql://a@b/c");
  EXPECT_EQ(options.max_connections, 3);
  EXPECT_EQ(options.statement_timeout, std::chrono::seconds(2));
}

TEST(OptionsTest, RefusesAUrlThatLibpqCannotReadWithoutShowingIt) {
  Options options;

  const absl::Status status = Read("service: {postgres: {url: 'postgresql://u:hunter2@[bad/c'}}", options);

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(MessageOf(status).find("service.postgres.url"), std::string::npos) << status;
  EXPECT_EQ(MessageOf(status).find("hunter2"), std::string::npos);
}

TEST(OptionsTest, SearchPathIsTheSchemaHoweverItIsSpelt) {
  const support::Postgres database;
  for (const std::string schema : {"plain", "With Space", "quo\"te", "back\\slash", "it's"}) {
    database.Execute("CREATE SCHEMA " + QuoteIdentifier(schema));
    Pool pool(database.OptionsFor(schema));

    const absl::StatusOr<std::string> found =
        pool.InTransaction({}, [](pqxx::work& transaction) -> absl::StatusOr<std::string> {
          return transaction.exec1("SELECT current_schema()")[0].as<std::string>("none");
        });

    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(*found, schema);
  }
}

}  // namespace
}  // namespace signalbox::postgres

#include <array>
#include <thread>

#include "common/config/reader.h"
#include "services/identity/domain/first_admin.h"
#include "tests/component/identity/fixture.h"

namespace signalbox::identity {
namespace {

using ::testing::HasSubstr;

class BootstrapTest : public ::testing::Test {
 protected:
  absl::Status Migrate() {
    config::File file = NewFile();
    return Module::Migrate(file.Section("identity"));
  }
  absl::Status Bootstrap(std::string& output) {
    config::File file = NewFile();
    testing::internal::CaptureStdout();
    const absl::Status status = Module::Bootstrap(file.Section("identity"));
    output = testing::internal::GetCapturedStdout();
    return status;
  }
  config::File NewFile() {
    return *config::File::Parse("identity:\n  postgres: {url: \"" + database_.url() + "\"}\n  key_pepper: " +
                                crypto::Base64Url(std::string(32, 'p')) + "\n  admin_email: first@example.com\n");
  }

  support::Postgres database_;
};

TEST_F(BootstrapTest, AsksForTheSchemaFirst) {
  std::string output;

  EXPECT_THAT(Bootstrap(output), FailsWith(absl::StatusCode::kFailedPrecondition, "SCHEMA_MISMATCH"));
  EXPECT_EQ(output, "");
}

TEST_F(BootstrapTest, PrintsEverythingOnceOnOneLine) {
  ASSERT_TRUE(Migrate().ok());
  std::string first;
  std::string second;

  ASSERT_TRUE(Bootstrap(first).ok());
  ASSERT_TRUE(Bootstrap(second).ok());

  EXPECT_THAT(first, testing::MatchesRegex("\\{\"admin_email\":\"first@example.com\",\"admin_password\":\"[^\"]{20}\","
                                           "\"admin_key\":\"sk-sb-[^\"]{49}\"\\}\n"));
  EXPECT_EQ(second, "{\"already\":true}\n");
}

TEST_F(BootstrapTest, StoresNoneOfTheSecretsItPrints) {
  ASSERT_TRUE(Migrate().ok());
  std::string output;
  ASSERT_TRUE(Bootstrap(output).ok());
  const std::string password = output.substr(output.find("password\":\"") + 11, 20);

  const pqxx::result rows = database_.Execute("SELECT u::text, u.password_hash FROM identity.app_user u");

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].as<std::string>().find(password), std::string::npos);
  EXPECT_THAT(rows[0][1].as<std::string>(), testing::StartsWith("$argon2id$"));
}

TEST_F(BootstrapTest, OfManyAtOnceOneMakesTheAdministrator) {
  ASSERT_TRUE(Migrate().ok());
  std::array<absl::StatusOr<std::optional<FirstAdmin>>, 8> results;
  {
    std::vector<std::jthread> processes;
    for (auto& result : results) {
      processes.emplace_back([&] {
        postgres::Pool pool(database_.OptionsFor("identity"));
        PgAdminStore store(pool);
        SodiumSecrets secrets(std::string(32, 'p'));
        result = MakeFirstAdmin({}, store, secrets, SystemNow(), "a@b");
      });
    }
  }

  int made = 0;
  for (const auto& result : results) {
    ASSERT_TRUE(result.ok()) << result.status();
    if (*result) ++made;
  }
  EXPECT_EQ(made, 1);
  EXPECT_EQ(database_.Execute("SELECT count(*) FROM identity.app_user")[0][0].as<int>(), 1);
  EXPECT_EQ(database_.Execute("SELECT count(*) FROM identity.api_key")[0][0].as<int>(), 1);
}

TEST_F(BootstrapTest, ConfigurationNamesEveryWrongSettingAndShowsNoSecret) {
  config::File file = *config::File::Parse(
      "identity: {postgres: {url: 'postgresql://a@b/c'}, key_pepper: hunter2, admin_key: short, admin_email: nobody}");
  config::Reader section = file.Section("identity");

  const std::string message = MessageOf(Config::Read(section).status());

  EXPECT_THAT(message, HasSubstr("identity.key_pepper"));
  EXPECT_THAT(message, HasSubstr("identity.admin_key"));
  EXPECT_THAT(message, HasSubstr("identity.admin_email"));
  EXPECT_EQ(message.find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace signalbox::identity

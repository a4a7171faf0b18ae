#include "tests/component/identity/fixture.h"

namespace signalbox::identity {
namespace {

using absl::StatusCode;

class SpendTest : public IdentityTest {
 protected:
  absl::StatusOr<v1::ListKeySpendResponse> ListSpend(int limit = 0) {
    v1::ListKeySpendRequest request;
    request.set_limit(limit);
    return Call(&Stub::ListKeySpend, request);
  }
};

TEST_F(SpendTest, KeysShowWhatTheLedgerSays) {
  const v1::CreateKeyResponse used = Create("used");
  const v1::CreateKeyResponse unused = Create("unused");
  replica_->book().Add({used.id(), 1'200'000, 12, 1});

  EXPECT_EQ(Get(used.id())->spend_nanos(), 1'200'000);
  ASSERT_TRUE(Get(unused.id())->has_spend_nanos());
  EXPECT_EQ(Get(unused.id())->spend_nanos(), 0);
}

TEST_F(SpendTest, WithoutTheLedgerKeysAreShownWithoutANumber) {
  const v1::CreateKeyResponse key = Create();
  replica_->book().Add({key.id(), 7, 1, 1});
  replica_->book().SetAway(true);

  const auto listed = Call(&Stub::ListKeys, v1::ListKeysRequest());

  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_FALSE(listed->keys(0).has_spend_nanos());
  EXPECT_FALSE(Get(key.id())->has_spend_nanos());
}

TEST_F(SpendTest, SpendByKeyJoinsNamesAndSumsMostFirst) {
  const v1::CreateKeyResponse small = Create("small");
  const v1::CreateKeyResponse large = Create("large");
  Create("never used");
  replica_->book().Add({small.id(), 1, 2, 3});
  replica_->book().Add({large.id(), 40, 50, 60});
  replica_->book().Add({"", 30, 1, 1});
  ASSERT_TRUE(Delete({small.id()}).ok());

  const auto spend = ListSpend();

  ASSERT_TRUE(spend.ok()) << spend.status();
  ASSERT_EQ(spend->keys_size(), 3);
  EXPECT_EQ(spend->keys(0).key_id(), large.id());
  EXPECT_EQ(spend->keys(0).key_name(), "large");
  EXPECT_EQ(spend->keys(0).spend_nanos(), 40);
  EXPECT_EQ(spend->keys(0).total_tokens(), 50);
  EXPECT_EQ(spend->keys(0).requests(), 60);
  EXPECT_EQ(spend->keys(1).key_name(), "") << "requests without a key have no name";
  EXPECT_EQ(spend->keys(2).key_name(), "small") << "what a deleted key spent stays";
}

TEST_F(SpendTest, SpendByKeyIsLimited) {
  replica_->book().Add({Create("a").id(), 1, 1, 1});
  replica_->book().Add({Create("b").id(), 2, 1, 1});

  EXPECT_EQ(ListSpend(1)->keys_size(), 1);
  EXPECT_THAT(ListSpend(501), FailsWith(StatusCode::kInvalidArgument, ""));
  EXPECT_THAT(ListSpend(-1), FailsWith(StatusCode::kInvalidArgument, ""));
}

TEST_F(SpendTest, SpendByKeyIsUnavailableWithoutTheLedger) {
  replica_->book().SetAway(true);

  EXPECT_THAT(ListSpend(), FailsWith(StatusCode::kUnavailable, ""));
}

}  // namespace
}  // namespace signalbox::identity

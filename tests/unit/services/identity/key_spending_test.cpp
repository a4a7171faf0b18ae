#include "services/identity/domain/key_spending.h"

#include <gtest/gtest.h>

#include "tests/unit/services/identity/mocks.h"

namespace signalbox::identity {
namespace {

using absl::StatusCode;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::Return;
using ::testing::StrictMock;

class KeySpendingTest : public ::testing::Test {
 protected:
  static ApiKey KeyWithId(const std::string& id) {
    ApiKey key;
    key.id = id;
    return key;
  }

  StrictMock<MockKeyStore> store_;
  StrictMock<MockSpendBook> book_;
  KeySpending spending_{store_, book_};
};

TEST_F(KeySpendingTest, AKeyThatTheLedgerDoesNotKnowHasSpentNothing) {
  EXPECT_CALL(book_, UseOf(_, std::vector<std::string>{"a", "b"}))
      .WillOnce(Return(std::vector<KeyUse>{{"b", 7, 1, 1}}));

  EXPECT_THAT(*spending_.SpendOf({}, {KeyWithId("a"), KeyWithId("b")}), ElementsAre(Pair("a", 0), Pair("b", 7)));
}

TEST_F(KeySpendingTest, ALedgerThatIsAwayIsAnErrorAndNotAZero) {
  EXPECT_CALL(book_, UseOf).WillOnce(Return(Error(StatusCode::kUnavailable, "", "away")));

  EXPECT_THAT(spending_.SpendOf({}, {KeyWithId("a")}), FailsWith(StatusCode::kUnavailable, ""));
}

TEST_F(KeySpendingTest, WithoutKeysNobodyIsAsked) {
  EXPECT_TRUE(spending_.SpendOf({}, {})->empty());
}

TEST_F(KeySpendingTest, TheLargestKeepTheirOrderAndGetTheirNames) {
  EXPECT_CALL(book_, Largest(_, 2)).WillOnce(Return(std::vector<KeyUse>{{"b", 7, 1, 1}, {"a", 3, 1, 1}}));
  EXPECT_CALL(store_, NamesOf(_, std::vector<std::string>{"b", "a"}))
      .WillOnce(Return(std::vector<std::string>{"bee", "ay"}));

  const auto largest = spending_.Largest({}, 2);

  ASSERT_EQ(largest->size(), 2u);
  EXPECT_EQ(largest->at(0).key_name, "bee");
  EXPECT_EQ(largest->at(0).use.spend_nanos, 7);
  EXPECT_EQ(largest->at(1).key_name, "ay");
}

TEST_F(KeySpendingTest, LimitsAreChecked) {
  EXPECT_THAT(spending_.Largest({}, 0), FailsWith(StatusCode::kInvalidArgument, ""));
  EXPECT_THAT(spending_.Largest({}, 501), FailsWith(StatusCode::kInvalidArgument, ""));
}

}  // namespace
}  // namespace signalbox::identity

#include "gateway/admission/change_log.h"

#include <gtest/gtest.h>

namespace signalbox::gateway {
namespace {

TEST(ChangeLogTest, AnswerOlderThanTheChangeOfItsKeyIsStale) {
  ChangeLog log(10);
  log.Reset(5);
  log.Add(8, {"a"});

  EXPECT_TRUE(log.ChangedSince("a", 7));
  EXPECT_FALSE(log.ChangedSince("a", 8));
  EXPECT_FALSE(log.ChangedSince("a", 9));
}

TEST(ChangeLogTest, ChangesOfOtherKeysDoNotMatter) {
  ChangeLog log(10);
  log.Reset(5);
  log.Add(8, {"a"});

  EXPECT_FALSE(log.ChangedSince("b", 5));
}

TEST(ChangeLogTest, AnswerOlderThanTheWatchIsStale) {
  ChangeLog log(10);
  log.Reset(5);

  EXPECT_TRUE(log.ChangedSince("a", 4));
}

TEST(ChangeLogTest, AnswerOlderThanWhatIsRememberedIsStale) {
  ChangeLog log(2);
  log.Reset(0);
  log.Add(1, {"a"});
  log.Add(2, {"b"});
  log.Add(3, {"c"});

  EXPECT_TRUE(log.ChangedSince("x", 0));
  EXPECT_FALSE(log.ChangedSince("x", 1));
  EXPECT_TRUE(log.ChangedSince("c", 2));
}

TEST(ChangeLogTest, ForgettingAnOldChangeKeepsTheNewerOfTheSameKey) {
  ChangeLog log(2);
  log.Reset(0);
  log.Add(1, {"a"});
  log.Add(2, {"a"});
  log.Add(3, {"b"});

  EXPECT_TRUE(log.ChangedSince("a", 1));
}

TEST(ChangeLogTest, AChangeOfMoreKeysThanItRemembersMakesOlderAnswersStale) {
  ChangeLog log(2);
  log.Reset(0);
  log.Add(4, {"a", "b", "c"});

  EXPECT_TRUE(log.ChangedSince("a", 3));
  EXPECT_FALSE(log.ChangedSince("a", 4));
}

}  // namespace
}  // namespace signalbox::gateway

#include "common/dialect/fact_readers.h"

#include <gtest/gtest.h>

#include "common/dialect/request_facts.h"

namespace signalbox::dialect {
namespace {

class FactReaders : public ::testing::Test {
 protected:
  FactField Field(std::string_view name) { return document_.root().Find(name); }

  void Read(std::string text) {
    text_ = std::move(text);
    ASSERT_TRUE(document_.Read(text_).ok());
  }

  std::string text_;
  json::Document document_;
};

TEST_F(FactReaders, NullSaysAsLittleAsNothing) {
  Read(R"({"null":null})");
  for (const std::string_view name : {"null", "absent"}) {
    EXPECT_EQ(*BoolFact(name, Field(name)), false);
    EXPECT_EQ(*TextFact(name, Field(name)), "");
    EXPECT_EQ(*IntFact(name, Field(name), 1, 2), std::nullopt);
    EXPECT_EQ(*SessionIdFact(Field(name), Field(name)), "");
    EXPECT_EQ(*UserFact(name, Field(name)), "");
  }
}

TEST_F(FactReaders, AValueOfAnotherTypeIsRefusedByItsName) {
  Read(R"({"f":[]})");
  EXPECT_EQ(BoolFact("stream", Field("f")).status().message(), "stream: expected true or false");
  EXPECT_EQ(TextFact("user", Field("f")).status().message(), "user: expected a string");
  EXPECT_EQ(IntFact("n", Field("f"), 1, 2).status().message(), "n: expected an integer");
  EXPECT_EQ(SessionIdFact(std::nullopt, Field("f")).status().message(), "session_id: expected a string");
}

TEST_F(FactReaders, ANumberOutsideItsRangeIsRefused) {
  Read(R"({"n":3,"fraction":1.5})");
  EXPECT_EQ(*IntFact("n", Field("n"), 1, 3), 3);
  EXPECT_EQ(IntFact("n", Field("n"), 1, 2).status().message(), "n: expected 1 to 2");
  EXPECT_EQ(IntFact("n", Field("n"), 4, 5).status().message(), "n: expected 4 to 5");
  EXPECT_EQ(IntFact("n", Field("fraction"), 0, 5).status().message(), "n: expected an integer");
}

TEST_F(FactReaders, TheConversationsIdWinsAndTheOtherMayThenBeAnyText) {
  const std::string too_long(kMaxSessionIdBytes + 1, 'x');
  Read(R"({"c":"a","s":"b","empty":"","long":")" + too_long + "\"}");
  EXPECT_EQ(*SessionIdFact(Field("c"), Field("s")), "a");
  EXPECT_EQ(*SessionIdFact(Field("empty"), Field("s")), "b");
  EXPECT_EQ(*SessionIdFact(Field("c"), Field("long")), "a");
  EXPECT_EQ(SessionIdFact(Field("long"), Field("s")).status().message(), "conversation_id: longer than 256 bytes");
}

TEST_F(FactReaders, AUserIsCutBetweenTwoCharacters) {
  std::string user;
  while (user.size() < kMaxUserBytes) user += "用";
  Read(R"({"user":")" + user + "\"}");
  EXPECT_EQ(*UserFact("user", Field("user")), user.substr(0, kMaxUserBytes / 3 * 3));
}

}  // namespace
}  // namespace signalbox::dialect

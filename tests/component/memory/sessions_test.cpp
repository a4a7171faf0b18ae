#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/component/memory/memory_service.h"

namespace signalbox::memory {
namespace {

using testing::ElementsAre;

class SessionsTest : public ::testing::Test {
 protected:
  void Remember(const RequestContext& context, const std::string& id, const std::string& request_id) {
    ASSERT_TRUE(service_.Append(context, Exchange(id, request_id, "q-" + request_id, "a-" + request_id)).ok());
  }

  std::vector<std::string> Listed(int limit, int offset) {
    std::vector<std::string> ids;
    const auto page = service_.List(alice_, limit, offset);
    for (const v1::Session& session : page->sessions()) ids.push_back(session.id());
    return ids;
  }

  MemoryService service_;
  const RequestContext alice_ = AsKey("alice");
  const RequestContext bob_ = AsKey("bob");
};

TEST_F(SessionsTest, AreListedLastUsedFirstForTheirOwnerAlone) {
  Remember(alice_, "one", "r1");
  Remember(alice_, "two", "r2");
  Remember(bob_, "theirs", "r3");
  Remember(alice_, "one", "r4");

  EXPECT_THAT(Listed(0, 0), ElementsAre("one", "two"));
  EXPECT_EQ(service_.List(alice_)->total(), 2);
  EXPECT_EQ(service_.List(alice_)->sessions(0).message_count(), 4);
}

TEST_F(SessionsTest, ArePaged) {
  for (const char* id : {"a", "b", "c"}) Remember(alice_, id, id);

  EXPECT_THAT(Listed(2, 0), ElementsAre("c", "b"));
  EXPECT_THAT(Listed(2, 2), ElementsAre("a"));
  EXPECT_EQ(service_.List(alice_, 2, 2)->total(), 3);
}

TEST_F(SessionsTest, AreShownWithTheirNewestTurns) {
  Remember(alice_, "s", "1");
  Remember(alice_, "s", "2");

  const auto shown = service_.Get(alice_, "s", 3);
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(shown->session().id(), "s");
  EXPECT_EQ(shown->session().message_count(), 4);
  EXPECT_GE(shown->session().update_time().seconds(), shown->session().create_time().seconds());
  EXPECT_THAT(Spoken(shown->messages()), ElementsAre("ASSISTANT: a-1", "USER: q-2", "ASSISTANT: a-2"));
}

TEST_F(SessionsTest, OfOthersAreNotFound) {
  Remember(alice_, "s", "1");

  EXPECT_EQ(service_.Get(bob_, "s").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(service_.Delete(bob_, "s").status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(service_.Get(alice_, "s").ok());
}

TEST_F(SessionsTest, AreGoneWithEveryMessageOnceDeleted) {
  Remember(alice_, "s", "1");
  ASSERT_EQ(service_.Delete(alice_, "s")->id(), "s");

  EXPECT_EQ(service_.Get(alice_, "s").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(service_.Load(alice_, "s")->messages_size(), 0);
  EXPECT_EQ(service_.database().Execute("SELECT count(*) FROM memory.messages")[0][0].as<int>(), 0);
}

TEST_F(SessionsTest, BeginAnewAfterTheyWereDeleted) {
  Remember(alice_, "s", "1");
  ASSERT_TRUE(service_.Delete(alice_, "s").ok());
  Remember(alice_, "s", "1");

  EXPECT_THAT(Spoken(service_.Load(alice_, "s")->messages()), ElementsAre("USER: q-1", "ASSISTANT: a-1"));
}

TEST_F(SessionsTest, AreUnreadableAtRest) {
  ASSERT_TRUE(service_.Append(alice_, Exchange("s", "r", "a very private question", "and its answer")).ok());

  const pqxx::result rows = service_.database().Execute("SELECT encode(content, 'escape') FROM memory.messages");
  ASSERT_EQ(rows.size(), 2u);
  for (const pqxx::row& row : rows) {
    EXPECT_THAT(row[0].as<std::string>(), testing::Not(testing::HasSubstr("private")));
    EXPECT_THAT(row[0].as<std::string>(), testing::Not(testing::HasSubstr("answer")));
  }
}

TEST_F(SessionsTest, CannotBeReadAfterMovingAMessageElsewhere) {
  Remember(alice_, "s", "1");
  Remember(bob_, "s", "2");
  service_.database().Execute(
      "UPDATE memory.messages SET content = (SELECT content FROM memory.messages JOIN memory.sessions"
      " USING (session_key) WHERE owner = 'key:alice' AND sequence = 1)"
      " WHERE sequence = 1 AND session_key = (SELECT session_key FROM memory.sessions WHERE owner = 'key:bob')");

  EXPECT_EQ(service_.Load(bob_, "s").status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace signalbox::memory

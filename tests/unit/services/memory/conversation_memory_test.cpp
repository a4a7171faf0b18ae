#include "services/memory/domain/conversation_memory.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/memory/fake_session_store.h"

namespace signalbox::memory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr TimePoint kNow{std::chrono::seconds(1'700'000'000)};

/// In these tests a turn's first letter says who speaks: u, a or t.
absl::StatusOr<TurnFacts> ReadLetter(const std::string& content) {
  if (content[0] == 't') return TurnFacts{Speaker::kTool, 1, {}, {"call"}};
  return TurnFacts{content[0] == 'u' ? Speaker::kUser : Speaker::kAssistant, 1, {}, {}};
}

RequestContext As(const std::string& key_id) {
  RequestContext context;
  context.principal.emplace().key_id = key_id;
  return context;
}

class ConversationMemoryTest : public ::testing::Test {
 protected:
  ConversationMemory With(Limits limits) {
    return ConversationMemory(
        store_, ReadLetter, [] { return kNow; }, limits);
  }

  FakeSessionStore store_;
  ConversationMemory memory_ = With({});
  const RequestContext alice_ = As("alice");
  const RequestContext bob_ = As("bob");
};

TEST_F(ConversationMemoryTest, AppendsInTheNameOfTheCallerAndNow) {
  ASSERT_EQ(*memory_.AppendTurns(alice_, "s", "r", {{"u1", 3}, {"a1", 4}}), 2);

  EXPECT_EQ(store_.last_append, (Append{{"key:alice", "s"}, "r", {{"u1", 3}, {"a1", 4}}, kNow, 10'000}));
}

TEST_F(ConversationMemoryTest, RemembersTheTurnsInOrder) {
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r1", {{"u1", 1}, {"a1", 1}}).ok());
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r2", {{"u2", 1}, {"a2", 1}}).ok());

  const auto loaded = memory_.Load(alice_, "s", 0);
  ASSERT_TRUE(loaded.ok());
  EXPECT_THAT(loaded->turns, ElementsAre("u1", "a1", "u2", "a2"));
  EXPECT_FALSE(loaded->truncated);
}

TEST_F(ConversationMemoryTest, NobodyReachesAnothersSession) {
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r", {{"u1", 1}}).ok());

  EXPECT_THAT(memory_.Load(bob_, "s", 0)->turns, IsEmpty());
  EXPECT_EQ(memory_.Get(bob_, "other", 0).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(memory_.Delete(bob_, "another").code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(memory_.Load(alice_, "s", 0)->turns, ElementsAre("u1"));
}

TEST_F(ConversationMemoryTest, EveryCallNeedsAnOwner) {
  constexpr auto kCode = absl::StatusCode::kUnauthenticated;
  EXPECT_EQ(memory_.AppendTurns({}, "s", "r", {{"u", 1}}).status().code(), kCode);
  EXPECT_EQ(memory_.Load({}, "s", 0).status().code(), kCode);
  EXPECT_EQ(memory_.List({}, 0, 0).status().code(), kCode);
  EXPECT_EQ(memory_.Get({}, "s", 0).status().code(), kCode);
  EXPECT_EQ(memory_.Delete({}, "s").code(), kCode);
}

TEST_F(ConversationMemoryTest, LoadsWithinTheAskedWindowOrTheConfiguredOne) {
  ConversationMemory memory = With({.window_tokens = 123});

  ASSERT_TRUE(memory.Load(alice_, "s", 0).ok());
  EXPECT_EQ(store_.last_reach.max_tokens, 123);
  ASSERT_TRUE(memory.Load(alice_, "s", 77).ok());
  EXPECT_EQ(store_.last_reach.max_tokens, 77);
}

TEST_F(ConversationMemoryTest, AWindowThatIsTooSmallForTheNewestTurnIsEmptyAndSaysSo) {
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r", {{"u1", 100}}).ok());

  const auto loaded = memory_.Load(alice_, "s", 99);
  ASSERT_TRUE(loaded.ok());
  EXPECT_THAT(loaded->turns, IsEmpty());
  EXPECT_TRUE(loaded->truncated);
}

TEST_F(ConversationMemoryTest, ACutHistoryBeginsWithAQuestion) {
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r", {{"u1", 10}, {"a1", 1}, {"t1", 1}, {"u2", 1}, {"a2", 1}}).ok());

  const auto loaded = memory_.Load(alice_, "s", 5);
  ASSERT_TRUE(loaded.ok());
  EXPECT_THAT(loaded->turns, ElementsAre("u2", "a2"));
  EXPECT_TRUE(loaded->truncated);
}

TEST_F(ConversationMemoryTest, AWholeHistoryIsGivenBackAsItWasTold) {
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r", {{"a1", 1}, {"u2", 1}}).ok());

  EXPECT_THAT(memory_.Load(alice_, "s", 2)->turns, ElementsAre("a1", "u2"));
}

TEST_F(ConversationMemoryTest, RefusesSizesOutOfBoundsBeforeAskingTheStore) {
  ConversationMemory memory = With({.max_message_bytes = 4});
  constexpr auto kCode = absl::StatusCode::kInvalidArgument;

  EXPECT_EQ(ReasonOf(memory.AppendTurns(alice_, "s", "r", {{"uuuuu", 1}}).status()), "MESSAGE_TOO_LARGE");
  EXPECT_EQ(memory.AppendTurns(alice_, "s", "r", {}).status().code(), kCode);
  EXPECT_EQ(memory.AppendTurns(alice_, "s", "r", std::vector<NewTurn>(1001, {"u", 1})).status().code(), kCode);
  EXPECT_EQ(memory.AppendTurns(alice_, "", "r", {{"u", 1}}).status().code(), kCode);
  EXPECT_EQ(memory.AppendTurns(alice_, "s", "", {{"u", 1}}).status().code(), kCode);
  EXPECT_EQ(memory.Load(alice_, "s", -1).status().code(), kCode);
  EXPECT_EQ(memory.Load(alice_, "s", kMaxWindowTokens + 1).status().code(), kCode);
  EXPECT_EQ(memory.List(alice_, 501, 0).status().code(), kCode);
  EXPECT_EQ(memory.List(alice_, 1, -1).status().code(), kCode);
  EXPECT_EQ(memory.Get(alice_, "s", 1001).status().code(), kCode);
}

TEST_F(ConversationMemoryTest, ListsFiftyOfTheCallersSessionsUnlessAskedOtherwise) {
  ASSERT_TRUE(memory_.List(alice_, 0, 0).ok());
  EXPECT_EQ(store_.last_list, (FakeSessionStore::ListCall{"key:alice", 50, 0}));
  ASSERT_TRUE(memory_.List(alice_, 7, 3).ok());
  EXPECT_EQ(store_.last_list, (FakeSessionStore::ListCall{"key:alice", 7, 3}));
}

TEST_F(ConversationMemoryTest, ShowsTheNewestTurnsOfASession) {
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r", {{"u1", 1}, {"a1", 1}, {"u2", 1}}).ok());

  const auto view = memory_.Get(alice_, "s", 2);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->session.message_count, 3);
  EXPECT_THAT(view->turns, ElementsAre("a1", "u2"));
}

TEST_F(ConversationMemoryTest, ADeletedSessionIsGone) {
  ASSERT_TRUE(memory_.AppendTurns(alice_, "s", "r", {{"u1", 1}}).ok());
  ASSERT_TRUE(memory_.Delete(alice_, "s").ok());

  EXPECT_EQ(memory_.Get(alice_, "s", 0).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace signalbox::memory

#include "services/memory/domain/answer_memory.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "services/memory/domain/conversation_memory.h"

namespace signalbox::memory {
namespace {

using testing::_;
using testing::ElementsAre;
using testing::Return;
using testing::StrictMock;

constexpr TimePoint kNow{std::chrono::seconds(1'700'000'000)};

class MockAnswerStore : public AnswerStore {
 public:
  using Texts = std::vector<std::string>;
  MOCK_METHOD(absl::StatusOr<bool>, Keep, (const RequestContext&, const NewAnswer&), (override));
  MOCK_METHOD(absl::StatusOr<std::optional<History>>, Trace,
              (const RequestContext&, const AnswerKey&, TimePoint, const Reach&), (override));
  MOCK_METHOD(absl::StatusOr<std::optional<std::string>>, Body, (const RequestContext&, const AnswerKey&, TimePoint),
              (override));
  MOCK_METHOD(absl::StatusOr<std::optional<Texts>>, Turns, (const RequestContext&, const AnswerKey&, TimePoint),
              (override));
  MOCK_METHOD(absl::StatusOr<std::optional<Texts>>, BodiesWith,
              (const RequestContext&, const std::string&, const Texts&, TimePoint, std::int64_t), (override));
  MOCK_METHOD(absl::StatusOr<bool>, Delete, (const RequestContext&, const AnswerKey&, TimePoint), (override));
  MOCK_METHOD(absl::StatusOr<std::int64_t>, DeleteExpired, (const RequestContext&, TimePoint, std::int64_t),
              (override));
};

/// In these tests a turn's first letter says who speaks: u or a.
absl::StatusOr<TurnFacts> ReadLetter(const std::string& content) {
  return TurnFacts{content[0] == 'u' ? Speaker::kUser : Speaker::kAssistant, 1, {}, {}};
}

class AnswerMemoryTest : public ::testing::Test {
 protected:
  AnswerMemoryTest() { alice_.principal.emplace().key_id = "alice"; }

  static AnswerDraft Draft() { return {"a1", "r1", "a0", "", {{"u1", 3}, {"a1", 4}}, "body", {"i1"}}; }

  StrictMock<MockAnswerStore> store_;
  AnswerMemory memory_{store_, ReadLetter, [] { return kNow; }, {8'000, 1024, std::chrono::hours(24)}};
  RequestContext alice_;
  const AnswerKey key_{"key:alice", "a1"};
};

TEST_F(AnswerMemoryTest, KeepsInTheNameOfTheCallerUntilTheTimeIsOver) {
  EXPECT_CALL(
      store_,
      Keep(
          _,
          NewAnswer{key_, "r1", "a0", "", {{"u1", 3}, {"a1", 4}}, "body", {"i1"}, kNow, kNow + std::chrono::hours(24)}))
      .WillOnce(Return(true));
  EXPECT_TRUE(memory_.Keep(alice_, Draft()).ok());
}

TEST_F(AnswerMemoryTest, AnIdThatIsTakenIsNotGivenAgain) {
  EXPECT_CALL(store_, Keep).WillOnce(Return(false));
  EXPECT_EQ(ReasonOf(memory_.Keep(alice_, Draft())), "ANSWER_ID_TAKEN");
}

TEST_F(AnswerMemoryTest, WhatIsOutOfBoundsNeverReachesTheStore) {
  const auto refused = [&](auto change) {
    AnswerDraft draft = Draft();
    change(draft);
    const absl::Status status = memory_.Keep(alice_, std::move(draft));
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  };
  refused([](AnswerDraft& draft) { draft.id = ""; });
  refused([](AnswerDraft& draft) { draft.id = std::string(257, 'x'); });
  refused([](AnswerDraft& draft) { draft.request_id = "a\nb"; });
  refused([](AnswerDraft& draft) { draft.previous_id = "\xff"; });
  refused([](AnswerDraft& draft) { draft.session_id = std::string(257, 'x'); });
  refused([](AnswerDraft& draft) { draft.turns.clear(); });
  refused([](AnswerDraft& draft) { draft.turns.resize(1001); });
  refused([](AnswerDraft& draft) { draft.body.clear(); });
  refused([](AnswerDraft& draft) { draft.body.assign(1024 - 3, 'x'); });
  refused([](AnswerDraft& draft) { draft.item_ids.assign(1001, "i"); });
  refused([](AnswerDraft& draft) { draft.item_ids = {""}; });
}

TEST_F(AnswerMemoryTest, AnAnswerMayFillItsBound) {
  AnswerDraft draft = Draft();
  draft.body.assign(1024 - 4, 'x');
  EXPECT_CALL(store_, Keep).WillOnce(Return(true));
  EXPECT_TRUE(memory_.Keep(alice_, std::move(draft)).ok());
}

TEST_F(AnswerMemoryTest, ARecollectionThatLacksItsBeginningBeginsWithAQuestion) {
  EXPECT_CALL(store_, Trace(_, key_, kNow, Reach{std::numeric_limits<std::int64_t>::max(), 8'000, kMaxReadBytes}))
      .WillOnce(Return(History{{{2, "a1"}, {3, "u2"}, {4, "a2"}}, true}));
  const auto recalled = memory_.Recall(alice_, "a1", 0);
  ASSERT_TRUE(recalled.ok());
  EXPECT_THAT(recalled->turns, ElementsAre("u2", "a2"));
  EXPECT_TRUE(recalled->truncated);
}

TEST_F(AnswerMemoryTest, TheInputIsAllButTheAnswer) {
  EXPECT_CALL(store_, Turns(_, key_, kNow)).WillOnce(Return(MockAnswerStore::Texts{"u1", "u2", "a1"}));
  EXPECT_THAT(*memory_.Input(alice_, "a1"), ElementsAre("u1", "u2"));
}

TEST_F(AnswerMemoryTest, WhatIsNotThereIsNotFound) {
  EXPECT_CALL(store_, Trace).WillOnce(Return(std::nullopt));
  EXPECT_CALL(store_, Body).WillOnce(Return(std::nullopt));
  EXPECT_CALL(store_, Turns).WillOnce(Return(std::nullopt));
  EXPECT_CALL(store_, Delete).WillOnce(Return(false));
  EXPECT_EQ(ReasonOf(memory_.Recall(alice_, "a1", 0).status()), "ANSWER_NOT_FOUND");
  EXPECT_EQ(ReasonOf(memory_.Get(alice_, "a1").status()), "ANSWER_NOT_FOUND");
  EXPECT_EQ(ReasonOf(memory_.Input(alice_, "a1").status()), "ANSWER_NOT_FOUND");
  EXPECT_EQ(ReasonOf(memory_.Delete(alice_, "a1")), "ANSWER_NOT_FOUND");
}

TEST_F(AnswerMemoryTest, MoreThanOneAnswerCanCarryIsRefused) {
  EXPECT_CALL(store_, BodiesWith(_, "key:alice", ElementsAre("i1"), kNow, kMaxReadBytes))
      .WillOnce(Return(std::nullopt));
  EXPECT_EQ(ReasonOf(memory_.Find(alice_, {"i1"}).status()), "TOO_MUCH_ASKED");
  EXPECT_EQ(memory_.Find(alice_, {}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(AnswerMemoryTest, WhoeverIsNobodyHasNoAnswers) {
  const RequestContext nobody;
  EXPECT_EQ(memory_.Keep(nobody, Draft()).code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(memory_.Get(nobody, "a1").status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(memory_.Find(nobody, {"i1"}).status().code(), absl::StatusCode::kUnauthenticated);
}

}  // namespace
}  // namespace signalbox::memory

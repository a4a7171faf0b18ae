#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/component/memory/memory_service.h"

namespace signalbox::memory {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AnswersTest : public ::testing::Test {
 protected:
  std::vector<std::string> Recalled(const std::string& id, std::int64_t max_tokens = 0) {
    const auto recalled = service_.RecallAnswer(alice_, id, max_tokens);
    EXPECT_TRUE(recalled.ok()) << recalled.status();
    return recalled.ok() ? Spoken(recalled->messages()) : std::vector<std::string>();
  }

  MemoryService service_;
  const RequestContext alice_ = AsKey("alice");
};

TEST_F(AnswersTest, AnAnswerIsShownAsItsCallerGotItAndWhatWasAskedBesides) {
  v1::KeepAnswerRequest answer = Answered("a1", "", "q1");
  answer.set_body(R"({"id":"a1", "n": 1.0})");
  ASSERT_TRUE(service_.KeepAnswer(alice_, answer).ok());

  EXPECT_EQ(service_.GetAnswer(alice_, "a1")->body(), R"({"id":"a1", "n": 1.0})");
  EXPECT_THAT(Spoken(service_.GetAnswerInput(alice_, "a1")->messages()), ElementsAre("USER: q1"));
}

TEST_F(AnswersTest, WhatAnAnswerContinuesIsRecalledBeforeIt) {
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a1", "", "q1")).ok());
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a2", "a1", "q2")).ok());
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a3", "a2", "q3")).ok());

  EXPECT_THAT(Recalled("a3"), ElementsAre("USER: q1", "ASSISTANT: to q1", "USER: q2", "ASSISTANT: to q2", "USER: q3",
                                          "ASSISTANT: to q3"));
  EXPECT_FALSE(service_.RecallAnswer(alice_, "a3")->truncated());
}

TEST_F(AnswersTest, TwoThatContinueTheSameAnswerDoNotKnowEachOther) {
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("root", "", "q")).ok());
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("left", "root", "left")).ok());
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("right", "root", "right")).ok());

  EXPECT_THAT(Recalled("left"), ElementsAre("USER: q", "ASSISTANT: to q", "USER: left", "ASSISTANT: to left"));
  EXPECT_THAT(Recalled("right"), ElementsAre("USER: q", "ASSISTANT: to q", "USER: right", "ASSISTANT: to right"));
}

TEST_F(AnswersTest, AWindowReachesBackAcrossAnswersAndCutsBetweenTurns) {
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a1", "", "q1")).ok());
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a2", "a1", "q2")).ok());
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a3", "a2", "q3")).ok());

  // A question counts 5, its answer 6: the window begins with an answer, whose question it lacks.
  const auto recalled = service_.RecallAnswer(alice_, "a3", 11 + 11 + 6);
  ASSERT_TRUE(recalled.ok()) << recalled.status();
  EXPECT_THAT(Spoken(recalled->messages()),
              ElementsAre("USER: q2", "ASSISTANT: to q2", "USER: q3", "ASSISTANT: to q3"));
  EXPECT_TRUE(recalled->truncated());
}

TEST_F(AnswersTest, AnAnswerOfASessionIsRecalledWithWhatTheSessionHeldThen) {
  ASSERT_TRUE(service_.Append(alice_, Exchange("s", "r1", "s1", "t1")).ok());
  ASSERT_TRUE(service_.Append(alice_, Exchange("s", "request of a1", "q1", "to q1")).ok());
  ASSERT_TRUE(service_.Append(alice_, Exchange("s", "r3", "later", "later still")).ok());
  v1::KeepAnswerRequest answer = Answered("a1", "", "q1");
  answer.set_session_id("s");
  ASSERT_TRUE(service_.KeepAnswer(alice_, answer).ok());
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a2", "a1", "q2")).ok());

  EXPECT_THAT(Recalled("a2"),
              ElementsAre("USER: s1", "ASSISTANT: t1", "USER: q1", "ASSISTANT: to q1", "USER: q2", "ASSISTANT: to q2"));

  ASSERT_TRUE(service_.Delete(alice_, "s").ok());
  EXPECT_THAT(Recalled("a2"), ElementsAre("USER: q1", "ASSISTANT: to q1", "USER: q2", "ASSISTANT: to q2"));
  EXPECT_TRUE(service_.RecallAnswer(alice_, "a2")->truncated());
}

TEST_F(AnswersTest, AnothersAnswerIsLikeNone) {
  v1::KeepAnswerRequest answer = Answered("a1", "", "q1");
  answer.add_item_ids("i1");
  ASSERT_TRUE(service_.KeepAnswer(alice_, answer).ok());
  const RequestContext bob = AsKey("bob");

  for (const char* id : {"a1", "nowhere"}) {
    EXPECT_EQ(ReasonOf(service_.RecallAnswer(bob, id).status()), "ANSWER_NOT_FOUND");
    EXPECT_EQ(ReasonOf(service_.GetAnswer(bob, id).status()), "ANSWER_NOT_FOUND");
    EXPECT_EQ(ReasonOf(service_.GetAnswerInput(bob, id).status()), "ANSWER_NOT_FOUND");
    EXPECT_EQ(ReasonOf(service_.DeleteAnswer(bob, id)), "ANSWER_NOT_FOUND");
  }
  EXPECT_THAT(service_.FindAnswers(bob, {"i1"})->bodies(), IsEmpty());
  EXPECT_TRUE(service_.GetAnswer(alice_, "a1").ok());
}

TEST_F(AnswersTest, TheSameRequestIsKeptOnceAndAnothersAnswerWithItsIdNever) {
  v1::KeepAnswerRequest answer = Answered("a1", "", "q1");
  ASSERT_TRUE(service_.KeepAnswer(alice_, answer).ok());
  EXPECT_TRUE(service_.KeepAnswer(alice_, answer).ok());
  answer.set_request_id("another");
  EXPECT_EQ(ReasonOf(service_.KeepAnswer(alice_, answer)), "ANSWER_ID_TAKEN");

  EXPECT_TRUE(service_.KeepAnswer(AsKey("bob"), answer).ok());
  EXPECT_THAT(Recalled("a1"), ElementsAre("USER: q1", "ASSISTANT: to q1"));
}

TEST_F(AnswersTest, ItemsAreFoundInTheNewestAnswerThatHasThem) {
  for (const char* id : {"a1", "a2", "a3"}) {
    v1::KeepAnswerRequest answer = Answered(id, "", "q");
    answer.add_item_ids("of every");
    answer.add_item_ids(R"(of ",{}\ )" + std::string(id));
    ASSERT_TRUE(service_.KeepAnswer(alice_, answer).ok());
  }

  EXPECT_THAT(service_.FindAnswers(alice_, {"of every"})->bodies(), ElementsAre("body of a3"));
  EXPECT_THAT(service_.FindAnswers(alice_, {R"(of ",{}\ a1)", "of every", "of none"})->bodies(),
              ElementsAre("body of a3", "body of a1"));
}

TEST_F(AnswersTest, ADeletedAnswerIsGoneAndWhatFollowedItBeginsAfterIt) {
  for (const auto& [id, previous] : {std::pair("a1", ""), {"a2", "a1"}, {"a3", "a2"}}) {
    ASSERT_TRUE(service_.KeepAnswer(alice_, Answered(id, previous, std::string("q of ") + id)).ok());
  }
  ASSERT_TRUE(service_.DeleteAnswer(alice_, "a2").ok());

  EXPECT_EQ(ReasonOf(service_.DeleteAnswer(alice_, "a2")), "ANSWER_NOT_FOUND");
  EXPECT_EQ(ReasonOf(service_.GetAnswer(alice_, "a2").status()), "ANSWER_NOT_FOUND");
  EXPECT_THAT(Recalled("a3"), ElementsAre("USER: q of a3", "ASSISTANT: to q of a3"));
  EXPECT_TRUE(service_.RecallAnswer(alice_, "a3")->truncated());
  EXPECT_TRUE(service_.GetAnswer(alice_, "a1").ok());
}

TEST_F(AnswersTest, WhatContinuesAnAnswerThatIsGoneSaysThatItLacksSomething) {
  ASSERT_TRUE(service_.KeepAnswer(alice_, Answered("a2", "deleted meanwhile", "q2")).ok());

  EXPECT_THAT(Recalled("a2"), ElementsAre("USER: q2", "ASSISTANT: to q2"));
  EXPECT_TRUE(service_.RecallAnswer(alice_, "a2")->truncated());
}

TEST_F(AnswersTest, NothingOfAnAnswerCanBeReadInTheDatabase) {
  v1::KeepAnswerRequest answer = Answered("a1", "", "secret question");
  answer.set_body("secret body");
  ASSERT_TRUE(service_.KeepAnswer(alice_, answer).ok());

  const pqxx::result rows = service_.database().Execute(
      "SELECT encode(content, 'escape') FROM memory.answer_turns"
      " UNION ALL SELECT encode(body, 'escape') FROM memory.answers");
  ASSERT_EQ(rows.size(), 3);
  for (const pqxx::row& row : rows) EXPECT_THAT(row[0].as<std::string>(), Not(HasSubstr("secret")));
}

TEST_F(AnswersTest, AnAnswerTooLargeIsRefused) {
  MemoryService small("  max_answer_bytes: 1024\n");
  v1::KeepAnswerRequest answer = Answered("a1", "", "q1");
  answer.set_body(std::string(1025, 'x'));

  EXPECT_EQ(ReasonOf(small.KeepAnswer(alice_, answer)), "ANSWER_TOO_LARGE");
}

TEST_F(AnswersTest, ASessionThatHasToExistIsNotFoundElse) {
  v1::LoadRequest request;
  request.set_session_id("s");
  request.set_must_exist(true);
  EXPECT_EQ(ReasonOf(service_.Load(alice_, request).status()), "SESSION_NOT_FOUND");

  ASSERT_TRUE(service_.Append(alice_, Exchange("s", "r1", "q1", "a1")).ok());
  EXPECT_EQ(service_.Load(alice_, request)->messages_size(), 2);
}

}  // namespace
}  // namespace signalbox::memory

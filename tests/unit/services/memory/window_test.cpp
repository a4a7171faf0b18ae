#include "services/memory/domain/window.h"

#include <vector>

#include <gtest/gtest.h>

namespace signalbox::memory {
namespace {

TurnFacts User() {
  return {Speaker::kUser, 1, {}, {}};
}
TurnFacts Assistant(std::vector<std::string> calls = {}) {
  return {Speaker::kAssistant, 1, std::move(calls), {}};
}
TurnFacts Tool(std::vector<std::string> answers) {
  return {Speaker::kTool, 1, {}, std::move(answers)};
}

size_t First(const std::vector<TurnFacts>& turns) {
  return FirstWholeTurn(turns);
}

TEST(WindowTest, BeginsWithTheOldestQuestion) {
  EXPECT_EQ(First({User(), Assistant(), User(), Assistant()}), 0u);
}

TEST(WindowTest, LeavesOutAnAnswerWhoseQuestionIsGone) {
  EXPECT_EQ(First({Assistant(), User(), Assistant()}), 1u);
}

TEST(WindowTest, LeavesOutToolResultsWhoseCallIsGone) {
  EXPECT_EQ(First({Tool({"a"}), Assistant(), User(), Assistant()}), 2u);
}

TEST(WindowTest, LeavesOutResultsOfACallThatIsGoneEvenWhenAQuestionComesBetween) {
  EXPECT_EQ(First({User(), Tool({"a"}), Assistant(), User(), Assistant()}), 3u);
}

TEST(WindowTest, KeepsACallTogetherWithAllItsResults) {
  EXPECT_EQ(First({User(), Assistant({"a", "b"}), Tool({"a"}), Tool({"b"}), Assistant()}), 0u);
  EXPECT_EQ(First({Tool({"a"}), Tool({"b"}), Assistant(), User()}), 3u);
}

TEST(WindowTest, BeginsWithAnAnswerOnlyWhenNoQuestionIsLeft) {
  EXPECT_EQ(First({Tool({"a"}), Assistant({"b"}), Tool({"b"}), Assistant()}), 1u);
}

TEST(WindowTest, ServesAReusedCallIdFromTheNearestEarlierCall) {
  EXPECT_EQ(First({User(), Assistant({"0"}), Tool({"0"}), Assistant({"0"}), Tool({"0"})}), 0u);
  EXPECT_EQ(First({Tool({"0"}), User(), Assistant({"0"}), Tool({"0"})}), 1u);
}

TEST(WindowTest, TreatsAQuestionThatCarriesAResultAsTheResultItIs) {
  const TurnFacts answered_by_user{Speaker::kUser, 1, {}, {"a"}};
  EXPECT_EQ(First({answered_by_user, Assistant(), User()}), 2u);
}

TEST(WindowTest, NeverBeginsWithATool) {
  EXPECT_EQ(First({Tool({}), User()}), 1u);
  EXPECT_EQ(First({Tool({})}), 1u);
}

TEST(WindowTest, IsEmptyWhenNothingStandsByItself) {
  EXPECT_EQ(First({Tool({"a"}), Tool({"b"})}), 2u);
  EXPECT_EQ(First({}), 0u);
}

}  // namespace
}  // namespace signalbox::memory

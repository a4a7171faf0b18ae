#include "tests/support/fake_provider/plan.h"

namespace signalbox::fake_provider {
namespace {

using ::testing::ElementsAre;
using Kind = Step::Kind;

std::vector<Kind> Kinds(const Plan& plan) {
  std::vector<Kind> kinds;
  for (const Step& step : plan) kinds.push_back(step.kind);
  return kinds;
}

std::string Bytes(const Plan& plan) {
  std::string bytes;
  for (const Step& step : plan) bytes += step.bytes;
  return bytes;
}

// An answer of the head "H" and the chunks "one", "two", "three".
Plan PlanOf(std::string_view words, bool chunked = false) {
  Script script;
  EXPECT_TRUE(ApplyWords(words, script).ok());
  PlanBuilder builder(script, chunked);
  builder.Head("H");
  for (const char* chunk : {"one", "two", "three"}) builder.Chunk(chunk);
  return builder.Finish();
}

TEST(PlanTest, AnAnswerThatNothingInterruptsIsOneWrite) {
  const Plan plan = PlanOf("");

  ASSERT_THAT(Kinds(plan), ElementsAre(Kind::kWrite));
  EXPECT_EQ(plan[0].bytes, "Honetwothree");
  EXPECT_TRUE(plan[0].head);
  EXPECT_EQ(plan[0].chunks, 3);
}

TEST(PlanTest, FramesChunksAsHttpDoes) {
  EXPECT_EQ(Bytes(PlanOf("", true)), "H3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n");
}

TEST(PlanTest, HoldsBeforeTheHeadAndBeforeAChunk) {
  const Plan plan = PlanOf("hold=0+2");

  ASSERT_THAT(Kinds(plan), ElementsAre(Kind::kHold, Kind::kWrite, Kind::kHold, Kind::kWrite));
  EXPECT_EQ(plan[1].bytes, "Hone");
  EXPECT_EQ(plan[3].bytes, "twothree");
}

TEST(PlanTest, StallsForEverBeforeItsChunk) {
  const Plan plan = PlanOf("stall=2", true);

  ASSERT_THAT(Kinds(plan), ElementsAre(Kind::kWrite, Kind::kStall));
  EXPECT_EQ(plan[0].bytes, "H3\r\none\r\n");
}

TEST(PlanTest, CutsAfterChunksOrBytesOrBeforeTheHead) {
  EXPECT_THAT(Kinds(PlanOf("cut=head")), ElementsAre(Kind::kClose));
  EXPECT_EQ(Bytes(PlanOf("cut=after:0")), "H");
  EXPECT_EQ(Bytes(PlanOf("cut=after:2")), "Honetwo");
  EXPECT_EQ(Bytes(PlanOf("cut=bytes:4")), "Honet");
  EXPECT_EQ(PlanOf("cut=after:2").back().kind, Kind::kClose);
  EXPECT_EQ(PlanOf("cut=bytes:4;how=rst").back().kind, Kind::kReset);
}

TEST(PlanTest, ACutThatEndsProperlyKeepsTheConnection) {
  const Plan plan = PlanOf("cut=after:1;how=end", true);

  ASSERT_THAT(Kinds(plan), ElementsAre(Kind::kWrite));
  EXPECT_EQ(plan[0].bytes, "H3\r\none\r\n0\r\n\r\n");
}

TEST(PlanTest, ClosesAfterAWholeAnswerWhenAsked) {
  EXPECT_THAT(Kinds(PlanOf("close=silent")), ElementsAre(Kind::kWrite, Kind::kClose));
}

}  // namespace
}  // namespace signalbox::fake_provider

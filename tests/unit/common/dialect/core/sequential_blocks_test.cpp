#include "common/dialect/sequential_blocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/dialect/core/stream_script.h"

namespace signalbox::dialect {
namespace {

using testing::BlockEnd;
using testing::BlockStart;
using testing::Delta;
using ::testing::ElementsAre;
using testing::Finish;
using testing::Heard;
using Kind = StreamEvent::Kind;

TEST(SequentialBlocks, BlocksThatComeOneAfterAnotherPassAtOnce) {
  SequentialBlocks blocks;
  Heard heard;
  for (const StreamEvent& event : {BlockStart(0, 0), Delta(0, 0, "a"), BlockEnd(0, 0), BlockStart(0, 1)}) {
    ASSERT_TRUE(blocks.Feed(event, heard));
  }
  EXPECT_THAT(heard.lines(), ElementsAre("block 0.0 ", "delta 0.0 a", "end 0.0", "block 0.1 "));
}

TEST(SequentialBlocks, WhatBelongsToALaterBlockWaitsForTheEndOfTheFirst) {
  SequentialBlocks blocks;
  Heard heard;
  std::string fleeting = "one";  // The views of an event die with its call.
  for (const StreamEvent& event :
       {BlockStart(0, 0), BlockStart(0, 1), Delta(0, 1, fleeting), Delta(0, 0, "zero"), BlockStart(0, 2)}) {
    ASSERT_TRUE(blocks.Feed(event, heard));
  }
  fleeting = "xxx";
  EXPECT_THAT(heard.lines(), ElementsAre("block 0.0 ", "delta 0.0 zero"));

  for (const StreamEvent& event : {BlockEnd(0, 1), Delta(0, 2, "two"), BlockEnd(0, 0), BlockEnd(0, 2), Finish(0)}) {
    ASSERT_TRUE(blocks.Feed(event, heard));
  }
  EXPECT_THAT(heard.lines(), ElementsAre("block 0.0 ", "delta 0.0 zero", "end 0.0", "block 0.1 ", "delta 0.1 one",
                                         "end 0.1", "block 0.2 ", "delta 0.2 two", "end 0.2", "finish 0"));
}

TEST(SequentialBlocks, TheEndWaitsAndUsageAndErrorsDoNot) {
  SequentialBlocks blocks;
  Heard heard;
  llm::v1::Usage numbers;
  StreamEvent usage(Kind::kUsage);
  usage.usage = &numbers;
  for (const StreamEvent& event : {BlockStart(0, 0), BlockStart(1, 0), usage, BlockEnd(1, 0), Finish(1),
                                   StreamEvent(Kind::kEnd), BlockEnd(0, 0)}) {
    ASSERT_TRUE(blocks.Feed(event, heard));
  }
  EXPECT_THAT(heard.lines(),
              ElementsAre("block 0.0 ", "usage", "end 0.0", "block 1.0 ", "end 1.0", "finish 1", "done"));
}

TEST(SequentialBlocks, MoreThanMayWaitIsRefused) {
  SequentialBlocks blocks;
  Heard heard;
  const std::string large(SequentialBlocks::kMaxWaitingBytes / 2, 'x');
  ASSERT_TRUE(blocks.Feed(BlockStart(0, 0), heard));
  ASSERT_TRUE(blocks.Feed(BlockStart(0, 1), heard));
  ASSERT_TRUE(blocks.Feed(Delta(0, 1, large), heard));
  EXPECT_FALSE(blocks.Feed(Delta(0, 1, large), heard));
}

}  // namespace
}  // namespace signalbox::dialect

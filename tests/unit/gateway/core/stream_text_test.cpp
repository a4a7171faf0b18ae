#include "gateway/inference/stream_text.h"

#include <gtest/gtest.h>

namespace signalbox::gateway {
namespace {

TEST(StreamTextTest, TakesTheTerminatorOffTheEnd) {
  std::string events = "data: {\"a\":1}\n\ndata: [DONE]\n\n";
  EXPECT_EQ(TakeTerminator(events), "data: [DONE]\n\n");
  EXPECT_EQ(events, "data: {\"a\":1}\n\n");
}

TEST(StreamTextTest, TakesATerminatorThatStandsAlone) {
  std::string events = "data: [DONE]\n\n";
  EXPECT_EQ(TakeTerminator(events), "data: [DONE]\n\n");
  EXPECT_TRUE(events.empty());
}

TEST(StreamTextTest, LeavesEventsWithoutATerminatorAlone) {
  for (const std::string text :
       {"", "data: {\"a\":1}\n\n", "data: {\"text\":\"data: [DONE]\"}\n\n", "xdata: [DONE]\n\n"}) {
    std::string events = text;
    EXPECT_EQ(TakeTerminator(events), "");
    EXPECT_EQ(events, text);
  }
}

TEST(StreamTextTest, CountsWholeEvents) {
  EXPECT_EQ(CountEvents(""), 0);
  EXPECT_EQ(CountEvents("data: 1\n\n"), 1);
  EXPECT_EQ(CountEvents("data: 1\n\ndata: 2\n\ndata: 3"), 2);
}

}  // namespace
}  // namespace signalbox::gateway

#include "gateway/inference/stream_text.h"

#include <gtest/gtest.h>

namespace signalbox::gateway {
namespace {

TEST(StreamTextTest, TakesTheTerminatorOffTheEnd) {
  std::string events = "data: {\"a\":1}\n\ndata: [DONE]\n\n";
  EXPECT_EQ(TakeTerminator(events, llm::v1::OPENAI_CHAT), "data: [DONE]\n\n");
  EXPECT_EQ(events, "data: {\"a\":1}\n\n");
}

TEST(StreamTextTest, TakesATerminatorThatStandsAlone) {
  std::string events = "data: [DONE]\n\n";
  EXPECT_EQ(TakeTerminator(events, llm::v1::OPENAI_CHAT), "data: [DONE]\n\n");
  EXPECT_TRUE(events.empty());
}

TEST(StreamTextTest, LeavesEventsWithoutATerminatorAlone) {
  for (const std::string text :
       {"", "data: {\"a\":1}\n\n", "data: {\"text\":\"data: [DONE]\"}\n\n", "xdata: [DONE]\n\n"}) {
    std::string events = text;
    EXPECT_EQ(TakeTerminator(events, llm::v1::OPENAI_CHAT), "");
    EXPECT_EQ(events, text);
  }
}

TEST(StreamTextTest, EveryDialectEndsInItsOwnWay) {
  struct Row {
    llm::v1::Dialect dialect;
    std::string terminator;
  };
  for (const Row& row : {Row{llm::v1::OPENAI_COMPLETIONS, "data: [DONE]\n\n"},
                         Row{llm::v1::ANTHROPIC_MESSAGES, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"},
                         Row{llm::v1::OPENAI_RESPONSES, "event: response.completed\ndata: {}\n\n"}}) {
    std::string events = "event: x\ndata: {}\n\n" + row.terminator;
    EXPECT_EQ(TakeTerminator(events, row.dialect), row.terminator);
    EXPECT_EQ(events, "event: x\ndata: {}\n\n");
  }
  std::string google = "data: {}\n\n";
  EXPECT_EQ(TakeTerminator(google, llm::v1::GEMINI), "");
}

TEST(StreamTextTest, CountsWholeEvents) {
  EXPECT_EQ(CountEvents(""), 0);
  EXPECT_EQ(CountEvents("data: 1\n\n"), 1);
  EXPECT_EQ(CountEvents("data: 1\n\ndata: 2\n\ndata: 3"), 2);
}

}  // namespace
}  // namespace signalbox::gateway

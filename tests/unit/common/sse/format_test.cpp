#include "common/sse/parser.h"

namespace signalbox::sse {
namespace {

TEST(SseFormatTest, WritesOneLineOfData) {
  EXPECT_EQ(Format("[DONE]"), "data: [DONE]\n\n");
}

TEST(SseFormatTest, WritesTheTypeFirst) {
  EXPECT_EQ(Format("{}", "error"), "event: error\ndata: {}\n\n");
}

TEST(SseFormatTest, NeverLetsDataEndItsEvent) {
  EXPECT_EQ(Format("a\nb\r\nc\rd\n"), "data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
}

TEST(SseFormatTest, WritesWhatTheParserReadsBack) {
  std::string data;
  Parser parser;
  const auto status =
      parser.Feed(Format("one\ntwo\n", "t"), [&](const Event& event) { data = std::string(event.data); });

  EXPECT_TRUE(status.ok());
  EXPECT_EQ(data, "one\ntwo\n");
}

}  // namespace
}  // namespace signalbox::sse

#include "common/http/response_head.h"

#include <gtest/gtest.h>

namespace signalbox::http {
namespace {

std::string Head(int status, const Headers& headers, const AnswerFraming& framing) {
  std::string out;
  AppendHead(status, headers, framing, "now", out);
  return out;
}

TEST(ResponseHead, StatesLengthDateAndConnection) {
  EXPECT_EQ(Head(200, {{"x-a", "b"}}, {.content_length = 5}),
            "HTTP/1.1 200 OK\r\ndate: now\r\nx-a: b\r\ncontent-length: 5\r\nconnection: keep-alive\r\n\r\n");
}

TEST(ResponseHead, StatesChunksAndTheEndOfTheConnection) {
  EXPECT_EQ(Head(200, {}, {.chunked = true, .keep_alive = false}),
            "HTTP/1.1 200 OK\r\ndate: now\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n");
}

TEST(ResponseHead, HeadersAboutFramingAreTheServersOwn) {
  const Headers headers{
      {"Content-Length", "999"}, {"transfer-encoding", "gzip"}, {"Connection", "upgrade"}, {"DATE", "x"}};

  EXPECT_EQ(Head(204, headers, {}), "HTTP/1.1 204 No Content\r\ndate: now\r\nconnection: keep-alive\r\n\r\n");
}

TEST(ResponseHead, NoValueCanAddALine) {
  EXPECT_EQ(Head(200, {{"x-a", "b\r\nset-cookie: c"}, {"x\r\ny", "z"}}, {}),
            "HTTP/1.1 200 OK\r\ndate: now\r\nx-a: b  set-cookie: c\r\nx  y: z\r\nconnection: keep-alive\r\n\r\n");
}

TEST(ResponseHead, AStatusWithoutANameIsStillAStatusLine) {
  EXPECT_EQ(Head(529, {}, {}).substr(0, 15), "HTTP/1.1 529 \r\n");
}

TEST(ResponseHead, AChunkIsItsSizeInHexadecimalAndItsBytes) {
  std::string out;
  AppendChunk(std::string(26, 'a'), out);

  EXPECT_EQ(out, "1a\r\naaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
}

TEST(ResponseHead, DatesAreWrittenAsHttpWantsThem) {
  EXPECT_EQ(FormatDate(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace signalbox::http

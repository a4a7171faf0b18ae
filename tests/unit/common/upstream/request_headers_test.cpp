#include "common/upstream/request_headers.h"

#include <gmock/gmock.h>

namespace signalbox::upstream {
namespace {

using ::testing::ElementsAre;
using namespace std::string_literals;

std::vector<std::string> Lines(RequestHeaders& headers) {
  std::vector<std::string> lines;
  for (const curl_slist* node = headers.list(); node != nullptr; node = node->next) lines.emplace_back(node->data);
  return lines;
}

TEST(RequestHeadersTest, WritesLinesAsCurlReadsThem) {
  RequestHeaders headers;
  Request request;
  request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}, {"Connection", "close"}};

  ASSERT_TRUE(headers.Set(request));

  EXPECT_THAT(Lines(headers), ElementsAre("Content-Type: application/json", "X-Empty;", "Expect:"));
}

TEST(RequestHeadersTest, ForgetsTheRequestBefore) {
  RequestHeaders headers;
  Request request;
  request.headers = {{"a", "1"}, {"b", "2"}};
  ASSERT_TRUE(headers.Set(request));
  request.headers = {{"c", "3"}};

  ASSERT_TRUE(headers.Set(request));

  EXPECT_THAT(Lines(headers), ElementsAre("c: 3", "Expect:", "Content-Type:"));
}

TEST(RequestHeadersTest, RefusesWhatWouldBecomeAnotherHeader) {
  RequestHeaders headers;
  for (const auto& header :
       Headers{{"a", "1\r\nb: 2"}, {"a", "1\n"}, {"a", "\0"s}, {"a b", "1"}, {"a:", "1"}, {"", "1"}}) {
    Request request;
    request.headers = {header};
    EXPECT_FALSE(headers.Set(request)) << header.first;
  }
}

}  // namespace
}  // namespace signalbox::upstream

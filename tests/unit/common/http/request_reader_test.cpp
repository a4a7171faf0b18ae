#include "common/http/request_reader.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/http/framing_corpus.h"

namespace signalbox::http {
namespace {

using namespace std::string_view_literals;
using ::testing::ElementsAre;
using ::testing::Pair;
using Step = RequestReader::Step;

constexpr std::size_t kMaxHead = 4096;
constexpr std::size_t kMaxBody = 1000;

struct Outcome {
  int status = 0;  ///< Of a refusal; 200 when a request was read; 0 when more is needed.
  RequestHead head;
  std::string body;
  std::string left;  ///< What follows the request.
};

/// Feeds `bytes` in pieces of `step` bytes, up to the first request or refusal.
Outcome Read(std::string_view bytes, std::size_t step = std::string_view::npos) {
  RequestReader reader(kMaxHead, kMaxBody);
  while (!bytes.empty()) {
    std::string piece(bytes.substr(0, step));  // A copy of its own: the reader may not hold on to it.
    bytes.remove_prefix(piece.size());
    std::string_view input = piece;
    for (Step result = Step::kHead; result == Step::kHead;) {
      result = reader.Take(input);
      if (result == Step::kRefused) return {reader.refusal().status, {}, "", ""};
      if (result != Step::kRequest) continue;
      Outcome outcome{200, reader.TakeHead(), reader.TakeBody(), std::string(input).append(bytes)};
      EXPECT_TRUE(reader.idle());
      return outcome;
    }
  }
  return {};
}

class Corpus : public ::testing::TestWithParam<MaliciousRequest> {};

TEST_P(Corpus, IsRefusedHoweverItArrives) {
  for (const std::size_t step : {1, 2, 3, 7, 64, 100'000}) {
    EXPECT_EQ(Read(GetParam().bytes, step).status, 400) << "in pieces of " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(Framing, Corpus, ::testing::ValuesIn(FramingCorpus()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(RequestReader, ReadsTheHead) {
  const Outcome outcome = Read(
      "GET /v1/a%20b%2Fc?x=%20&y=1?z HTTP/1.1\r\nHost: a:80\r\nX-Two:  \t two words \t\r\nX-Empty:\r\n"
      "X-Bytes: \xc3\xa9\r\n\r\n");

  EXPECT_EQ(outcome.head.method, "GET");
  EXPECT_EQ(outcome.head.path, "/v1/a b/c");
  EXPECT_EQ(outcome.head.query, "x=%20&y=1?z");
  EXPECT_THAT(outcome.head.headers, ElementsAre(Pair("host", "a:80"), Pair("x-two", "two words"), Pair("x-empty", ""),
                                                Pair("x-bytes", "\xc3\xa9")));
}

TEST(RequestReader, ReadsTheSameInAnyPieces) {
  const std::string bytes =
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n"
      "6;x=\"y\"\r\n world\r\n0\r\nX-T: 1\r\n\r\nGET";
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    const Outcome outcome = Read(bytes, step);

    ASSERT_EQ(outcome.status, 200) << step;
    EXPECT_EQ(outcome.body, "hello world") << step;
    EXPECT_EQ(outcome.left, "GET") << step;
  }
}

/// Changes, repeats or removes a few bytes, mostly to ones that matter.
std::string Mutated(std::string bytes, std::mt19937& random) {
  static constexpr std::string_view kBytes = "\r\n :;,0aF+-%\t\x00\x0b\x7f\xc3/"sv;
  const auto below = [&random](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
    const std::size_t at = below(bytes.size());
    const char byte = kBytes[below(kBytes.size())];
    if (below(3) == 0)
      bytes[at] = byte;
    else if (below(2) == 0)
      bytes.insert(at, 1, byte);
    else
      bytes.erase(at, 1 + below(4));
  }
  return bytes;
}

TEST(RequestReader, BrokenRequestsMeanTheSameInAnyPieces) {
  const std::vector<std::string> sound = {
      "POST /a%20b?c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: 1\r\n\r\nGET",
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabcGET"};
  std::mt19937 random(20'221);
  for (int round = 0; round < 20'000; ++round) {
    const std::string bytes = Mutated(sound[round % sound.size()], random);
    const Outcome whole = Read(bytes);
    for (const std::size_t step : {1, 3, 8}) {
      const Outcome pieces = Read(bytes, step);

      ASSERT_EQ(pieces.status, whole.status) << ::testing::PrintToString(bytes);
      ASSERT_EQ(pieces.body, whole.body) << ::testing::PrintToString(bytes);
      ASSERT_EQ(pieces.left, whole.left) << ::testing::PrintToString(bytes);
      ASSERT_EQ(pieces.head.headers, whole.head.headers) << ::testing::PrintToString(bytes);
    }
  }
}

TEST(RequestReader, ReadsABodyOfStatedLengthAndLeavesTheRest) {
  const Outcome outcome = Read("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /b", 4);

  EXPECT_EQ(outcome.body, "abc");
  EXPECT_EQ(outcome.left, "GET /b");
}

TEST(RequestReader, OverlooksAnEmptyLineBeforeARequest) {
  EXPECT_EQ(Read("\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n").head.path, "/a");
  EXPECT_EQ(Read("\r\n\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n").status, 400);
}

TEST(RequestReader, KnowsWhetherTheConnectionLivesOn) {
  const auto keeps = [](const std::string& version, const std::string& header) {
    return Read("GET /a HTTP/" + version + "\r\nHost: a\r\n" + header + "\r\n").head.keep_alive;
  };

  EXPECT_TRUE(keeps("1.1", ""));
  EXPECT_FALSE(keeps("1.1", "Connection: close\r\n"));
  EXPECT_FALSE(keeps("1.1", "Connection: te , Close\r\n"));
  EXPECT_FALSE(keeps("1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
  EXPECT_TRUE(keeps("1.1", "Connection: upgrade\r\n"));
  EXPECT_FALSE(keeps("1.0", ""));
  EXPECT_TRUE(keeps("1.0", "Connection: Keep-Alive\r\n"));
}

TEST(RequestReader, ExpectsContinueOnlyWhenABodyFollows) {
  const auto expects = [](const std::string& line, const std::string& header, const std::string& body) {
    return Read(line + "\r\nHost: a\r\nExpect: 100-Continue\r\n" + header + "\r\n" + body).head.expects_continue;
  };

  EXPECT_TRUE(expects("POST /a HTTP/1.1", "Content-Length: 1\r\n", "x"));
  EXPECT_TRUE(expects("POST /a HTTP/1.1", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"));
  EXPECT_FALSE(expects("GET /a HTTP/1.1", "", ""));
  EXPECT_FALSE(expects("POST /a HTTP/1.0", "Content-Length: 1\r\n", "x"));
}

TEST(RequestReader, NeedsNoHostOnHttp10) {
  EXPECT_EQ(Read("GET /a HTTP/1.0\r\n\r\n").status, 200);
}

TEST(RequestReader, RefusesALengthBeyondTheLimitBeforeTheBody) {
  EXPECT_EQ(Read("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n").status, 413);
  EXPECT_EQ(Read("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n").status, 0);
}

TEST(RequestReader, RefusesAChunkThatWouldPassTheLimitWhenItIsAnnounced) {
  const std::string head = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  EXPECT_EQ(Read(head + "3e8\r\n").status, 0);
  EXPECT_EQ(Read(head + "3e9\r\n").status, 413);
  EXPECT_EQ(Read(head + "1\r\na\r\n3e8\r\n").status, 413);
  EXPECT_EQ(Read(head + "fffffffffffffff\r\n").status, 413);
}

TEST(RequestReader, RefusesHeadsThatAreTooLong) {
  const std::string start = "GET /a HTTP/1.1\r\nHost: a\r\n";

  EXPECT_EQ(Read("GET /" + std::string(kMaxHead, 'a'), 100).status, 431);
  EXPECT_EQ(Read(start + "X: " + std::string(kMaxHead, 'a'), 100).status, 431);
  std::string many = start;
  for (int i = 0; i < 100; ++i) many += "X: 1\r\n";
  EXPECT_EQ(Read(many, 100).status, 431);
  EXPECT_EQ(Read(start + "X: " + std::string(kMaxHead - start.size() - 7, 'a') + "\r\n\r\n").status, 200);
  EXPECT_EQ(Read(start + "X: " + std::string(kMaxHead - start.size() - 6, 'a') + "\r\n\r\n").status, 431);
}

TEST(RequestReader, BoundsWhatChunkExtensionsAndTrailersAddUpTo) {
  const std::string head = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string extensions;
  for (int i = 0; i < 100; ++i) extensions += "1;" + std::string(500, 'x') + "\r\na\r\n";
  std::string trailers = "0\r\n";
  for (int i = 0; i < 100; ++i) trailers += "X: " + std::string(500, 'x') + "\r\n";

  EXPECT_EQ(Read(head + extensions).status, 400);
  EXPECT_EQ(Read(head + trailers).status, 400);
}

TEST(RequestReader, ADiscardedBodyIsReadPast) {
  RequestReader reader(kMaxHead, kMaxBody);
  std::string_view input = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET";
  ASSERT_EQ(reader.Take(input), Step::kHead);

  reader.DiscardBody();

  ASSERT_EQ(reader.Take(input), Step::kRequest);
  EXPECT_EQ(reader.TakeBody(), "");
  EXPECT_EQ(input, "GET");
}

TEST(RequestReader, TellsIdleFromTheMiddleOfARequest) {
  RequestReader reader(kMaxHead, kMaxBody);
  EXPECT_TRUE(reader.idle());

  std::string_view input = "G";
  reader.Take(input);
  EXPECT_FALSE(reader.idle());

  input = "ET /a HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_EQ(reader.Take(input), Step::kHead);
  ASSERT_EQ(reader.Take(input), Step::kRequest);
  reader.TakeHead();
  reader.TakeBody();
  EXPECT_TRUE(reader.idle());
}

}  // namespace
}  // namespace signalbox::http

#include "common/sse/parser.h"

#include "tests/unit/common/sse/allocation_count.h"

namespace signalbox::sse {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Seen {
  std::string type;
  std::string data;
  std::string id;

  bool operator==(const Seen&) const = default;
  friend void PrintTo(const Seen& seen, std::ostream* out) {
    *out << '{' << seen.type << '|' << seen.data << '|' << seen.id << '}';
  }
};

struct Reading {
  std::vector<Seen> events;
  bool ok = true;
  bool partial = false;
};

// Feeds the pieces that `cuts` make of `stream`.
Reading Read(std::string_view stream, const std::vector<std::size_t>& cuts = {}, std::size_t bound = 1 << 20) {
  Parser parser(bound);
  Reading reading;
  const auto keep = [&](const Event& event) {
    reading.events.push_back({std::string(event.type), std::string(event.data), std::string(event.id)});
  };
  std::size_t start = 0;
  for (const std::size_t cut : cuts) {
    // A copy of its own, so that a view kept too long shows under the sanitizers.
    reading.ok = parser.Feed(std::string(stream.substr(start, cut - start)), keep).ok() && reading.ok;
    start = cut;
  }
  reading.ok = parser.Feed(std::string(stream.substr(start)), keep).ok() && reading.ok;
  reading.partial = parser.HasPartialEvent();
  return reading;
}

std::vector<Seen> Events(std::string_view stream) {
  return Read(stream).events;
}

constexpr std::string_view kMixed =
    "\xEF\xBB\xBF: a comment\r\n"
    "event: greeting\r\ndata: {\"text\":\"gr\xC3\xBC\xC3\x9F dich \xF0\x9F\x91\x8B\"}\r\n\r\n"
    "data:first\ndata: second\ndata:\ndata\n\n"
    "id: 7\rdata: only CR\r\r"
    "unknown: field\nretry: 10\nevent: nothing\n\n"
    ":\n\n\n"
    "data: last\r\n\n"
    "data: [DONE]\n\n";

TEST(SseParserTest, ReadsEveryFormOfEvent) {
  EXPECT_THAT(Events(kMixed),
              ElementsAre(Seen{"greeting", "{\"text\":\"gr\xC3\xBC\xC3\x9F dich \xF0\x9F\x91\x8B\"}", ""},
                          Seen{"", "first\nsecond\n\n", ""}, Seen{"", "only CR", "7"}, Seen{"", "last", "7"},
                          Seen{"", "[DONE]", "7"}));
}

TEST(SseParserTest, ReadsTheSameEventsWhereverTheBytesAreSplit) {
  const std::vector<Seen> whole = Events(kMixed);
  for (std::size_t first = 0; first <= kMixed.size(); ++first) {
    for (std::size_t second = first; second <= kMixed.size(); ++second) {
      ASSERT_EQ(Read(kMixed, {first, second}).events, whole) << first << ", " << second;
    }
  }
}

TEST(SseParserTest, ReadsTheSameEventsByteByByte) {
  std::vector<std::size_t> every;
  for (std::size_t i = 1; i < kMixed.size(); ++i) every.push_back(i);

  EXPECT_EQ(Read(kMixed, every).events, Events(kMixed));
}

TEST(SseParserTest, RemovesOneSpaceAfterTheColonOnly) {
  EXPECT_THAT(Events("data:  two\n\ndata:\tnone\n\n"), ElementsAre(Seen{"", " two", ""}, Seen{"", "\tnone", ""}));
}

TEST(SseParserTest, KeepsColonsAndByteOrderMarksInsideData) {
  EXPECT_THAT(Events("data: a:b\n\ndata: \xEF\xBB\xBF\n\n"),
              ElementsAre(Seen{"", "a:b", ""}, Seen{"", "\xEF\xBB\xBF", ""}));
}

TEST(SseParserTest, IgnoresAnIdWithANulAndFieldsInOtherCase) {
  using namespace std::string_view_literals;

  EXPECT_THAT(Events("id: a\0b\ndata: x\nDATA: y\n\n"sv), ElementsAre(Seen{"", "x", ""}));
}

TEST(SseParserTest, ReadsALineOf300KilobytesInSmallPieces) {
  const std::string text(300'000, 'x');
  const std::string stream = "data: " + text + "\n\n";
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1'000; i < stream.size(); i += 1'000) cuts.push_back(i);

  EXPECT_THAT(Read(stream, cuts).events, ElementsAre(Seen{"", text, ""}));
}

TEST(SseParserTest, FailsBeyondItsBoundWhereverTheBytesAreSplit) {
  const std::string_view stream = "data: ok\n\ndata: 1234\ndata: 5678\n\ndata: never\n\n";
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    const Reading reading = Read(stream, {cut}, 19);
    ASSERT_FALSE(reading.ok) << cut;
    ASSERT_THAT(reading.events, ElementsAre(Seen{"", "ok", ""})) << cut;
  }
  EXPECT_TRUE(Read(stream, {}, 20).ok);
}

TEST(SseParserTest, CountsEachEventAgainstTheBoundForItself) {
  std::string stream;
  for (int i = 0; i < 1'000; ++i) stream += ": comment\ndata: 12345\n\n";

  EXPECT_THAT(Read(stream, {}, 11).events, SizeIs(1'000));
}

TEST(SseParserTest, KnowsAnUnfinishedEvent) {
  EXPECT_TRUE(Read("data: x\n\ndata: cut").partial);
  EXPECT_TRUE(Read("data: x\n\ndata: no blank line\n").partial);
  EXPECT_TRUE(Read("event: x\n").partial);
  EXPECT_FALSE(Read("data: x\n\n").partial);
  EXPECT_FALSE(Read("data: x\r\n\r\n").partial);
  EXPECT_FALSE(Read("data: x\n\n: keep-alive\n").partial);
  EXPECT_FALSE(Read("").partial);
}

TEST(SseParserTest, DropsAnUnfinishedEvent) {
  EXPECT_THAT(Events("data: x\n"), IsEmpty());
}

TEST(SseParserTest, AWholeEventCostsNoAllocation) {
  Parser parser;
  std::size_t bytes = 0;
  const std::function<void(const Event&)> count = [&bytes](const Event& event) { bytes += event.data.size(); };
  const std::string event = "event: chunk\ndata: " + std::string(2'000, 'x') + "\n\n";

  const std::size_t before = AllocationCount();
  const bool ok = parser.Feed(event, count).ok() && parser.Feed(event, count).ok();
  const std::size_t made = AllocationCount() - before;

  EXPECT_TRUE(ok);
  EXPECT_EQ(bytes, 4'000U);
  EXPECT_EQ(made, 0U);
}

}  // namespace
}  // namespace signalbox::sse

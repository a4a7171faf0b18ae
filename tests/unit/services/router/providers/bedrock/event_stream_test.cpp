#include "services/router/providers/bedrock/event_stream.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/router/providers/bedrock/event_bytes.h"

namespace signalbox::router::bedrock {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using namespace testing;  // NOLINT: this provider's fixtures.

using Heard = std::vector<std::pair<std::string, std::string>>;

struct Listener {
  mutable Heard heard;
  void operator()(const dialect::WireEvent& event) const { heard.emplace_back(event.type, event.data); }
};

std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

// Both as AWS's own JavaScript SDK encodes them.
constexpr const char* kEvent =
    "000000760000005296d5fade0b3a6576656e742d7479706507000c6d65737361676553746172740d3a636f6e74656e742d7479706507001061"
    "70706c69636174696f6e2f6a736f6e0d3a6d6573736167652d747970650700056576656e747b22726f6c65223a22617373697374616e74227d"
    "6fa8c599";
constexpr const char* kExceptionWithEveryTypeOfHeader =
    "0000009f0000007868aa96a6016200016e0400000007016c060002010201740800000000000003e80175090000000000000000000000000000"
    "00010173030003017902030f3a657863657074696f6e2d747970650700137468726f74746c696e67457863657074696f6e0d3a6d6573736167"
    "652d74797065070009657863657074696f6e7b226d657373616765223a22736c6f7720646f776e227d3c86d34e";

Heard Read(std::string_view bytes, const std::vector<std::size_t>& sizes) {
  EventStreamDeframer deframer;
  Listener listener;
  for (std::size_t i = 0; !bytes.empty(); ++i) {
    const std::string piece(bytes.substr(0, sizes[i % sizes.size()]));
    bytes.remove_prefix(piece.size());
    EXPECT_TRUE(deframer.Feed(piece, listener).ok());
  }
  EXPECT_TRUE(deframer.BetweenEvents());
  return listener.heard;
}

absl::Status Failure(std::string_view bytes) {
  EventStreamDeframer deframer;
  Listener listener;
  const absl::Status status = deframer.Feed(bytes, listener);
  EXPECT_EQ(deframer.Feed("x", listener), status) << "a broken stream stays broken";
  return status;
}

TEST(EventStream, ReadsWhatAwssSdkWrites) {
  EXPECT_THAT(Read(FromHex(kEvent), {1000}), ElementsAre(Pair("messageStart", R"({"role":"assistant"})")));
  EXPECT_THAT(Read(FromHex(kExceptionWithEveryTypeOfHeader), {1000}),
              ElementsAre(Pair("exception:throttlingException", R"({"message":"slow down"})")));
}

TEST(EventStream, AnErrorMessageIsAnExceptionToo) {
  const std::string bytes = RawMessage(
      Header(":message-type", "error") + Header(":error-code", "Internal") + Header(":error-message", "say \"when\""),
      "");

  EXPECT_THAT(Read(bytes, {1000}), ElementsAre(Pair("exception:Internal", R"({"message":"say \"when\""})")));
}

TEST(EventStream, AnySplitGivesTheSameMessages) {
  std::string bytes;
  Heard expected;
  for (int i = 0; i < 20; ++i) {
    const std::string payload(static_cast<std::size_t>(i * 37), static_cast<char>('a' + i));
    bytes += Event("contentBlockDelta", payload);
    expected.emplace_back("contentBlockDelta", payload);
  }

  for (std::size_t size = 1; size <= 64; ++size) EXPECT_EQ(Read(bytes, {size}), expected) << size;
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::size_t> sizes;
    for (int i = 0; i < 50; ++i) sizes.push_back(1 + random() % 200);
    EXPECT_EQ(Read(bytes, sizes), expected) << "seed " << seed;
  }
}

TEST(EventStream, AnUnfinishedMessageIsNoEnd) {
  const std::string bytes = Event("metadata", "{}");
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    EventStreamDeframer deframer;
    Listener listener;
    ASSERT_TRUE(deframer.Feed(std::string_view(bytes).substr(0, size), listener).ok());
    EXPECT_FALSE(deframer.BetweenEvents());
    EXPECT_THAT(listener.heard, IsEmpty());
  }
}

TEST(EventStream, AnyByteThatIsAnotherBreaksIt) {
  const std::string good = Event("metadata", R"({"usage":{}})");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    EXPECT_FALSE(Failure(bad).ok()) << "byte " << i;
  }
}

TEST(EventStream, ALengthIsBelievedOnlyWithinBounds) {
  const auto prelude = [](std::size_t length, std::size_t headers) {
    std::string bytes = BigEndian(length, 4) + BigEndian(headers, 4);
    bytes += Checksum(bytes);
    return bytes;
  };

  EXPECT_TRUE(absl::IsResourceExhausted(Failure(prelude(EventStreamDeframer::kMaxMessageBytes + 1, 0))));
  EXPECT_TRUE(absl::IsResourceExhausted(Failure(prelude(1 << 20, EventStreamDeframer::kMaxHeaderBytes + 1))));
  EXPECT_TRUE(absl::IsInvalidArgument(Failure(prelude(15, 0))));
  EXPECT_TRUE(absl::IsInvalidArgument(Failure(prelude(20, 5))));
}

TEST(EventStream, BrokenHeadersBreakIt) {
  const std::string named = Header(":message-type", "event");
  EXPECT_FALSE(Failure(RawMessage("", "{}")).ok()) << "does not say what it is";
  EXPECT_FALSE(Failure(RawMessage(Header(":message-type", "novelty"), "{}")).ok());
  EXPECT_FALSE(Failure(RawMessage(named + "\x05"
                                          "ab",
                                  "{}"))
                   .ok())
      << "a name beyond the headers";
  EXPECT_FALSE(Failure(RawMessage(named + "\x01"
                                          "a",
                                  "{}"))
                   .ok())
      << "no type";
  EXPECT_FALSE(Failure(RawMessage(named + "\x01"
                                          "a\x0b",
                                  "{}"))
                   .ok())
      << "an unknown type";
  EXPECT_FALSE(Failure(RawMessage(named + "\x01"
                                          "a\x07"
                                          "\x7f\x7f"
                                          "b",
                                  "{}"))
                   .ok())
      << "a value beyond the headers";
}

}  // namespace
}  // namespace signalbox::router::bedrock

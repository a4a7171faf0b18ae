#include <string>
#include <string_view>

#include "common/tokens/counter.h"
#include "common/tokens/image_size.h"
#include "common/tokens/image_tokens.h"

namespace signalbox::tokens {
namespace {

using namespace std::string_literals;

std::int64_t Tokens(const char* model, std::uint32_t width, std::uint32_t height,
                    ImageDetail detail = ImageDetail::kHigh) {
  return ImageTokens(CounterFor(model).images, {width, height}, detail);
}

// The examples in OpenAI's guide to images.
TEST(ImageTokensTest, AgreesWithThePublishedExamplesOfTiles) {
  EXPECT_EQ(Tokens("gpt-4o", 1024, 1024), 765);
  EXPECT_EQ(Tokens("gpt-4o", 2048, 4096), 1105);
  EXPECT_EQ(Tokens("gpt-4o", 4096, 8192, ImageDetail::kLow), 85);
  EXPECT_EQ(Tokens("gpt-4o", 128, 64), 255);
  EXPECT_EQ(Tokens("gpt-4o-mini", 128, 64), 8500);
}

TEST(ImageTokensTest, AgreesWithThePublishedExamplesOfPatches) {
  constexpr ImageRule kPlain{ImageRule::Kind::kPatches, 0, 1000};

  EXPECT_EQ(ImageTokens(kPlain, {1024, 1024}, ImageDetail::kHigh), 1024);
  EXPECT_EQ(ImageTokens(kPlain, {1800, 2400}, ImageDetail::kHigh), 1452);
  EXPECT_EQ(Tokens("gpt-4.1-mini", 1024, 1024), 1659);
}

TEST(ImageTokensTest, ClaudeCountsAreaAndGeminiSquares) {
  EXPECT_EQ(Tokens("claude-3-opus", 1000, 1000), 1334);
  EXPECT_EQ(Tokens("claude-3-opus", 8000, 8000), 1600);
  EXPECT_EQ(Tokens("gemini-2.0-flash", 384, 384), 258);
  EXPECT_EQ(Tokens("gemini-2.0-flash", 960, 540), 516);
  EXPECT_EQ(Tokens("gemini-3-pro", 4000, 4000), 1120);
}

TEST(ImageTokensTest, EveryRuleIsBoundedForEverySize) {
  constexpr std::uint32_t kMost = 0xFFFFFFFF;
  for (const char* model :
       {"gpt-4o", "gpt-4o-mini", "gpt-5", "gpt-4.1-nano", "o4-mini", "claude-3-opus", "gemini-2.0-flash", "unknown"}) {
    for (const auto& [width, height] : {std::pair{1u, 1u}, {1u, kMost}, {kMost, 1u}, {kMost, kMost}, {2047u, 769u}}) {
      EXPECT_GT(Tokens(model, width, height), 0) << model << " " << width << "x" << height;
      EXPECT_LE(Tokens(model, width, height), 50'000) << model << " " << width << "x" << height;
    }
  }
}

const std::string kPng = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x04\0\0\0\x02\x58\x08\x06\0\0\0"s;
const std::string kGif = "GIF89a\x40\x01\xF0\0\xF7\0\0"s;
const std::string kJpeg =
    "\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    "\xFF\xFF\xDB\0\x04zz\xFF\xC4\0\x03z\xFF\xC2\0\x11\x08\x01\xE0\x02\x80\x03\x01\x22\0"s;
const std::string kWebpLossy = "RIFF\x1A\0\0\0WEBPVP8 \x0E\0\0\0\x30\x01\0\x9D\x01\x2A\x80\x02\xE0\x01"s;
const std::string kWebpLossless = "RIFF\x1A\0\0\0WEBPVP8L\x0E\0\0\0\x2F\x7F\xC2\x77\0\0\0\0\0\0"s;
const std::string kWebpExtended = "RIFF\x1A\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x7F\x02\0\xDF\x01\0"s;

TEST(ImageSizeTest, ReadsTheSizeOfEveryKnownFormat) {
  EXPECT_EQ(ReadImageSize(kPng), (ImageSize{1024, 600}));
  EXPECT_EQ(ReadImageSize(kGif), (ImageSize{320, 240}));
  EXPECT_EQ(ReadImageSize(kJpeg), (ImageSize{640, 480}));
  EXPECT_EQ(ReadImageSize(kWebpLossy), (ImageSize{640, 480}));
  EXPECT_EQ(ReadImageSize(kWebpLossless), (ImageSize{640, 480}));
  EXPECT_EQ(ReadImageSize(kWebpExtended), (ImageSize{640, 480}));
}

TEST(ImageSizeTest, ACutOrBrokenHeaderHasNoSize) {
  for (const std::string* image : {&kPng, &kGif, &kJpeg, &kWebpLossy, &kWebpLossless, &kWebpExtended}) {
    for (std::size_t size = 0; size < image->size(); ++size) ReadImageSize(std::string_view(*image).substr(0, size));
    EXPECT_EQ(ReadImageSize(std::string_view(*image).substr(0, 9)), std::nullopt);
  }
  EXPECT_EQ(ReadImageSize(""), std::nullopt);
  EXPECT_EQ(ReadImageSize("BM and something else"), std::nullopt);
  EXPECT_EQ(ReadImageSize("\xFF\xD8\xFF\xE0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"s), std::nullopt);
}

TEST(ImageSizeTest, ASideOfNothingIsNoSize) {
  EXPECT_EQ(ReadImageSize("GIF89a\0\0\x01\0\xF7\0\0"s), std::nullopt);
}

TEST(ImageSizeTest, LooksNoFurtherThanTheFront) {
  std::string jpeg = "\xFF\xD8";
  while (jpeg.size() < kImageHeaderBytes) {
    jpeg += "\xFF\xE1\xFF\xFF";
    jpeg.append(0xFFFF - 2, 'x');
  }
  jpeg += kJpeg.substr(2);

  EXPECT_EQ(ReadImageSize(jpeg), std::nullopt);
}

}  // namespace
}  // namespace signalbox::tokens

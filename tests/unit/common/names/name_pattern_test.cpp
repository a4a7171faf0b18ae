#include "common/names/name_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox {
namespace {

using ::testing::HasSubstr;

NamePattern Parsed(std::string_view text) {
  absl::StatusOr<NamePattern> pattern = ParseNamePattern(text);
  EXPECT_TRUE(pattern.ok()) << text;
  return pattern.ok() ? *pattern : NamePattern{};
}

TEST(NamePatternTest, ItsKindShowsInItsText) {
  EXPECT_EQ(Parsed("gpt-4o").kind, PatternKind::kExact);
  EXPECT_EQ(Parsed("meta-llama/llama-3.1").kind, PatternKind::kExact);
  EXPECT_EQ(Parsed("gpt-4*").kind, PatternKind::kGlob);
  EXPECT_EQ(Parsed("*").kind, PatternKind::kGlob);
  EXPECT_EQ(Parsed("claude-(.*)-v1").kind, PatternKind::kRegex);
  EXPECT_EQ(Parsed("^gpt-[45]$").kind, PatternKind::kRegex);
  EXPECT_EQ(Parsed("/gpt.?/").kind, PatternKind::kRegex);
}

TEST(NamePatternTest, CountsWhatItCaptures) {
  EXPECT_EQ(Parsed("gpt-4o").captures, 0);
  EXPECT_EQ(Parsed("*/*").captures, 2);
  EXPECT_EQ(Parsed("claude-(.*)-(v1|v2)").captures, 2);
}

TEST(NamePatternTest, SaysWhatIsWrong) {
  EXPECT_THAT(MessageOf(ParseNamePattern("").status()), HasSubstr("empty"));
  EXPECT_THAT(MessageOf(ParseNamePattern("claude-(").status()), HasSubstr("no regular expression"));
  EXPECT_THAT(MessageOf(ParseNamePattern(std::string(1001, 'a')).status()), HasSubstr("1000"));
  EXPECT_THAT(MessageOf(ParseNamePattern("a\nb").status()), HasSubstr("control"));
  EXPECT_THAT(MessageOf(ParseNamePattern("**********").status()), HasSubstr("more than 9"));
}

TEST(NamePatternTest, ARegexThatWouldNeedTooMuchIsRefused) {
  EXPECT_FALSE(ParseNamePattern("/((a{100}){100}){100}/").ok());
}

TEST(TemplateTest, PutsInTheNameAndItsParts) {
  EXPECT_EQ(ExpandTemplate("anthropic/$1", "claude-opus-v1", {"opus"}), "anthropic/opus");
  EXPECT_EQ(ExpandTemplate("$0", "a/b", {}), "a/b");
  EXPECT_EQ(ExpandTemplate("$2-$1-$$", "x", {"a", "b"}), "b-a-$");
}

TEST(TemplateTest, SaysWhichPartThePatternDoesNotCapture) {
  EXPECT_TRUE(CheckTemplate("anthropic/$1", Parsed("claude-(.*)")).ok());
  EXPECT_TRUE(CheckTemplate("$0$$", Parsed("gpt")).ok());
  EXPECT_THAT(MessageOf(CheckTemplate("$2", Parsed("gpt-*"))), HasSubstr("asks for $2, but \"gpt-*\" captures 1 part"));
  EXPECT_THAT(MessageOf(CheckTemplate("a$", Parsed("gpt-*"))), HasSubstr("write $$"));
  EXPECT_THAT(MessageOf(CheckTemplate("$x", Parsed("gpt-*"))), HasSubstr("write $$"));
}

}  // namespace
}  // namespace signalbox

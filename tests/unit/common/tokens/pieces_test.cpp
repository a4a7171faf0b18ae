#include "common/tokens/pieces.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::tokens {
namespace {

using ::testing::ElementsAre;

using EndOfPiece = const char* (*)(const char*, const char*);

std::vector<std::string> Cut(EndOfPiece end_of_piece, std::string_view text) {
  std::vector<std::string> pieces;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* piece_end = end_of_piece(at, end);
    pieces.emplace_back(at, piece_end);
    at = piece_end;
  }
  return pieces;
}

std::vector<std::string> O200k(std::string_view text) {
  return Cut(EndOfO200kPiece, text);
}

std::vector<std::string> Cl100k(std::string_view text) {
  return Cut(EndOfCl100kPiece, text);
}

TEST(PiecesTest, AWordTakesOneCharacterBeforeIt) {
  EXPECT_THAT(O200k("one two(three\tfour\nfive"), ElementsAre("one", " two", "(three", "\tfour", "\n", "five"));
  EXPECT_THAT(Cl100k("one two(three\tfour\nfive"), ElementsAre("one", " two", "(three", "\tfour", "\n", "five"));
}

TEST(PiecesTest, OnlyO200kCutsWhereCaseChanges) {
  EXPECT_THAT(O200k("camelCase XMLHttp A"), ElementsAre("camel", "Case", " XMLHttp", " A"));
  EXPECT_THAT(Cl100k("camelCase XMLHttp A"), ElementsAre("camelCase", " XMLHttp", " A"));
}

TEST(PiecesTest, AHeadGivesBackWhatFollowsItsLastCaselessLetter) {
  EXPECT_THAT(O200k("中AB"), ElementsAre("中", "AB"));
  EXPECT_THAT(O200k("中AB文C"), ElementsAre("中AB文", "C"));
  EXPECT_THAT(O200k("中ABc"), ElementsAre("中ABc"));
}

TEST(PiecesTest, AContractionEndsAWordOfO200kAndStartsAPieceOfCl100k) {
  EXPECT_THAT(O200k("I'm JOHN'S we'LL"), ElementsAre("I'm", " JOHN'S", " we'LL"));
  EXPECT_THAT(Cl100k("I'm 'sure"), ElementsAre("I", "'m", " '", "sure"));
  EXPECT_THAT(Cl100k("'sure"), ElementsAre("'s", "ure"));
}

TEST(PiecesTest, ALongSCountsAsAnSInAContraction) {
  EXPECT_THAT(O200k("it'\u017F"), ElementsAre("it'\u017F"));
  EXPECT_THAT(Cl100k("it'\u017F"), ElementsAre("it", "'\u017F"));
}

TEST(PiecesTest, NumbersAreCutAfterThreeDigitsOfAnyKind) {
  EXPECT_THAT(O200k("1234567"), ElementsAre("123", "456", "7"));
  EXPECT_THAT(Cl100k("x12\u0663\u00BD"), ElementsAre("x", "12\u0663", "\u00BD"));
}

TEST(PiecesTest, PunctuationTakesTheLineBreaksBehindIt) {
  EXPECT_THAT(O200k("a !!\r\n/\n b"), ElementsAre("a", " !!\r\n/\n", " b"));
  EXPECT_THAT(Cl100k("a !!\r\n/b"), ElementsAre("a", " !!\r\n", "/b"));
}

TEST(PiecesTest, WhiteSpaceEndsAfterItsLastLineBreakOrBeforeItsLastCharacter) {
  EXPECT_THAT(O200k("a  \n\n  b"), ElementsAre("a", "  \n\n", " ", " b"));
  EXPECT_THAT(O200k("a   7"), ElementsAre("a", "  ", " ", "7"));
  EXPECT_THAT(Cl100k("a   7"), ElementsAre("a", "  ", " ", "7"));
}

TEST(PiecesTest, WhiteSpaceAtTheEndIsCutAtLineBreaksByO200kOnly) {
  EXPECT_THAT(O200k("a\n  "), ElementsAre("a", "\n", "  "));
  EXPECT_THAT(Cl100k("a\n  "), ElementsAre("a", "\n  "));
}

// Where JavaScript's \s and the reference's differ, the reference counts: U+0085 is a space, U+FEFF is not.
TEST(PiecesTest, WhiteSpaceIsTheUnicodeProperty) {
  EXPECT_THAT(Cl100k("a\u0085\u0085"
                     "1"),
              ElementsAre("a", "\u0085", "\u0085", "1"));
  EXPECT_THAT(Cl100k("a\uFEFF\uFEFF"
                     "1"),
              ElementsAre("a", "\uFEFF\uFEFF", "1"));
}

TEST(PiecesTest, AMarkIsAWordToO200kAndASymbolToCl100k) {
  EXPECT_THAT(O200k("\u0301AB"), ElementsAre("\u0301", "AB"));
  EXPECT_THAT(O200k("\u0301's"), ElementsAre("\u0301's"));
  EXPECT_THAT(O200k("e\u0301\u0301x"), ElementsAre("e\u0301\u0301x"));
  EXPECT_THAT(Cl100k("e\u0301\u0301x"), ElementsAre("e", "\u0301\u0301", "x"));
}

TEST(PiecesTest, PiecesOfATextMakeTheTextAgain) {
  const std::string text =
      "a\x80\xFF\xE4\xBD 中\xF0\x9F"
      "b'\xC5"
      "s \xC2\x85\xED\xA0\x80'";
  for (const EndOfPiece end_of_piece : {EndOfO200kPiece, EndOfCl100kPiece}) {
    for (std::size_t size = 0; size <= text.size(); ++size) {
      std::string all;
      for (const std::string& piece : Cut(end_of_piece, std::string_view(text).substr(0, size))) {
        EXPECT_FALSE(piece.empty());
        all += piece;
      }
      EXPECT_EQ(all, text.substr(0, size));
    }
  }
}

}  // namespace
}  // namespace signalbox::tokens

#include "common/tokens/vocabulary.h"

#include <string>

namespace signalbox::tokens {
namespace {

TEST(VocabularyTest, HasThePublishedNumberOfTokens) {
  EXPECT_EQ(Vocabulary::O200k().size(), 199'998u);
  EXPECT_EQ(Vocabulary::Cl100k().size(), 100'256u);
}

TEST(VocabularyTest, FindsEveryTokenByItsBytesAndNoOther) {
  for (const Vocabulary* vocabulary : {&Vocabulary::O200k(), &Vocabulary::Cl100k()}) {
    TokenId wrong = 0;
    for (TokenId token = 0; token < vocabulary->size(); ++token) {
      wrong += vocabulary->Find(vocabulary->BytesOf(token)) != token;
    }
    EXPECT_EQ(wrong, 0u);
  }
}

TEST(VocabularyTest, KnowsEveryByte) {
  for (int byte = 0; byte < 256; ++byte) {
    const char text = static_cast<char>(byte);
    EXPECT_NE(Vocabulary::O200k().Find({&text, 1}), kNoToken) << byte;
    EXPECT_NE(Vocabulary::Cl100k().Find({&text, 1}), kNoToken) << byte;
  }
}

TEST(VocabularyTest, DoesNotKnowWhatIsNoToken) {
  EXPECT_EQ(Vocabulary::O200k().Find(""), kNoToken);
  EXPECT_EQ(Vocabulary::O200k().Find("qzxjkvw"), kNoToken);
  EXPECT_EQ(Vocabulary::O200k().Find(std::string(129, ' ')), kNoToken);
}

}  // namespace
}  // namespace signalbox::tokens

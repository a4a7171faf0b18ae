// Whatever a provider said, in whatever dialect: a caller sees the same answer, plain or streamed, however its bytes
// were cut.

#include <random>

#include <gtest/gtest.h>

#include "tests/unit/common/dialect/cross/fixtures.h"
#include "tests/unit/common/dialect/cross/same_answer.h"
#include "tests/unit/common/dialect/cross/wire.h"

namespace signalbox::dialect {
namespace {

using testing::Collect;
using testing::Everything;
using testing::Fixture;
using testing::FixturesOf;
using testing::NameOf;
using testing::Plain;
using testing::Streamed;
using testing::ToldDifferently;
using testing::Translate;

struct Pair {
  llm::v1::Dialect provider;
  llm::v1::Dialect caller;
};

// Who speaks the provider's own dialect gets its bytes.
std::vector<Pair> Pairs() {
  std::vector<Pair> pairs;
  for (const llm::v1::Dialect provider : testing::kProviders) {
    for (const llm::v1::Dialect caller : testing::kSpoken) {
      if (caller != provider) pairs.push_back({provider, caller});
    }
  }
  return pairs;
}

class AnswersOfPair : public ::testing::TestWithParam<Pair> {
 protected:
  std::string Difference(const std::string& plain, const std::string& stream) const {
    const auto told = caller_.DecodeResponse(plain);
    const auto streamed = Collect(caller_, stream);
    EXPECT_TRUE(told.ok()) << told.status() << "\n" << plain;
    EXPECT_TRUE(streamed.ok()) << streamed.status() << "\n" << stream;
    return told.ok() && streamed.ok() ? ToldDifferently(GetParam().caller, *told, *streamed) : "unreadable";
  }

  const Codec& provider_ = *CodecOf(GetParam().provider);
  const Codec& caller_ = *CodecOf(GetParam().caller);
};

INSTANTIATE_TEST_SUITE_P(All, AnswersOfPair, ::testing::ValuesIn(Pairs()), [](const auto& info) {
  return NameOf(info.param.provider) + "_for_" + NameOf(info.param.caller);
});

TEST_P(AnswersOfPair, AStreamPutTogetherAgainIsThePlainAnswer) {
  const auto fixtures = FixturesOf(GetParam().provider, "responses");
  ASSERT_FALSE(fixtures.empty());
  for (const Fixture& fixture : fixtures) {
    SCOPED_TRACE(fixture.name);
    const auto answer = provider_.DecodeResponse(fixture.content);
    ASSERT_TRUE(answer.ok()) << answer.status();
    const std::string plain = Plain(caller_, *answer);
    const std::string stream = Streamed(caller_, *answer);
    EXPECT_EQ(Difference(plain, stream), "") << plain << "\n" << stream;
  }
}

TEST_P(AnswersOfPair, AProvidersStreamSaysWhatItsWholeAnswerSays) {
  int whole_streams = 0;
  for (const Fixture& fixture : FixturesOf(GetParam().provider, "streams")) {
    if (!testing::IsWhole(provider_, fixture.content)) continue;  // There is no whole answer to compare with.
    ++whole_streams;
    SCOPED_TRACE(fixture.name);
    const auto answer = Collect(provider_, fixture.content);
    ASSERT_TRUE(answer.ok()) << answer.status();
    const auto stream = Translate(provider_, caller_, fixture.content, Everything);
    ASSERT_TRUE(stream.ok()) << stream.status();
    EXPECT_EQ(Difference(Plain(caller_, *answer), *stream), "") << Plain(caller_, *answer) << "\n" << *stream;
  }
  EXPECT_GE(whole_streams, 3);
}

TEST_P(AnswersOfPair, HoweverAStreamIsCutTheCallerSeesTheSameBytes) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto at_random = [&] { return std::uniform_int_distribution<std::size_t>(1, 200)(random); };
  for (const Fixture& fixture : FixturesOf(GetParam().provider, "streams")) {
    SCOPED_TRACE(fixture.name);
    const auto whole = Translate(provider_, caller_, fixture.content, Everything);
    ASSERT_TRUE(whole.ok()) << whole.status();
    EXPECT_EQ(Translate(provider_, caller_, fixture.content, [] { return std::size_t{1}; }).value_or("broken"), *whole);
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(Translate(provider_, caller_, fixture.content, at_random).value_or("broken"), *whole);
    }
  }
}

}  // namespace
}  // namespace signalbox::dialect

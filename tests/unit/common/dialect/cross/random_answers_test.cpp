// Whatever a provider may stream: every caller is told the same by the stream as by the plain answer.

#include <random>

#include <gtest/gtest.h>

#include "common/dialect/answer_collector.h"
#include "tests/unit/common/dialect/cross/fixtures.h"
#include "tests/unit/common/dialect/cross/random_stream.h"
#include "tests/unit/common/dialect/cross/same_answer.h"
#include "tests/unit/common/dialect/cross/wire.h"

namespace signalbox::dialect {
namespace {

constexpr int kRounds = 200;

class AnyAnswer : public ::testing::TestWithParam<llm::v1::Dialect> {
 protected:
  const Codec& caller_ = *CodecOf(GetParam());
};

INSTANTIATE_TEST_SUITE_P(All, AnyAnswer, ::testing::ValuesIn(testing::kSpoken),
                         [](const auto& info) { return testing::NameOf(info.param); });

TEST_P(AnyAnswer, IsTheSamePlainAndStreamed) {
  const unsigned first_seed = std::random_device()();
  for (unsigned seed = first_seed; seed != first_seed + kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const testing::RandomStream provider(seed);
    AnswerCollector collector;
    std::string stream;
    const auto encoder = caller_.NewStreamEncoder(testing::EncoderOptions(llm::v1::DIALECT_UNSPECIFIED));
    provider.Play([&](const StreamEvent& event) {
      collector.Add(event);
      encoder->Encode(event, stream);
    });

    const std::string plain = testing::Plain(caller_, collector.Take());
    const auto told = caller_.DecodeResponse(plain);
    const auto streamed =
        testing::Collect(caller_, stream, [&] { return std::uniform_int_distribution<std::size_t>(1, 60)(random); });
    ASSERT_TRUE(told.ok()) << told.status() << "\n" << plain;
    ASSERT_TRUE(streamed.ok()) << streamed.status() << "\n" << stream;
    ASSERT_TRUE(testing::IsWhole(caller_, stream)) << stream;
    ASSERT_EQ(testing::ToldDifferently(GetParam(), *told, *streamed), "") << plain << "\n" << stream;
  }
}

}  // namespace
}  // namespace signalbox::dialect

#include "services/router/domain/pick.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

using ::testing::ElementsAre;

Random Always(std::uint64_t draw) {
  return [draw](std::uint64_t) { return draw; };
}

TEST(PickWeighted, EveryDrawOnceGivesEachExactlyItsWeight) {
  constexpr std::array<std::uint32_t, 4> kWeights{5, 0, 1, 14};
  std::array<int, 4> picked{};

  for (std::uint64_t draw = 0; draw < 20; ++draw) ++picked[*PickWeighted(kWeights, Always(draw))];

  EXPECT_THAT(picked, ElementsAre(5, 0, 1, 14));
}

TEST(PickWeighted, DrawsFromTheSumOfWeights) {
  constexpr std::array<std::uint32_t, 3> kWeights{2, 3, 4};
  std::uint64_t bound = 0;

  PickWeighted(kWeights, [&](std::uint64_t given) {
    bound = given;
    return 0;
  });

  EXPECT_EQ(bound, 9u);
}

TEST(PickWeighted, DoesNotDrawWithoutAChoice) {
  constexpr std::array<std::uint32_t, 3> kWeights{0, 7, 0};

  EXPECT_EQ(PickWeighted(kWeights, Random()), 1u);
}

TEST(PickWeighted, PicksNothingWhenNothingHasWeight) {
  constexpr std::array<std::uint32_t, 2> kWeights{0, 0};

  EXPECT_EQ(PickWeighted(kWeights, Random()), std::nullopt);
  EXPECT_EQ(PickWeighted({}, Random()), std::nullopt);
}

TEST(PickWeighted, SumsBeyondThirtyTwoBits) {
  constexpr std::array<std::uint32_t, 2> kWeights{4'000'000'000, 4'000'000'000};

  EXPECT_EQ(PickWeighted(kWeights, Always(7'999'999'999)), 1u);
}

}  // namespace
}  // namespace signalbox::router

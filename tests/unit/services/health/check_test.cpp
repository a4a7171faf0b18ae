#include "services/health/domain/check.h"

#include <vector>

#include <gtest/gtest.h>

namespace signalbox::health {
namespace {

std::vector<Check> Checks(int healthy, int unhealthy) {
  std::vector<Check> checks(static_cast<size_t>(healthy + unhealthy));
  for (int i = 0; i < healthy; ++i) checks[static_cast<size_t>(i)].healthy = true;
  return checks;
}

TEST(SuccessRateTest, IsAPercentage) {
  EXPECT_DOUBLE_EQ(SuccessRate(Checks(10, 0)), 100.0);
  EXPECT_DOUBLE_EQ(SuccessRate(Checks(0, 10)), 0.0);
  EXPECT_DOUBLE_EQ(SuccessRate(Checks(7, 3)), 70.0);
}

TEST(SuccessRateTest, CountsFewerChecksByTheirOwnNumber) {
  EXPECT_DOUBLE_EQ(SuccessRate(Checks(1, 0)), 100.0);
  EXPECT_DOUBLE_EQ(SuccessRate(Checks(1, 1)), 50.0);
}

}  // namespace
}  // namespace signalbox::health

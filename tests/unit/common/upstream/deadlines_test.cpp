#include "common/upstream/deadlines.h"

#include <algorithm>
#include <deque>
#include <random>

#include <gtest/gtest.h>

namespace signalbox::upstream {
namespace {

SteadyTime At(int seconds) {
  return SteadyTime(std::chrono::seconds(seconds));
}

TEST(DeadlinesTest, ShowsTheEarliestWhateverHappens) {
  Deadlines deadlines;
  std::deque<DeadlineEntry> entries(50);
  std::vector<DeadlineEntry*> inside;
  std::mt19937 random(1);
  for (int step = 0; step < 10'000; ++step) {
    DeadlineEntry& entry = entries[random() % entries.size()];
    std::erase(inside, &entry);
    if (random() % 3 == 0) {
      deadlines.Remove(entry);
    } else {
      deadlines.Set(entry, At(static_cast<int>(random() % 1'000)));
      inside.push_back(&entry);
    }
    if (inside.empty()) {
      ASSERT_EQ(deadlines.Earliest(), nullptr);
      continue;
    }
    const auto least = std::min_element(inside.begin(), inside.end(),
                                        [](const auto* a, const auto* b) { return a->due() < b->due(); });
    ASSERT_NE(deadlines.Earliest(), nullptr);
    ASSERT_EQ(deadlines.Earliest()->due(), (*least)->due());
  }
}

TEST(DeadlinesTest, RemovingWhatIsNotInsideDoesNothing) {
  Deadlines deadlines;
  DeadlineEntry entry;

  deadlines.Remove(entry);
  deadlines.Set(entry, At(1));
  deadlines.Remove(entry);
  deadlines.Remove(entry);

  EXPECT_EQ(deadlines.Earliest(), nullptr);
}

}  // namespace
}  // namespace signalbox::upstream

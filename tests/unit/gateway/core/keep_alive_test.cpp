#include "gateway/inference/keep_alive.h"

#include <gtest/gtest.h>

namespace signalbox::gateway {
namespace {

struct CountingStream final : KeepAlive::Stream {
  void OnTick(KeepAlive::Time) override { ++ticks; }
  void OnClosing() override { ++closings; }
  int ticks = 0;
  int closings = 0;
};

TEST(KeepAliveTest, VisitsEveryOpenStreamOnce) {
  KeepAlive keep_alive;
  std::vector<std::shared_ptr<CountingStream>> streams(50);
  for (auto& stream : streams) keep_alive.Add(stream = std::make_shared<CountingStream>());

  keep_alive.Tick({});

  for (const auto& stream : streams) EXPECT_EQ(stream->ticks, 1);
}

TEST(KeepAliveTest, TellsEveryOpenStreamThatTheServerCloses) {
  KeepAlive keep_alive;
  std::vector<std::shared_ptr<CountingStream>> streams(50);
  for (auto& stream : streams) keep_alive.Add(stream = std::make_shared<CountingStream>());

  keep_alive.Close();

  for (const auto& stream : streams) EXPECT_EQ(stream->closings, 1);
}

TEST(KeepAliveTest, KeepsNoStreamAlive) {
  KeepAlive keep_alive;
  auto stream = std::make_shared<CountingStream>();
  keep_alive.Add(stream);
  const std::weak_ptr<CountingStream> watcher = stream;

  stream.reset();
  keep_alive.Tick({});

  EXPECT_TRUE(watcher.expired());
}

}  // namespace
}  // namespace signalbox::gateway

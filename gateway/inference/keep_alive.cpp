#include "gateway/inference/keep_alive.h"

#include <utility>

namespace signalbox::gateway {

void KeepAlive::Add(std::weak_ptr<Stream> stream) {
  Shard& shard = shards_[next_shard_.fetch_add(1, std::memory_order_relaxed) % shards_.size()];
  const std::lock_guard lock(shard.mutex);
  shard.streams.push_back(std::move(stream));
}

void KeepAlive::Tick(Time now) {
  Visit([now](Stream& stream) { stream.OnTick(now); });
}

void KeepAlive::Close() {
  Visit([](Stream& stream) { stream.OnClosing(); });
}

void KeepAlive::Visit(absl::FunctionRef<void(Stream&)> visit) {
  for (Shard& shard : shards_) {
    std::vector<std::shared_ptr<Stream>> living;
    {
      const std::lock_guard lock(shard.mutex);
      std::erase_if(shard.streams, [](const std::weak_ptr<Stream>& stream) { return stream.expired(); });
      living.reserve(shard.streams.size());
      for (const std::weak_ptr<Stream>& stream : shard.streams) {
        if (auto owned = stream.lock()) living.push_back(std::move(owned));
      }
    }
    for (const std::shared_ptr<Stream>& stream : living) visit(*stream);
  }
}

}  // namespace signalbox::gateway

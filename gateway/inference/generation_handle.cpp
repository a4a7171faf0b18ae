#include "gateway/inference/generation_handle.h"

namespace signalbox::gateway {

void GenerationHandle::Set(std::shared_ptr<router::Generation> generation) {
  bool next = false;
  bool stop = false;
  {
    const std::lock_guard lock(mutex_);
    generation_ = generation;
    next = next_wanted_;
    stop = stop_wanted_;
  }
  if (stop) generation->Stop();
  if (next) generation->Next();
}

void GenerationHandle::Next() {
  std::shared_ptr<router::Generation> generation;
  {
    const std::lock_guard lock(mutex_);
    next_wanted_ = true;
    generation = generation_;
  }
  if (generation) generation->Next();
}

void GenerationHandle::Stop() {
  std::shared_ptr<router::Generation> generation;
  {
    const std::lock_guard lock(mutex_);
    stop_wanted_ = true;
    generation = generation_;
  }
  if (generation) generation->Stop();
}

}  // namespace signalbox::gateway

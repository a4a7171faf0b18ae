#pragma once

#include <memory>
#include <mutex>

#include "services/router/client/router_client.h"

namespace signalbox::gateway {

/// A generation that may already be heard of before the call that starts it has returned. Any thread.
class GenerationHandle {
 public:
  /// Names the generation; whatever was asked for before happens now. Once.
  void Set(std::shared_ptr<router::Generation> generation);

  void Next();
  void Stop();

 private:
  std::mutex mutex_;  // Guards everything below.
  std::shared_ptr<router::Generation> generation_;
  bool next_wanted_ = false;
  bool stop_wanted_ = false;
};

}  // namespace signalbox::gateway

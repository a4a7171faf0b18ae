#pragma once

#include <memory>

#include "gateway/call.h"
#include "gateway/inference/services.h"

namespace signalbox::gateway {

/// POST /v1/chat/completions: scan, admit, recall the session if one is named, and relay. Stands behind ApiKey.
class ChatCompletions {
 public:
  explicit ChatCompletions(std::shared_ptr<const InferenceServices> services) : services_(std::move(services)) {}

  void operator()(const std::shared_ptr<Call>& call) const;

 private:
  std::shared_ptr<const InferenceServices> services_;
};

}  // namespace signalbox::gateway

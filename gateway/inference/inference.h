#pragma once

#include <memory>
#include <utility>

#include "gateway/call.h"
#include "gateway/inference/asked/asked.h"
#include "gateway/inference/services.h"

namespace signalbox::gateway {

/// Every route that asks a model for something: read the question, admit, recall what it continues, and
/// relay. Stands behind ApiKey.
class Inference {
 public:
  Inference(std::shared_ptr<const InferenceServices> services, ReadQuestion read)
      : services_(std::move(services)), read_(std::move(read)) {}

  void operator()(const std::shared_ptr<Call>& call) const;

 private:
  std::shared_ptr<const InferenceServices> services_;
  ReadQuestion read_;
};

}  // namespace signalbox::gateway

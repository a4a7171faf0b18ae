#pragma once

#include <memory>

#include "gateway/call.h"
#include "services/router/client/router_client.h"

namespace signalbox::gateway {

/// GET /v1/models and /v1/models/{id...}, in the form of the caller's dialect: what the caller may use, asked of the
/// router each time, so that a new model is there at once. A model the caller may not use does not exist for it. Stands
/// behind ApiKey.
class Models {
 public:
  explicit Models(std::shared_ptr<router::RouterClient> router) : router_(std::move(router)) {}

  void List(std::shared_ptr<Call> call) const;
  void Get(std::shared_ptr<Call> call) const;

 private:
  std::shared_ptr<router::RouterClient> router_;
};

}  // namespace signalbox::gateway

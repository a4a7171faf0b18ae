#pragma once

#include <memory>
#include <vector>

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/context/request_context.h"
#include "signalbox/billing/v1/billing.pb.h"

namespace signalbox::billing {

/// Calls billing and waits for the answer. Any thread that may block.
class BillingClient {
 public:
  explicit BillingClient(std::shared_ptr<grpc::Channel> channel);
  virtual ~BillingClient();

  virtual absl::StatusOr<v1::RecordResponse> Record(const RequestContext& context, const v1::RecordRequest& request);
  virtual absl::StatusOr<v1::SumByKeyResponse> SumByKey(const RequestContext& context,
                                                        const v1::SumByKeyRequest& request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::billing

#pragma once

#include <memory>
#include <vector>

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/context/request_context.h"
#include "signalbox/billing/v1/billing.pb.h"

namespace signalbox::billing {

/// Calls billing and waits for the answer. Any thread that may block.
///
/// Errors are the service's own; kDeadlineExceeded without a call when less than 100 ms are left. Never retries: Record
/// is repeated by the outbox, which alone knows that it must.
class BillingClient {
 public:
  /// `channel` may be null only for a fake that overrides every call.
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

#pragma once

#include "services/billing/domain/ledger.h"
#include "signalbox/billing/v1/billing.grpc.pb.h"

namespace signalbox::billing {

/// The ledger as a gRPC service. Called by gRPC's threads.
class BillingRpc final : public v1::BillingService::Service {
 public:
  explicit BillingRpc(Ledger& ledger) : ledger_(ledger) {}

  grpc::Status Record(grpc::ServerContext* call, const v1::RecordRequest* request,
                      v1::RecordResponse* response) override;
  grpc::Status ListEntries(grpc::ServerContext* call, const v1::ListEntriesRequest* request,
                           v1::ListEntriesResponse* response) override;
  grpc::Status SumByKey(grpc::ServerContext* call, const v1::SumByKeyRequest* request,
                        v1::SumByKeyResponse* response) override;

 private:
  Ledger& ledger_;
};

}  // namespace signalbox::billing

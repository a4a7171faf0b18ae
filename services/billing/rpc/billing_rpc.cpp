#include "services/billing/rpc/billing_rpc.h"

#include "common/rpc/unary.h"
#include "common/status/macros.h"
#include "services/billing/rpc/convert.h"

namespace signalbox::billing {

grpc::Status BillingRpc::Record(grpc::ServerContext* call, const v1::RecordRequest* request,
                                v1::RecordResponse* response) {
  return rpc::Unary(*call, "billing.Record", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordResult result, ledger_.Record(context, FromProto(*request)));
    response->set_recorded(static_cast<std::int32_t>(result.recorded));
    response->set_duplicates(static_cast<std::int32_t>(result.duplicates));
    return absl::OkStatus();
  });
}

grpc::Status BillingRpc::ListEntries(grpc::ServerContext* call, const v1::ListEntriesRequest* request,
                                     v1::ListEntriesResponse* response) {
  return rpc::Unary(*call, "billing.ListEntries", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const EntryPage page, ledger_.Find(context, FromProto(*request)));
    *response = ToProto(page);
    return absl::OkStatus();
  });
}

grpc::Status BillingRpc::SumByKey(grpc::ServerContext* call, const v1::SumByKeyRequest* request,
                                  v1::SumByKeyResponse* response) {
  return rpc::Unary(*call, "billing.SumByKey", [&](const RequestContext& context) -> absl::Status {
    const std::vector<std::string> keys(request->key_ids().begin(), request->key_ids().end());
    ASSIGN_OR_RETURN(const std::vector<KeySums> sums, ledger_.SumByKey(context, keys, request->limit()));
    *response = ToProto(sums);
    return absl::OkStatus();
  });
}

}  // namespace signalbox::billing

#pragma once

#include <vector>

#include "services/billing/domain/queries.h"
#include "signalbox/billing/v1/billing.pb.h"

namespace signalbox::billing {

/// Takes what the message says as it is; the ledger checks it. Times are cut to whole microseconds.
std::vector<Entry> FromProto(const v1::RecordRequest& request);
EntryRequest FromProto(const v1::ListEntriesRequest& request);

v1::ListEntriesResponse ToProto(const EntryPage& page);
v1::SumByKeyResponse ToProto(const std::vector<KeySums>& sums);

}  // namespace signalbox::billing

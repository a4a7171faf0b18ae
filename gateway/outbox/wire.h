#pragma once

#include <string>
#include <vector>

#include "gateway/outbox/outbox_file.h"
#include "signalbox/billing/v1/billing.pb.h"

namespace signalbox::gateway {

/// An entry in the form in which it stands inside a serialised RecordRequest: bytes of several may simply be joined.
/// Text that is not UTF-8 is repaired with U+FFFD: it could not be read back.
std::string ToWire(billing::v1::Entry entry);

/// What a run of groups holds.
struct Shipment {
  billing::v1::RecordRequest request;
  std::vector<RejectedEntry> unreadable;  ///< Bytes that are no entry any more; the rest is in `request`.
};

/// Reads groups back. A damaged group gives one RejectedEntry without an id that holds all of its bytes.
Shipment FromWire(const std::vector<Group>& groups);

}  // namespace signalbox::gateway

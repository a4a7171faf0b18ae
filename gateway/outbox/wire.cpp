#include "gateway/outbox/wire.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "common/json/utf8.h"

namespace signalbox::gateway {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

namespace {

void MakeUtf8(std::string& text) {
  if (!json::IsUtf8(text)) text = json::RepairUtf8(text);
}

// The only fields that take text from callers and providers; the others are ids that we made.
void MakeUtf8(billing::v1::Entry& entry) {
  MakeUtf8(*entry.mutable_request_id());
  MakeUtf8(*entry.mutable_end_user());
  MakeUtf8(*entry.mutable_session_id());
  MakeUtf8(*entry.mutable_model());
  MakeUtf8(*entry.mutable_upstream_model());
}

}  // namespace

std::string ToWire(billing::v1::Entry entry) {
  MakeUtf8(entry);
  const std::size_t size = entry.ByteSizeLong();
  constexpr std::uint32_t kTag = WireFormatLite::MakeTag(billing::v1::RecordRequest::kEntriesFieldNumber,
                                                         WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
  const std::size_t head =
      CodedOutputStream::VarintSize32(kTag) + CodedOutputStream::VarintSize32(static_cast<std::uint32_t>(size));
  std::string wire(head + size, '\0');
  auto* at = reinterpret_cast<std::uint8_t*>(wire.data());
  at = CodedOutputStream::WriteVarint32ToArray(kTag, at);
  at = CodedOutputStream::WriteVarint32ToArray(static_cast<std::uint32_t>(size), at);
  entry.SerializeWithCachedSizesToArray(at);
  return wire;
}

Shipment FromWire(const std::vector<Group>& groups) {
  Shipment shipment;
  for (const Group& group : groups) {
    const int before = shipment.request.entries_size();
    if (shipment.request.MergeFromString(group.wire)) continue;
    // A failed merge leaves the entries before the damage, which would then be both sent and rejected.
    shipment.request.mutable_entries()->DeleteSubrange(before, shipment.request.entries_size() - before);
    shipment.unreadable.push_back({.entry_id = "", .reason = "not readable as entries", .wire = group.wire});
  }
  return shipment;
}

}  // namespace signalbox::gateway

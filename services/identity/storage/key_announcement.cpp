#include "services/identity/storage/key_announcement.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "common/status/error.h"

namespace signalbox::identity {
namespace {

constexpr char kRaiseRevision[] = "UPDATE key_revision SET value = value + 1 RETURNING value";
constexpr char kNotify[] = "SELECT pg_notify($1, $2)";

// A payload has less than 8,000 bytes, an id 36 and a comma.
constexpr size_t kIdsPerPayload = 200;

}  // namespace

void Announce(pqxx::work& transaction, const std::vector<std::string>& key_ids) {
  const auto revision = transaction.exec1(kRaiseRevision)[0].as<std::int64_t>();
  for (size_t i = 0; i < key_ids.size(); i += kIdsPerPayload) {
    const auto begin = key_ids.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(kIdsPerPayload, key_ids.size() - i));
    transaction.exec_params(kNotify, kKeyChannel, fmt::format("{} {}", revision, fmt::join(begin, end, ",")));
  }
}

absl::StatusOr<KeyChange> ParseAnnouncement(const std::string& payload) {
  KeyChange change;
  const char* const last = payload.data() + payload.size();
  const auto [end, failure] = std::from_chars(payload.data(), last, change.revision);
  if (failure != std::errc() || end == last || *end != ' ') {
    return Error(absl::StatusCode::kInvalidArgument, "", "not an announcement of changed keys");
  }
  for (const char* begin = end + 1; begin < last;) {
    const char* const comma = std::find(begin, last, ',');
    change.key_ids.emplace_back(begin, comma);
    begin = comma == last ? last : comma + 1;
  }
  return change;
}

}  // namespace signalbox::identity

#include "services/billing/domain/queries.h"

#include <fmt/format.h>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::billing {
namespace {

using std::chrono::days;

constexpr days kDefaultWindow{30};
constexpr days kLongestWindow{1'098};  // Three years.
constexpr int kDefaultLimit = 50;
constexpr int kMaxLimit = 1'000;
constexpr int kMaxOffset = 100'000;  // Whoever wants to see more asks for fewer days.

absl::Status Invalid(const char* field, const std::string& message) {
  return Error(absl::StatusCode::kInvalidArgument, "", message, {{"field", field}});
}

absl::Status FillDays(const EntryRequest& request, TimePoint now, EntryQuery& query) {
  query.last_day = std::chrono::floor<days>(now);
  if (!request.end_date.empty()) {
    ASSIGN_OR_RETURN(query.last_day, ParseDay(request.end_date, "end_date"));
  }
  query.first_day = query.last_day - kDefaultWindow;
  if (!request.start_date.empty()) {
    ASSIGN_OR_RETURN(query.first_day, ParseDay(request.start_date, "start_date"));
  }
  if (query.first_day > query.last_day) return Invalid("start_date", "start_date must not be after end_date");
  if (query.last_day - query.first_day > kLongestWindow) {
    return Invalid("start_date",
                   fmt::format("start_date and end_date may be at most {} days apart", kLongestWindow.count()));
  }
  return absl::OkStatus();
}

absl::Status FillPaging(const EntryRequest& request, EntryQuery& query) {
  if (request.limit < 0 || request.limit > kMaxLimit) {
    return Invalid("limit", fmt::format("limit must be 1 to {}", kMaxLimit));
  }
  if (request.page < 0) return Invalid("page", "page counts from 1");
  if (request.page > 0 && request.offset != 0) return Invalid("page", "give page or offset, not both");
  query.limit = request.limit == 0 ? kDefaultLimit : request.limit;
  const std::int64_t offset =
      request.page > 0 ? std::int64_t{request.page - 1} * query.limit : std::int64_t{request.offset};
  if (offset < 0 || offset > kMaxOffset) {
    return Invalid(request.page > 0 ? "page" : "offset",
                   fmt::format("at most {} entries can be skipped: ask for fewer days instead", kMaxOffset));
  }
  query.offset = static_cast<int>(offset);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<EntryQuery> CheckQuery(const EntryRequest& request, TimePoint now) {
  EntryQuery query;
  query.key_id = request.key_id;
  query.team_id = request.team_id;
  query.user_id = request.user_id;
  query.model = request.model;
  query.request_id = request.request_id;
  RETURN_IF_ERROR(FillDays(request, now, query));
  RETURN_IF_ERROR(FillPaging(request, query));
  return query;
}

}  // namespace signalbox::billing

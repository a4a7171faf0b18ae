#include "services/billing/domain/entry_rules.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::billing {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_days kEarliest = std::chrono::January / 1 / 2020;
constexpr auto kClockSkew = 24h;

void Tidy(std::string& text) {
  std::erase(text, '\0');
  if (text.size() <= kMaxTextBytes) return;
  std::size_t end = kMaxTextBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // Inside a character.
  text.resize(end);
}

absl::Status Require(bool fine, const char* field, const char* rule) {
  if (fine) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("{} {}", field, rule), {{"field", field}});
}

bool WithinReason(TimePoint time, TimePoint now) {
  return time >= kEarliest && time <= now + kClockSkew;
}

}  // namespace

void TidyTexts(Entry& entry) {
  for (std::string* text : {&entry.request_id, &entry.key_id, &entry.user_id, &entry.team_id, &entry.organization_id,
                            &entry.end_user, &entry.session_id, &entry.model, &entry.deployment, &entry.provider,
                            &entry.account_id, &entry.upstream_model}) {
    Tidy(*text);
  }
}

absl::Status CheckEntry(const Entry& entry, TimePoint now) {
  RETURN_IF_ERROR(Require(IsUuid(entry.entry_id), "entry_id", "must be a UUID"));
  RETURN_IF_ERROR(Require(!entry.model.empty(), "model", "is required"));
  RETURN_IF_ERROR(Require(entry.outcome != Outcome::kUnknown, "ending", "is required"));
  RETURN_IF_ERROR(Require(WithinReason(entry.start_time, now), "start_time", "must be between 2020 and now"));
  RETURN_IF_ERROR(Require(WithinReason(entry.end_time, now), "end_time", "must be between 2020 and now"));
  RETURN_IF_ERROR(Require(entry.status >= 0 && entry.status <= 999, "status", "must be an HTTP status or 0"));
  RETURN_IF_ERROR(Require(entry.ttft >= 0us, "ttft_us", "must not be negative"));
  RETURN_IF_ERROR(Require(entry.duration >= 0us, "duration_us", "must not be negative"));
  return Require(entry.attempts >= 0, "attempts", "must not be negative");
}

std::optional<std::string> ImplausibleUsage(const TokenCounts& tokens) {
  const auto classes = tokens.Classes();
  const bool plausible =
      std::all_of(classes.begin(), classes.end(), [](std::int64_t count) { return count >= 0 && count <= kMaxTokens; });
  if (plausible) return std::nullopt;
  return fmt::format("input={} input_cached={} input_cache_write={} output={} output_reasoning={}", tokens.input,
                     tokens.input_cached, tokens.input_cache_write, tokens.output, tokens.output_reasoning);
}

}  // namespace signalbox::billing

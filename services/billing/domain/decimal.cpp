#include "services/billing/domain/decimal.h"

#include <algorithm>
#include <string>

#include "common/status/error.h"

namespace signalbox::billing {
namespace {

constexpr int kFractionDigits = 6;
constexpr std::size_t kWholeDigits = 7;
constexpr std::int64_t kMostPicos = 1'000'000'000'000;

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

absl::Status Malformed(std::string_view text, std::string_view rule) {
  return Error(absl::StatusCode::kInvalidArgument, "",
               "\"" + std::string(text) + "\" is not a price in USD per million tokens: " + std::string(rule));
}

}  // namespace

absl::StatusOr<PicosPerToken> ParseUsdPerMillion(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "0" : text.substr(point + 1);
  if (!AllDigits(whole) || !AllDigits(fraction)) return Malformed(text, "write it as 2.50");
  if (fraction.size() > kFractionDigits) return Malformed(text, "at most six digits after the point");
  if (whole.size() > kWholeDigits) return Malformed(text, "at most 1000000");

  // A dollar per million tokens is a million picos per token, so six digits after the point are whole picos.
  std::int64_t picos = 0;
  for (const char digit : whole) picos = picos * 10 + (digit - '0');
  for (std::size_t i = 0; i < kFractionDigits; ++i) picos = picos * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  if (picos > kMostPicos) return Malformed(text, "at most 1000000");
  return PicosPerToken{picos};
}

}  // namespace signalbox::billing

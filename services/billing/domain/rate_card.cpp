#include "services/billing/domain/rate_card.h"

#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/billing/domain/decimal.h"

namespace signalbox::billing {
namespace {

constexpr std::size_t kColumns = 8;

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(Trim(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

absl::Status ParsePrice(std::string_view text, std::optional<PicosPerToken> fallback, PicosPerToken& target) {
  if (text.empty() && fallback) {
    target = *fallback;
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(target, ParseUsdPerMillion(text));
  return absl::OkStatus();
}

absl::StatusOr<Rate> ParseLine(std::string_view line) {
  const std::vector<std::string_view> columns = Split(line, ',');
  if (columns.size() != kColumns) {
    return Error(absl::StatusCode::kInvalidArgument, "",
                 fmt::format("{} columns are expected, {} found", kColumns, columns.size()));
  }
  if (columns[0].empty() || columns[1].empty()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "model and provider must not be empty");
  }
  Rate rate;
  rate.model = columns[0];
  rate.provider = columns[1] == "*" ? "" : columns[1];
  ASSIGN_OR_RETURN(rate.effective_from, ParseDay(columns[2], "effective_from"));
  Rates& rates = rate.rates;
  RETURN_IF_ERROR(ParsePrice(columns[3], std::nullopt, rates.input));
  RETURN_IF_ERROR(ParsePrice(columns[4], rates.input, rates.input_cached));
  RETURN_IF_ERROR(ParsePrice(columns[5], rates.input, rates.input_cache_write));
  RETURN_IF_ERROR(ParsePrice(columns[6], std::nullopt, rates.output));
  RETURN_IF_ERROR(ParsePrice(columns[7], rates.output, rates.output_reasoning));
  return rate;
}

absl::Status AtLine(const std::string& card, std::size_t line, std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("rate card {}, line {}: {}", card, line, message));
}

}  // namespace

absl::StatusOr<RateCard> ParseRateCard(std::string name, std::string text) {
  RateCard card{.name = std::move(name), .text = std::move(text), .rates = {}};
  std::set<std::tuple<std::string, std::string, Day>> seen;
  const std::vector<std::string_view> lines = Split(card.text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty() || lines[i].front() == '#') continue;
    absl::StatusOr<Rate> rate = ParseLine(lines[i]);
    if (!rate.ok()) return AtLine(card.name, i + 1, MessageOf(rate.status()));
    if (!seen.emplace(rate->model, rate->provider, rate->effective_from).second) {
      return AtLine(card.name, i + 1, "this rate was given before");
    }
    card.rates.push_back(*std::move(rate));
  }
  return card;
}

}  // namespace signalbox::billing

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <absl/status/status.h>

#include "common/context/clock.h"
#include "services/billing/domain/entry.h"

namespace signalbox::billing {

constexpr std::int64_t kMaxTokens = 100'000'000;  ///< Of one class in one request; beyond it nobody believes it.
constexpr std::size_t kMaxTextBytes = 256;        ///< Of every text of an entry; longer ones are cut.

/// Makes the texts storable: cut to kMaxTextBytes between characters, without NUL bytes. Money is never refused for the
/// looks of a label.
void TidyTexts(Entry& entry);

/// Whether the entry can be in the ledger at all: it has a UUID, a model, an outcome and times between 2020 and a day
/// from `now`, and nothing but tokens is negative.
/// Errors: kInvalidArgument naming the field.
absl::Status CheckEntry(const Entry& entry, TimePoint now);

/// Why the reported usage cannot be true; nullopt when it can.
std::optional<std::string> ImplausibleUsage(const TokenCounts& tokens);

}  // namespace signalbox::billing

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// The figures of a message, put together from the `usage` objects of its stream: each is a total so far, and a later
/// one replaces an earlier one where it says something.
class UsageTotals {
 public:
  void Add(json::Value usage);

  /// In disjoint classes: here what was cached stands beside the input already, and what was thought is within the
  /// output. Nothing before input and output were said, or when they cannot be true: a negative or absurdly large
  /// number, more thinking than output, nothing at all.
  std::optional<llm::v1::Usage> Total() const;

 private:
  std::optional<std::int64_t> input_;
  std::optional<std::int64_t> output_;
  std::int64_t cache_read_ = 0;
  std::int64_t cache_write_ = 0;
  std::int64_t thinking_ = 0;
  bool broken_ = false;
};

std::optional<llm::v1::Usage> ReadUsage(json::Value usage);

/// Writes a whole `usage` object, with the service tier if there is one.
void WriteUsage(const llm::v1::Usage& usage, std::string_view service_tier, json::Writer& writer);

}  // namespace signalbox::dialect::anthropic_messages

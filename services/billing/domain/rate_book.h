#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "services/billing/domain/rate_table.h"

namespace signalbox::billing {

/// The rates in force, replaced as a whole. Any thread.
class RateBook {
 public:
  explicit RateBook(RateTable table = {}) { Publish(std::move(table)); }

  std::shared_ptr<const RateTable> Current() const { return table_.load(); }
  void Publish(RateTable table) { table_.store(std::make_shared<const RateTable>(std::move(table))); }

 private:
  std::atomic<std::shared_ptr<const RateTable>> table_;
};

}  // namespace signalbox::billing

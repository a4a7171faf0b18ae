#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "common/status/macros.h"
#include "services/billing/client/billing_client.h"

namespace signalbox::gateway {

/// What billing was sent, and what it shall answer. Shared by a test and the outbox's client; any thread.
class BillingBook {
 public:
  using Answer = std::function<absl::Status(const billing::v1::RecordRequest&)>;

  /// From now on calls are answered by `answer`; what it refuses is not written into the book.
  void AnswerWith(Answer answer) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
  }

  absl::StatusOr<billing::v1::RecordResponse> Take(const billing::v1::RecordRequest& request) {
    const std::lock_guard lock(mutex_);
    ++calls_;
    changed_.notify_all();
    if (answer_) RETURN_IF_ERROR(answer_(request));
    sizes_.push_back(request.entries_size());
    for (const auto& entry : request.entries()) ids_.push_back(entry.entry_id());
    return billing::v1::RecordResponse();
  }

  /// Waits until `count` entries are in the book; false after ten seconds.
  bool WaitForEntries(std::size_t count) {
    return Wait([&] { return ids_.size() >= count; });
  }

  /// Waits until `count` calls have come, whatever they were answered; false after ten seconds.
  bool WaitForCalls(int count) {
    return Wait([&] { return calls_ >= count; });
  }

  std::vector<std::string> ids() const {
    const std::lock_guard lock(mutex_);
    return ids_;
  }

  std::vector<int> sizes() const {
    const std::lock_guard lock(mutex_);
    return sizes_;
  }

 private:
  template <typename Condition>
  bool Wait(Condition condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), condition);
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Answer answer_;
  int calls_ = 0;
  std::vector<std::string> ids_;
  std::vector<int> sizes_;
};

/// A client whose every Record goes into a book.
class FakeBilling : public billing::BillingClient {
 public:
  explicit FakeBilling(std::shared_ptr<BillingBook> book) : BillingClient(nullptr), book_(std::move(book)) {}

  absl::StatusOr<billing::v1::RecordResponse> Record(const RequestContext&,
                                                     const billing::v1::RecordRequest& request) override {
    return book_->Take(request);
  }

 private:
  std::shared_ptr<BillingBook> book_;
};

}  // namespace signalbox::gateway

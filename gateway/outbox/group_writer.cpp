#include "gateway/outbox/group_writer.h"

#include <algorithm>
#include <utility>

#include <pthread.h>

#include "common/log/log.h"
#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::milliseconds kCommitGap{1};
constexpr std::size_t kRowBytes = 256 * 1024;

void Merge(Acknowledgement& into, Acknowledgement from) {
  into.through = std::max(into.through, from.through);
  std::move(from.rejected.begin(), from.rejected.end(), std::back_inserter(into.rejected));
}

}  // namespace

GroupWriter::GroupWriter(OutboxFile& file, std::int64_t entries_per_row, std::function<void(std::int64_t)> on_commit,
                         std::function<void(std::int64_t)> on_loss)
    : file_(file),
      entries_per_row_(entries_per_row),
      on_commit_(std::move(on_commit)),
      on_loss_(std::move(on_loss)),
      thread_([this](std::stop_token stop) { Run(std::move(stop)); }) {
  pthread_setname_np(thread_.native_handle(), "outbox-write");
}

GroupWriter::~GroupWriter() {
  thread_.request_stop();
  thread_.join();
}

bool GroupWriter::Append(std::string wire, Done& done) {
  std::unique_lock lock(mutex_);
  if (items_.size() >= kMaxWaiting) return false;
  Push({std::move(wire), std::move(done), absl::OkStatus()}, std::move(lock));
  return true;
}

void GroupWriter::Refuse(Done done, absl::Status refusal) {
  Push({"", std::move(done), std::move(refusal)}, std::unique_lock(mutex_));
}

void GroupWriter::Push(Item item, std::unique_lock<std::mutex> lock) {
  items_.push_back(std::move(item));
  const bool notify = std::exchange(idle_, false);
  lock.unlock();
  if (notify) wake_.notify_one();
}

void GroupWriter::Acknowledge(Acknowledgement answer) {
  std::unique_lock lock(mutex_);
  Merge(answer_, std::move(answer));
  answered_ = true;
  const bool notify = std::exchange(idle_, false);
  lock.unlock();
  if (notify) wake_.notify_one();
}

void GroupWriter::Run(std::stop_token stop) {
  std::vector<Item> items;
  Acknowledgement answer;
  while (Collect(stop, items, answer)) {
    Commit(items, std::exchange(answer, {}));
    items.clear();
  }
  if (kept_.through != 0) Commit(items, {});
}

bool GroupWriter::Collect(std::stop_token stop, std::vector<Item>& items, Acknowledgement& answer) {
  std::unique_lock lock(mutex_);
  idle_ = true;
  const bool work = wake_.wait(lock, stop, [this] { return !items_.empty() || answered_; });
  idle_ = false;
  if (!work) return false;
  if (in_company_) wake_.wait_until(lock, stop, last_commit_ + kCommitGap, [] { return false; });
  items.swap(items_);
  answer = std::exchange(answer_, {});
  answered_ = false;
  return true;
}

void GroupWriter::Commit(std::vector<Item>& items, Acknowledgement answer) {
  last_commit_ = std::chrono::steady_clock::now();
  std::vector<Group> groups = GroupsOf(items);
  std::int64_t entries = 0;
  for (const Group& group : groups) entries += group.entries;
  in_company_ = entries > 1;

  Merge(answer, std::exchange(kept_, {}));
  const absl::Status status = CommitToFile(groups, answer);
  if (entries > 0) (status.ok() ? on_commit_ : on_loss_)(entries);
  for (Item& item : items) item.done(item.refusal.ok() ? status : item.refusal);
}

std::vector<Group> GroupWriter::GroupsOf(const std::vector<Item>& items) const {
  std::vector<Group> groups;
  for (const Item& item : items) {
    if (!item.refusal.ok()) continue;
    if (groups.empty() || groups.back().entries >= entries_per_row_ || groups.back().wire.size() >= kRowBytes) {
      groups.emplace_back();
    }
    groups.back().wire += item.wire;
    ++groups.back().entries;
  }
  return groups;
}

absl::Status GroupWriter::CommitToFile(std::vector<Group>& groups, Acknowledgement& answer) {
  if (groups.empty() && answer.through == 0) return absl::OkStatus();
  absl::Status status = file_.Commit(groups, answer);
  if (status.ok()) {
    if (std::exchange(failing_, false)) log::Info("outbox: the file can be written again");
    return status;
  }
  if (!std::exchange(failing_, true)) log::Error("outbox: commit failed", {{"error", MessageOf(status)}});
  // What is removed frees the room that what is added lacks, so it gets a transaction of its own.
  std::vector<Group> none;
  if (answer.through != 0 && !(groups.size() && file_.Commit(none, answer).ok())) kept_ = std::move(answer);
  return Error(absl::StatusCode::kUnavailable, "", "the outbox cannot be written: " + MessageOf(status));
}

}  // namespace signalbox::gateway

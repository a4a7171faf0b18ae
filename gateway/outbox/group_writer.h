#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <absl/status/status.h>

#include "gateway/outbox/outbox_file.h"

namespace signalbox::gateway {

/// Commits entries in groups, on a thread of its own. Any thread may call.
///
/// A lone entry is committed at once; as soon as entries come in company the writer commits at most once a
/// millisecond, which costs them less than that and the machine a fraction.
class GroupWriter {
 public:
  using Done = std::function<void(const absl::Status&)>;
  static constexpr std::size_t kMaxWaiting = 20'000;  ///< Entries not yet committed.

  /// `on_commit` gets the number of entries of each committed group, `on_loss` of each that could not be; both on the
  /// writer's thread.
  GroupWriter(OutboxFile& file, std::int64_t entries_per_row, std::function<void(std::int64_t)> on_commit,
              std::function<void(std::int64_t)> on_loss);

  /// Commits what has been appended and acknowledged, then stops.
  ~GroupWriter();

  /// False, and `done` never runs, when kMaxWaiting entries wait for the disk already.
  bool Append(std::string wire, Done& done);

  /// Runs `done` with `refusal` on the writer's thread.
  void Refuse(Done done, absl::Status refusal);

  /// Has billing's answer applied with the next commit.
  void Acknowledge(Acknowledgement answer);

 private:
  struct Item {
    std::string wire;
    Done done;
    absl::Status refusal;
  };

  void Push(Item item, std::unique_lock<std::mutex> lock);
  void Run(std::stop_token stop);
  bool Collect(std::stop_token stop, std::vector<Item>& items, Acknowledgement& answer);
  void Commit(std::vector<Item>& items, Acknowledgement answer);
  std::vector<Group> GroupsOf(const std::vector<Item>& items) const;
  absl::Status CommitToFile(std::vector<Group>& groups, Acknowledgement& answer);

  OutboxFile& file_;
  const std::int64_t entries_per_row_;
  const std::function<void(std::int64_t)> on_commit_;
  const std::function<void(std::int64_t)> on_loss_;

  std::mutex mutex_;  // Guards the five below.
  std::condition_variable_any wake_;
  std::vector<Item> items_;
  Acknowledgement answer_;
  bool answered_ = false;
  bool idle_ = false;  // The thread waits for `wake_`; nobody else needs to be notified.

  std::chrono::steady_clock::time_point last_commit_;  // This and the rest: the thread's own.
  bool in_company_ = false;
  bool failing_ = false;
  Acknowledgement kept_;  // Could not be applied yet.
  std::jthread thread_;
};

}  // namespace signalbox::gateway

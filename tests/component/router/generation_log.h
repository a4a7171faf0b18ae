#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "services/router/client/router_client.h"

namespace signalbox::router {

/// Hears one generation and lets a test wait for parts of it. Any thread.
class GenerationLog final : public GenerateObserver {
 public:
  explicit GenerationLog(bool reads_on) : reads_on_(reads_on) {}

  void Bind(std::shared_ptr<Generation> generation);
  Generation& generation() const { return *generation_; }

  /// Reads on by itself from now on.
  void ReadOn();

  /// Waits for the end, at most ten seconds.
  absl::Status Done();

  /// Waits until `text` is in the data. False when the call ended or ten seconds passed without it.
  bool WaitFor(const std::string& text);

  /// What came, after Done().
  int status() const { return head_ ? head_->status() : 0; }
  std::string Header(const std::string& name) const;
  bool has_head() const { return head_.has_value(); }
  const std::string& data() const { return data_; }
  const v1::Tail& tail() const { return tail_; }
  int events() const { return events_; }

 private:
  void OnEvent(v1::GenerateEvent& event) override;
  void OnDone(const absl::Status& status) override;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool reads_on_;
  bool owes_next_ = false;  // An event came before the generation was bound, or while not reading on.
  std::shared_ptr<Generation> generation_;
  std::optional<v1::Head> head_;
  std::string data_;
  v1::Tail tail_;
  int events_ = 0;
  std::optional<absl::Status> done_;
};

}  // namespace signalbox::router

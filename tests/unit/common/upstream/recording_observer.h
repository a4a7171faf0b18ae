#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/upstream/client.h"

namespace signalbox::upstream {

/// Keeps what it hears, and lets a test wait for it. Waiting ends after ten seconds at the latest, with nothing.
class RecordingObserver : public Observer {
 public:
  void OnHead(const ResponseHead& head) override {
    Change([&] { head_ = head; });
  }
  void OnData(std::string_view bytes) override {
    Change([&] { body_ += bytes; });
    if (on_data) on_data();
  }
  void OnDone(const Result& result) override {
    if (on_done) on_done();
    Change([&] {
      result_ = result;
      thread_ = std::this_thread::get_id();
    });
  }

  ResponseHead WaitHead() {
    return Wait([&] { return head_.has_value() || result_.has_value(); }) ? head_.value_or(ResponseHead{})
                                                                          : ResponseHead{};
  }
  std::string WaitBody(std::size_t bytes) {
    Wait([&] { return body_.size() >= bytes || result_.has_value(); });
    return body();
  }
  std::optional<Result> WaitDone() {
    Wait([&] { return result_.has_value(); });
    const std::lock_guard lock(mutex_);
    return result_;
  }
  Failure WaitFailure() {
    const auto result = WaitDone();
    return result ? result->failure : Failure::kNone;
  }

  std::string body() {
    const std::lock_guard lock(mutex_);
    return body_;
  }

  /// The loop thread that said it was done.
  std::thread::id thread() {
    const std::lock_guard lock(mutex_);
    return thread_;
  }

  // Called on the loop thread; set before the transfer starts.
  std::function<void()> on_data;
  std::function<void()> on_done;

 private:
  void Change(const std::function<void()>& change) {
    const std::lock_guard lock(mutex_);
    change();
    changed_.notify_all();
  }
  bool Wait(const std::function<bool()>& condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), condition);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<ResponseHead> head_;
  std::string body_;
  std::optional<Result> result_;
  std::thread::id thread_;
};

}  // namespace signalbox::upstream

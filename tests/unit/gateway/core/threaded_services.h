#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/gateway/core/fake_services.h"

namespace signalbox::gateway {

/// A generation that streams `chunks` events on a thread of its own, each after it was asked for; Stop ends it early.
class ThreadedGeneration final : public router::Generation {
 public:
  explicit ThreadedGeneration(std::shared_ptr<router::GenerateObserver> observer) : observer_(std::move(observer)) {}

  void Next() override {
    const std::lock_guard lock(mutex_);
    ++asked_;
    wake_.notify_all();
  }
  void Stop() override { stopped_ = true; }
  void Cancel() override { stopped_ = true; }

  void Run(int chunks) {
    router::v1::GenerateEvent head;
    head.mutable_head()->set_status(200);
    auto* header = head.mutable_head()->add_headers();
    header->set_name("content-type");
    header->set_value("text/event-stream");
    observer_->OnEvent(head);
    for (int i = 0; i < chunks && !stopped_; ++i) {
      WaitUntilAsked();
      Say("data: {\"chunk\":1}\n\n");
    }
    WaitUntilAsked();
    router::v1::GenerateEvent tail;
    tail.mutable_tail()->set_ending(stopped_ ? llm::v1::CLIENT_CANCELLED : llm::v1::COMPLETED);
    tail.mutable_tail()->add_attempts()->set_provider("demo");
    if (!stopped_) tail.set_data("data: [DONE]\n\n");
    observer_->OnEvent(tail);
    std::exchange(observer_, nullptr)->OnDone(absl::OkStatus());
  }

 private:
  void Say(const std::string& data) {
    router::v1::GenerateEvent event;
    event.set_data(data);
    ++said_;
    observer_->OnEvent(event);
  }
  /// Until the event said last was taken.
  void WaitUntilAsked() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return asked_ > said_; });
  }

  std::shared_ptr<router::GenerateObserver> observer_;
  std::atomic<bool> stopped_{false};
  int said_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  int asked_ = 0;
};

/// Runs every generation on a thread of its own.
class ThreadedRouter final : public router::RouterClient {
 public:
  ThreadedRouter() : RouterClient(nullptr) {}
  ~ThreadedRouter() override { Join(); }

  std::shared_ptr<router::Generation> Generate(const RequestContext&, router::v1::GenerateRequest,
                                               std::shared_ptr<router::GenerateObserver> observer) override {
    auto generation = std::make_shared<ThreadedGeneration>(std::move(observer));
    const std::lock_guard lock(mutex_);
    threads_.emplace_back([generation] { generation->Run(20); });
    return generation;
  }

  void Join() {
    std::vector<std::thread> threads;
    {
      const std::lock_guard lock(mutex_);
      threads.swap(threads_);
    }
    for (std::thread& thread : threads) thread.join();
  }

 private:
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

/// Makes entries durable on a thread of its own. Its last owner may be the callback of an entry, which runs on that
/// thread: close it first, like the outbox.
class ThreadedLedger final : public Ledger {
 public:
  /// Makes durable what was appended and ends the thread. Not from a callback of Append.
  void Close() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  void Append(billing::v1::Entry entry, std::function<void(const absl::Status&)> done) override {
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(std::move(entry), std::move(done));
    wake_.notify_all();
  }
  bool Full() const override { return false; }
  std::size_t Depth() const override { return 0; }

  /// Entries that are durable, by request id; a request with two is there twice.
  std::multiset<std::string> Durable() const {
    const std::lock_guard lock(mutex_);
    return durable_;
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return stop_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto [entry, done] = std::move(waiting_.front());
      waiting_.pop_front();
      durable_.insert(entry.request_id());
      lock.unlock();
      done(absl::OkStatus());
      done = nullptr;
      lock.lock();
    }
  }

  mutable std::mutex mutex_;  // Guards everything below but the thread.
  std::condition_variable wake_;
  std::deque<std::pair<billing::v1::Entry, std::function<void(const absl::Status&)>>> waiting_;
  std::multiset<std::string> durable_;
  bool stop_ = false;
  std::thread thread_{[this] { Run(); }};
};

/// Knows every key at once.
class WillingIdentity final : public identity::IdentityClient {
 public:
  WillingIdentity() : IdentityClient(nullptr) {}
  void Authenticate(const RequestContext&, std::string,
                    std::function<void(absl::StatusOr<identity::v1::AuthenticateResponse>)> done) override {
    done(FakeIdentity::Caller("key-1", 1));
  }
};

}  // namespace signalbox::gateway

#include "tests/component/router/generation_log.h"

#include <utility>

namespace signalbox::router {
namespace {

constexpr std::chrono::seconds kPatience{10};

}  // namespace

void GenerationLog::Bind(std::shared_ptr<Generation> generation) {
  const std::lock_guard lock(mutex_);
  generation_ = std::move(generation);
  if (reads_on_ && std::exchange(owes_next_, false)) generation_->Next();
}

void GenerationLog::ReadOn() {
  const std::lock_guard lock(mutex_);
  reads_on_ = true;
  if (std::exchange(owes_next_, false)) generation_->Next();
}

absl::Status GenerationLog::Done() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, kPatience, [&] { return done_.has_value(); })) {
    return absl::DeadlineExceededError("the generation did not end");
  }
  return *done_;
}

bool GenerationLog::WaitFor(const std::string& text) {
  std::unique_lock lock(mutex_);
  const auto found = [&] { return data_.find(text) != data_.npos; };
  changed_.wait_for(lock, kPatience, [&] { return found() || done_.has_value(); });
  return found();
}

std::string GenerationLog::Header(const std::string& name) const {
  if (!head_) return "";
  for (const v1::Header& header : head_->headers()) {
    if (header.name() == name) return header.value();
  }
  return "";
}

void GenerationLog::OnEvent(v1::GenerateEvent& event) {
  const std::lock_guard lock(mutex_);
  ++events_;
  if (event.has_head()) head_ = std::move(*event.mutable_head());
  data_ += event.data();
  if (event.has_tail()) tail_ = std::move(*event.mutable_tail());
  if (reads_on_ && generation_) {
    generation_->Next();
  } else {
    owes_next_ = true;
  }
  changed_.notify_all();
}

void GenerationLog::OnDone(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  done_ = status;
  changed_.notify_all();
}

}  // namespace signalbox::router

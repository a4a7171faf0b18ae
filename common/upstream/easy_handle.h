#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <curl/curl.h>

#include "common/upstream/request_headers.h"

namespace signalbox::upstream {

class Poller;
class RunningTransfer;

/// A curl easy handle with all that never changes set: made once, used for one transfer after the other.
class EasyHandle {
 public:
  /// `poller` hears of every socket before it is closed.
  explicit EasyHandle(Poller& poller);
  ~EasyHandle();
  EasyHandle(const EasyHandle&) = delete;
  EasyHandle& operator=(const EasyHandle&) = delete;

  /// Sets what the request of `transfer` asks for. Empty, or why it cannot be sent.
  std::string Prepare(RunningTransfer& transfer);

  CURL* get() const { return easy_; }

  /// curl's words for how it ended.
  std::string Detail(CURLcode code) const;

 private:
  void SetConstants(Poller& poller);
  void SetMethod(const Request& request);

  CURL* easy_;
  RequestHeaders headers_;
  std::array<char, CURL_ERROR_SIZE> error_{};
};

/// Handles nobody uses now. One thread.
class EasyHandlePool {
 public:
  explicit EasyHandlePool(Poller& poller) : poller_(poller) {}

  std::unique_ptr<EasyHandle> Take();
  void Return(std::unique_ptr<EasyHandle> handle);

 private:
  Poller& poller_;
  std::vector<std::unique_ptr<EasyHandle>> free_;
};

}  // namespace signalbox::upstream

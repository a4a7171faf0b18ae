#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/http/exchange.h"

namespace signalbox::gateway {

/// A caller in memory. By default it takes every write at once; with `slow` it takes one when told to.
class FakeExchange final : public http::Exchange {
 public:
  const http::Request& Request() const override { return request; }
  const http::PathParameters& Parameters() const override { return parameters; }
  std::string TakeBody() override { return std::move(request.body); }

  void SetHeader(std::string name, std::string value) override { headers.emplace_back(name, value); }

  void Respond(int with_status, http::Headers with, std::string with_body) override {
    ++answers;
    if (gone_now) return;
    status = with_status;
    headers.insert(headers.end(), with.begin(), with.end());
    body = std::move(with_body);
    complete = true;
  }

  void StartStream(int with_status, http::Headers with) override {
    ++answers;
    status = with_status;
    headers.insert(headers.end(), with.begin(), with.end());
    streaming = true;
  }

  void Send(std::string bytes, std::function<void(bool)> done) override {
    if (gone_now || complete) return done(false);
    sent.push_back(bytes);
    body += bytes;
    if (!slow) return done(true);
    pending.push_back(std::move(done));
  }

  void Finish() override { complete = finished = true; }
  void Abort() override { complete = aborted = true; }
  void OnGone(std::function<void()> callback) override {
    if (gone_now) return callback();
    gone = std::move(callback);
  }
  int StatusSent() const override { return status; }
  std::uint64_t BytesSent() const override { return body.size(); }

  /// The socket takes the oldest pending write.
  void TakeWrite() {
    auto done = std::move(pending.front());
    pending.erase(pending.begin());
    done(true);
  }

  /// The caller closes its connection.
  void Leave() {
    gone_now = true;
    for (auto& done : std::exchange(pending, {})) done(false);
    if (!complete && gone) std::exchange(gone, nullptr)();
  }

  std::optional<std::string> Header(const std::string& name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return std::nullopt;
  }

  http::Request request;
  http::PathParameters parameters;
  http::Headers headers;
  int answers = 0;
  int status = 0;
  std::string body;
  std::vector<std::string> sent;
  std::vector<std::function<void(bool)>> pending;
  bool slow = false;
  bool streaming = false;
  bool complete = false;
  bool finished = false;
  bool aborted = false;
  bool gone_now = false;
  std::function<void()> gone;
};

}  // namespace signalbox::gateway

#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/fake_provider/http.h"

namespace signalbox::fake_provider {

/// Microseconds of CLOCK_MONOTONIC: comparable between the processes of one machine.
std::int64_t NowMicros();

/// What happened to one request.
struct Record {
  std::uint64_t id = 0;
  std::uint64_t connection = 0;  ///< Requests of one connection share it.
  std::string method;
  std::string target;
  std::string model;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  ///< Its first 64 KiB.
  std::uint64_t body_bytes = 0;
  std::uint64_t body_hash = 0;  ///< FNV-1a, 64 bits, of the whole body.
  std::int64_t arrived_us = 0;
  std::optional<std::int64_t> head_us;
  std::vector<std::int64_t> chunk_us;  ///< When each of the first 4,096 chunks was handed to the kernel.
  int chunks = 0;
  std::optional<std::int64_t> finished_us;  ///< The whole answer was handed to the kernel.
  std::optional<std::int64_t> closed_us;    ///< The peer closed, or reset, the connection.

  void AddChunks(int count, std::int64_t now_us);
};

std::string ToJson(const Record& record);

/// Whether a record has come so far: "arrived", "head", "chunk:<n>", "finished" or "closed".
bool Reached(const Record& record, std::string_view event);

/// Remembers the last 1,000 requests.
class Recorder {
 public:
  /// `enabled` false: nothing is recorded, Begin() returns nullptr.
  explicit Recorder(bool enabled) : enabled_(enabled) {}

  std::shared_ptr<Record> Begin(std::uint64_t connection, const HttpRequest& request, std::string model);

  /// Tells the listener that something was written into a record.
  void Changed() { listener_(); }

  void Clear() { records_.clear(); }

  /// The records of a model, oldest first; an empty name means all. `model` may leave out the words behind ';'.
  std::vector<std::shared_ptr<Record>> Of(std::string_view model) const;

  /// `listener` is called after every change.
  void SetListener(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  bool enabled_;
  std::uint64_t last_id_ = 0;
  std::deque<std::shared_ptr<Record>> records_;
  std::function<void()> listener_ = [] {};
};

}  // namespace signalbox::fake_provider

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "tests/support/fake_provider/body_hash.h"

namespace signalbox::test {

/// One request as the provider recorded it. Times compare with std::chrono::steady_clock::now() of the test.
struct RecordedRequest {
  using Time = std::chrono::steady_clock::time_point;

  std::uint64_t id = 0;
  std::uint64_t connection = 0;  ///< Requests that came over one connection share it.
  std::string method;
  std::string target;
  std::string model;
  std::multimap<std::string, std::string> headers;  ///< Names in lower case.
  std::string body;                                 ///< Its first 64 KiB.
  std::uint64_t body_bytes = 0;
  std::uint64_t body_hash = 0;  ///< BodyHash() of the whole body.
  Time arrived;
  std::optional<Time> head;
  std::vector<Time> chunk_times;  ///< When each of the first 4,096 chunks was handed to the kernel.
  int chunks = 0;
  std::optional<Time> finished;
  std::optional<Time> closed;  ///< The peer closed the connection.

  std::string Header(const std::string& lower_case_name) const;  ///< First value, or empty.
};

/// Runs signalbox-fake-provider for a test, on a free port of the loopback address. Its script words, and the meaning
/// of the calls below, are in README.md.
///
/// Any thread. Every call throws std::runtime_error when the provider does not answer as it should.
class FakeProvider {
 public:
  /// Starts it and waits until it listens.
  explicit FakeProvider(const std::vector<std::string>& arguments = {});
  ~FakeProvider();  ///< Stops it and waits for its end.
  FakeProvider(const FakeProvider&) = delete;
  FakeProvider& operator=(const FakeProvider&) = delete;

  /// "http://127.0.0.1:41234".
  const std::string& base_url() const { return base_url_; }

  /// base_url() and "/v1": the base URL of an OpenAI client.
  std::string openai_url() const { return base_url_ + "/v1"; }

  std::uint16_t port() const { return port_; }

  /// Adds a script: {"model":"gpt-4o","status":429,"times":1}.
  void Script(std::string_view json) const;
  void ClearScripts() const;

  /// The key file of the service account whose tokens Vertex's endpoints take; its token_uri is ours.
  std::string ServiceAccount() const;

  /// Lets the answers to `model` pass so many holds. False when no such answer is under way.
  bool Release(std::string_view model, int times = 1) const;

  /// The requests for a model (an empty name: all of them), oldest first.
  std::vector<RecordedRequest> Requests(std::string_view model = {}) const;
  void ClearRequests() const;

  /// Waits until `count` requests for `model` have come to `event`: "arrived", "head", "chunk:<n>", "finished",
  /// "closed". The last of them, or nullopt when that did not happen in time.
  std::optional<RecordedRequest> Wait(std::string_view model, std::string_view event, int count = 1,
                                      std::chrono::milliseconds timeout = std::chrono::seconds(5)) const;

 private:
  void Spawn(const std::vector<std::string>& arguments);
  void ReadAddress();

  pid_t pid_ = -1;
  int stdin_ = -1;  // Our end: its closing ends the program, also when the test dies.
  int stdout_ = -1;
  std::uint16_t port_ = 0;
  std::string base_url_;
};

using fake_provider::BodyHash;  ///< Of RecordedRequest::body_hash.

}  // namespace signalbox::test

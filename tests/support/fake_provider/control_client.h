#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/fake_provider/process.h"

namespace signalbox::test {

/// Speaks to the control endpoint of a fake provider, one connection per call. Throws std::runtime_error.
class ControlClient {
 public:
  struct Answer {
    int status = 0;
    std::string body;
  };

  explicit ControlClient(std::uint16_t port) : port_(port) {}

  Answer Send(std::string_view method, std::string_view target, std::string_view body = {}) const;

  /// The body of an answer that must be 200.
  std::string Expect(std::string_view method, std::string_view target, std::string_view body = {}) const;

 private:
  std::uint16_t port_;
};

RecordedRequest ParseRecord(std::string_view json);
std::vector<RecordedRequest> ParseRecords(std::string_view json);

}  // namespace signalbox::test

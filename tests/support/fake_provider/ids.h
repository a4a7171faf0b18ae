#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// `prefix` and 24 letters and digits that this machine has not used before. One thread.
std::string NextId(std::string_view prefix);

/// The ids within one answer.
class Ids {
 public:
  /// `fixed`: counted from 1 in every answer, so that two answers to one script are equal.
  explicit Ids(bool fixed) : fixed_(fixed) {}

  /// `prefix` and 24 letters and digits.
  std::string Next(std::string_view prefix);

 private:
  bool fixed_;
  std::uint32_t count_ = 0;
};

}  // namespace signalbox::fake_provider

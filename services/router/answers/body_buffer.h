#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalbox::router {

/// A body that must be whole before it can be read; at most kMaxBytes of it.
class BodyBuffer {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

  /// False when it would become too large; then nothing was added.
  bool Add(std::string_view bytes) {
    if (text_.size() + bytes.size() > kMaxBytes) return false;
    text_ += bytes;
    return true;
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace signalbox::router

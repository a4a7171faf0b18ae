#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/router/domain/deframer.h"

namespace signalbox::router::bedrock {

/// Cuts AWS's binary event stream (application/vnd.amazon.eventstream) into messages; both checksums are held true.
///
/// An event has its `:event-type` as type and its payload as data. An exception has "exception:" and its
/// `:exception-type` as type; an error message "exception:" and its `:error-code`, with {"message": ...} as data.
class EventStreamDeframer final : public Deframer {
 public:
  static constexpr std::size_t kMaxMessageBytes = std::size_t{16} << 20;
  static constexpr std::size_t kMaxHeaderBytes = std::size_t{128} << 10;

  absl::Status Feed(std::string_view bytes, absl::FunctionRef<void(const dialect::WireEvent&)> on_event) override;
  bool BetweenEvents() const override { return buffer_.empty(); }

 private:
  using OnEvent = absl::FunctionRef<void(const dialect::WireEvent&)>;

  absl::Status Take(std::string_view& bytes, OnEvent on_event);
  absl::Status TakeBuffered(std::string_view& bytes, OnEvent on_event);

  std::string buffer_;      // The beginning of a message that has not come whole.
  std::size_t wanted_ = 0;  // Of that message; 0 while it is not known.
  absl::Status failure_;
};

}  // namespace signalbox::router::bedrock

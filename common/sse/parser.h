#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include <absl/status/status.h>

namespace signalbox::sse {

/// One event of an event stream (WHATWG HTML, "Server-sent events"). Views into the parser's buffer.
struct Event {
  std::string_view type;  ///< The `event:` field; empty when absent.
  std::string_view data;  ///< `data:` lines joined by line feeds.
  std::string_view id;
};

/// Cuts a byte stream, split anywhere, into events. LF, CR and CRLF; comments dropped; a leading byte order mark dropped.
/// One thread.
class Parser {
 public:
  /// `max_event_bytes` bounds what is buffered for one event.
  explicit Parser(std::size_t max_event_bytes = std::size_t{8} * 1024 * 1024);

  /// Calls `on_event` for every event completed by `bytes`. Events without data are dropped, as the standard says.
  /// Errors: kResourceExhausted when an event grows beyond the bound.
  absl::Status Feed(std::string_view bytes, const std::function<void(const Event&)>& on_event);

  /// Whether bytes of an unfinished event are buffered: a stream that ends like this was cut.
  bool HasPartialEvent() const;

 private:
  std::size_t max_event_bytes_;
  std::string buffer_;   // Undecoded bytes of the unfinished line.
  std::string data_;
  std::string type_;
  std::string id_;
  bool has_data_ = false;
  bool first_ = true;
  bool skip_line_feed_ = false;
};

/// Writes one event: `event: type` when there is one, one `data:` line per line of `data`, and the blank line.
std::string Format(std::string_view data, std::string_view type = {});

}  // namespace signalbox::sse

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include <absl/status/status.h>

namespace signalbox::sse {

/// One event of an event stream (WHATWG HTML, "Server-sent events"). Its views die with the call they came by.
struct Event {
  std::string_view type;  ///< The `event:` field; empty when absent.
  std::string_view data;  ///< `data:` lines joined by line feeds.
  std::string_view id;    ///< The last `id:` field of the stream so far; empty before the first.
};

/// Cuts a byte stream, split anywhere, into events. LF, CR and CRLF; comments dropped; a leading byte order mark
/// dropped. One thread.
///
/// An event that arrives whole, with one data line, is neither copied nor allocated for.
class Parser {
 public:
  /// `max_event_bytes` bounds the lines of one event, and so what is buffered.
  explicit Parser(std::size_t max_event_bytes = std::size_t{8} * 1024 * 1024);

  /// Calls `on_event` for every event completed by `bytes`. Events without data are dropped, as the standard says.
  /// Errors: kResourceExhausted when an event grows beyond the bound; so does every call after it.
  absl::Status Feed(std::string_view bytes, const std::function<void(const Event&)>& on_event);

  /// Whether bytes of an unfinished event are buffered: a stream that ends like this was cut.
  bool HasPartialEvent() const { return event_bytes_ > 0 || !line_.empty(); }

 private:
  using OnEvent = std::function<void(const Event&)>;

  // A field's text: where it was read while that lasts, else a copy.
  class Text {
   public:
    void Set(std::string_view text);
    void Append(std::string_view text);
    void Keep();  // Before the bytes that were set go away.
    std::string_view Get() const { return borrowed_ ? view_ : copy_; }

   private:
    std::string_view view_;
    std::string copy_;
    bool borrowed_ = true;
  };

  bool TakeLineEndingWith(std::string_view piece, const OnEvent& on_event);
  bool TakeLine(std::string_view line, const OnEvent& on_event);
  void TakeField(std::string_view line);
  void TakeData(std::string_view value);
  void Dispatch(const OnEvent& on_event);
  bool Buffer(std::string_view rest);
  std::size_t AfterLineEnd(std::string_view bytes, std::size_t end);

  std::size_t max_event_bytes_;
  std::string line_;  // The beginning of the unfinished line.
  Text data_;
  Text type_;
  std::string id_;
  std::size_t event_bytes_ = 0;  // Of the finished lines of this event.
  bool has_data_ = false;
  bool first_line_ = true;
  bool skip_line_feed_ = false;
  bool failed_ = false;
};

/// Writes one event: `event: type` when there is one, one `data:` line per line of `data`, and the blank line.
/// `type` is one line.
std::string Format(std::string_view data, std::string_view type = {});

}  // namespace signalbox::sse

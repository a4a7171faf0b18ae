#pragma once

#include <string>
#include <string_view>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect {

/// Appends JSON as one line, which is what an SSE event's data must be: its line breaks, which can only be white space,
/// become spaces.
void AppendLine(std::string& out, std::string_view json);

/// Puts events on the wire. One thread; one per stream.
class Framer {
 public:
  explicit Framer(Framing framing) : framing_(framing) {}

  /// Appends one event; `data` is JSON.
  void Append(std::string& out, std::string_view data, std::string_view type = {});

  /// The stream ends well: closes what the framing opened.
  void End(std::string& out);

 private:
  const Framing framing_;
  bool began_ = false;
};

}  // namespace signalbox::dialect

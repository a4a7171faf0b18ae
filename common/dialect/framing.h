#pragma once

#include <string>
#include <string_view>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect {

/// Puts events on the wire. One thread; one per stream.
class Framer {
 public:
  explicit Framer(Framing framing) : framing_(framing) {}

  /// Appends one event; `data` is one line of JSON.
  void Append(std::string& out, std::string_view data, std::string_view type = {});

  /// The stream ends well: closes what the framing opened.
  void End(std::string& out);

 private:
  const Framing framing_;
  bool began_ = false;
};

}  // namespace signalbox::dialect

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/dialect/framing.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_responses {

/// Puts numbered events on the wire. One thread; one per stream.
class EventWriter {
 public:
  explicit EventWriter(Framing framing) : framer_(framing) {}

  /// Begins an event of that type; its further fields are written to the result until Send().
  json::Writer& Begin(std::string_view type);

  void Send(std::string& out);
  void End(std::string& out) { framer_.End(out); }

 private:
  Framer framer_;
  std::int64_t sequence_number_ = 0;
  std::string type_;
  json::Writer writer_;
};

}  // namespace signalbox::dialect::openai_responses

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zlib.h>

namespace signalbox::router::bedrock::testing {

inline std::string BigEndian(std::size_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}

inline std::string Checksum(std::string_view covered) {
  return BigEndian(crc32_z(0, reinterpret_cast<const Bytef*>(covered.data()), covered.size()), 4);
}

/// A message whose headers are given as they stand on the wire.
inline std::string RawMessage(std::string_view headers, std::string_view payload) {
  std::string out = BigEndian(12 + headers.size() + payload.size() + 4, 4);
  out += BigEndian(headers.size(), 4);
  out += Checksum(out);
  out += headers;
  out += payload;
  out += Checksum(out);
  return out;
}

inline std::string Header(std::string_view name, std::string_view value) {
  std::string out = BigEndian(name.size(), 1);
  out += name;
  out += '\x07';
  out += BigEndian(value.size(), 2);
  out += value;
  return out;
}

inline std::string Event(std::string_view type, std::string_view payload) {
  return RawMessage(
      Header(":event-type", type) + Header(":content-type", "application/json") + Header(":message-type", "event"),
      payload);
}

}  // namespace signalbox::router::bedrock::testing

#include "tests/support/fake_provider/bedrock/event_framing.h"

#include <cstdint>

#include <boost/crc.hpp>

#include "common/json/document.h"

namespace signalbox::fake_provider::bedrock {
namespace {

constexpr std::size_t kPreludeBytes = 12;  // Two lengths and their checksum.
constexpr std::size_t kChecksumBytes = 4;
constexpr char kStringType = 7;

void AppendNumber(std::string& out, std::uint32_t value, unsigned bytes) {
  while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes) & 0xFFU);
}

void AppendChecksum(std::string& out) {
  boost::crc_32_type crc;
  crc.process_bytes(out.data(), out.size());
  AppendNumber(out, crc.checksum(), kChecksumBytes);
}

void AppendHeader(std::string& out, std::string_view name, std::string_view value) {
  AppendNumber(out, static_cast<std::uint32_t>(name.size()), 1);
  out += name;
  out += kStringType;
  AppendNumber(out, static_cast<std::uint32_t>(value.size()), 2);
  out += value;
}

// `type_header` is ":event-type" or ":exception-type".
std::string Message(std::string_view type_header, std::string_view type, std::string_view message_type,
                    std::string_view payload) {
  std::string headers;
  AppendHeader(headers, type_header, type);
  AppendHeader(headers, ":content-type", "application/json");
  AppendHeader(headers, ":message-type", message_type);
  std::string out;
  const std::size_t total = kPreludeBytes + headers.size() + payload.size() + kChecksumBytes;
  AppendNumber(out, static_cast<std::uint32_t>(total), 4);
  AppendNumber(out, static_cast<std::uint32_t>(headers.size()), 4);
  AppendChecksum(out);
  out.append(headers).append(payload);
  AppendChecksum(out);
  return out;
}

}  // namespace

std::string EventFraming::Frame(const Event& event) {
  return Message(":event-type", event.type, "event", event.data);
}

std::string EventFraming::Error(const Event& event) {
  return Message(":exception-type", event.type, "exception", event.data);
}

std::string EventFraming::Scripted(std::string_view data) {
  json::Document document;
  if (!document.Read(data).ok() || !document.root().IsObject()) return Frame({"unknown", data});
  for (const auto& [key, value] : document.root().members()) return Frame({key.Text(), value.raw()});
  return Frame({"unknown", data});
}

Halves EventFraming::MakeHalves() const {
  const std::string whole =
      Message(":event-type", "contentBlockDelta", "event", R"({"contentBlockIndex":0,"delta":{"te)");
  return {.json = whole, .event = whole.substr(0, whole.size() / 2)};
}

}  // namespace signalbox::fake_provider::bedrock

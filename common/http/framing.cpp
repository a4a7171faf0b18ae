#include "common/http/framing.h"

#include <algorithm>
#include <string_view>

#include "common/http/characters.h"

namespace signalbox::http {
namespace {

constexpr Refusal kBadLength{400, "Content-Length must be one decimal number"};
constexpr Refusal kRepeatedLength{400, "Content-Length is repeated"};
constexpr Refusal kLengthAndCoding{400, "Content-Length and Transfer-Encoding exclude each other"};
constexpr Refusal kBadCoding{400, "Transfer-Encoding must be \"chunked\", once"};
constexpr Refusal kCodingOn10{400, "HTTP/1.0 has no Transfer-Encoding"};
constexpr Refusal kBadHost{400, "Exactly one well-formed Host is required"};
constexpr std::size_t kMaxLengthDigits = 18;  // What fits 64 bits without an overflow check.

struct Seen {
  int lengths = 0;
  int codings = 0;
  int hosts = 0;
  bool close = false;
  bool keep_alive = false;
};

bool IsHost(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || (ToLower(c) >= 'a' && ToLower(c) <= 'z') ||
           std::string_view("-._~:[]%!$&'()*+;=").find(c) != std::string_view::npos;
  });
}

std::optional<Refusal> ReadLength(std::string_view value, RequestHead& head) {
  if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos) return kBadLength;
  if (value.size() > kMaxLengthDigits) return kBadLength;
  head.content_length = 0;
  for (const char digit : value) head.content_length = head.content_length * 10 + static_cast<unsigned>(digit - '0');
  return std::nullopt;
}

void ReadConnection(std::string_view value, Seen& seen) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view option = Trim(value.substr(0, comma));
    seen.close = seen.close || EqualsIgnoringCase(option, "close");
    seen.keep_alive = seen.keep_alive || EqualsIgnoringCase(option, "keep-alive");
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

std::optional<Refusal> ReadHeader(std::string_view name, std::string_view value, RequestHead& head, Seen& seen) {
  if (name == "content-length") {
    if (++seen.lengths > 1) return kRepeatedLength;
    return ReadLength(value, head);
  }
  if (name == "transfer-encoding") {
    if (++seen.codings > 1 || !EqualsIgnoringCase(value, "chunked")) return kBadCoding;
    head.chunked = true;
  } else if (name == "host") {
    if (++seen.hosts > 1 || !IsHost(value)) return kBadHost;
  } else if (name == "connection") {
    ReadConnection(value, seen);
  } else if (name == "expect") {
    head.expects_continue = EqualsIgnoringCase(value, "100-continue");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> DecideFraming(RequestHead& head) {
  Seen seen;
  for (const auto& [name, value] : head.headers) {
    if (auto refusal = ReadHeader(name, value, head, seen)) return refusal;
  }
  if (seen.lengths > 0 && seen.codings > 0) return kLengthAndCoding;
  if (head.http10 && seen.codings > 0) return kCodingOn10;
  if (!head.http10 && seen.hosts == 0) return kBadHost;
  head.keep_alive = !seen.close && (!head.http10 || seen.keep_alive);
  head.expects_continue = head.expects_continue && !head.http10 && head.HasBody();
  return std::nullopt;
}

}  // namespace signalbox::http

#include "common/http/response_head.h"

#include <algorithm>
#include <array>
#include <ctime>

#include <fmt/format.h>
#include <pistache/http_defs.h>

#include "common/http/characters.h"

namespace signalbox::http {
namespace {

bool IsReserved(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kReserved{"content-length", "transfer-encoding", "connection",
                                                             "date", "keep-alive"};
  return std::any_of(kReserved.begin(), kReserved.end(),
                     [name](std::string_view reserved) { return EqualsIgnoringCase(name, reserved); });
}

void AppendText(std::string_view text, std::string& out) {
  const std::size_t begin = out.size();
  out.append(text);
  if (IsFieldValue(text)) return;
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
      [](char c) {
        return !IsFieldValue({&c, 1});
      },
      ' ');
}

}  // namespace

void AppendHead(int status, const Headers& headers, const AnswerFraming& framing, std::string_view date,
                std::string& out) {
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\ndate: {}\r\n", status,
                 Pistache::Http::codeString(static_cast<Pistache::Http::Code>(status)), date);
  for (const auto& [name, value] : headers) {
    if (IsReserved(name)) continue;
    AppendText(name, out);
    out.append(": ");
    AppendText(value, out);
    out.append("\r\n");
  }
  if (framing.content_length)
    fmt::format_to(std::back_inserter(out), "content-length: {}\r\n", *framing.content_length);
  if (framing.chunked) out.append("transfer-encoding: chunked\r\n");
  out.append(framing.keep_alive ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n");
}

void AppendChunk(std::string_view bytes, std::string& out) {
  out.reserve(out.size() + bytes.size() + 16);
  fmt::format_to(std::back_inserter(out), "{:x}\r\n", bytes.size());
  out.append(bytes);
  out.append("\r\n");
}

bool IsBodyless(int status) {
  return status < 200 || status == 204 || status == 304;
}

std::string FormatDate(std::int64_t unix_seconds) {
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = unix_seconds;
  std::tm utc{};
  gmtime_r(&time, &utc);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon],
                     utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace signalbox::http

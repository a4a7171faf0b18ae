#include "tests/support/fake_provider/head.h"

#include <iterator>

#include <fmt/format.h>

#include "tests/support/fake_provider/errors.h"

namespace signalbox::fake_provider {
namespace {

void AppendCommon(fmt::memory_buffer& out, const Script& script, std::string_view more) {
  auto end = std::back_inserter(out);
  fmt::format_to(end, "{}", more);
  if (script.retry_after) fmt::format_to(end, "retry-after: {}\r\n", *script.retry_after);
  if (script.after == After::kCloseAnnounced) fmt::format_to(end, "connection: close\r\n");
  for (const auto& [name, value] : script.headers) fmt::format_to(end, "{}: {}\r\n", name, value);
  fmt::format_to(end, "\r\n");
}

}  // namespace

std::string Head(int status, std::string_view content_type, std::size_t length, const Script& script,
                 std::string_view more) {
  fmt::memory_buffer out;
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\ncontent-type: {}\r\ncontent-length: {}\r\n", status,
                 ReasonPhrase(status), content_type, length);
  AppendCommon(out, script, more);
  return fmt::to_string(out);
}

std::string StreamHead(std::string_view content_type, const Script& script, std::string_view more) {
  fmt::memory_buffer out;
  const int status = script.status == 0 ? 200 : script.status;
  fmt::format_to(std::back_inserter(out),
                 "HTTP/1.1 {} {}\r\ncontent-type: {}\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n",
                 status, ReasonPhrase(status), content_type);
  AppendCommon(out, script, more);
  return fmt::to_string(out);
}

}  // namespace signalbox::fake_provider

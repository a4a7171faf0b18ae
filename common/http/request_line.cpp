#include "common/http/request_line.h"

#include <algorithm>

#include "common/http/characters.h"

namespace signalbox::http {
namespace {

constexpr std::size_t kMaxMethodLength = 32;
constexpr Refusal kBadLine{400, "The request line is malformed"};
constexpr Refusal kBadMethod{400, "The method is malformed"};
constexpr Refusal kBadTarget{400, "The request target must be an absolute path of printable ASCII characters"};
constexpr Refusal kBadPath{400, "The path has a broken percent escape, a control character or is not UTF-8"};
constexpr Refusal kBadVersion{400, "Only HTTP/1.0 and HTTP/1.1 are spoken here"};

bool IsTarget(std::string_view target) {
  return !target.empty() && target.front() == '/' &&
         std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
}

bool DecodePath(std::string_view raw, std::string& path) {
  if (raw.find('%') == std::string_view::npos) {
    path.assign(raw);
    return true;
  }
  path.clear();
  path.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '%') {
      path.push_back(raw[i]);
      continue;
    }
    const int high = i + 2 < raw.size() ? HexValue(raw[i + 1]) : -1;
    const int low = i + 2 < raw.size() ? HexValue(raw[i + 2]) : -1;
    if (high < 0 || low < 0) return false;
    path.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return IsFieldValue(path) && path.find('\t') == std::string::npos && IsUtf8(path);
}

}  // namespace

std::optional<Refusal> ParseRequestLine(std::string_view line, RequestHead& head) {
  const std::size_t method_end = line.find(' ');
  const std::size_t target_end = line.rfind(' ');
  if (method_end == std::string_view::npos || method_end == target_end) return kBadLine;
  const std::string_view method = line.substr(0, method_end);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  const std::string_view version = line.substr(target_end + 1);

  if (method.size() > kMaxMethodLength || !IsToken(method)) return kBadMethod;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return kBadVersion;
  if (!IsTarget(target)) return kBadTarget;
  const std::size_t question = target.find('?');
  if (!DecodePath(target.substr(0, question), head.path)) return kBadPath;
  head.method.assign(method);
  if (question != std::string_view::npos) head.query.assign(target.substr(question + 1));
  head.http10 = version == "HTTP/1.0";
  return std::nullopt;
}

}  // namespace signalbox::http

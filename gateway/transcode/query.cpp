#include "gateway/transcode/query.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

std::optional<char> HexPair(std::string_view two) {
  unsigned char byte = 0;
  const auto result = std::from_chars(two.data(), two.data() + two.size(), byte, 16);
  if (two.size() != 2 || result.ptr != two.data() + 2) return std::nullopt;
  return static_cast<char>(byte);
}

bool Decode(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const auto byte = HexPair(text.substr(i + 1, 2));
      if (!byte) return false;
      out.push_back(*byte);
      i += 2;
    } else {
      out.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ParseQuery(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    std::pair<std::string, std::string> decoded;
    const bool has_value = equals != std::string_view::npos;
    if (!Decode(pair.substr(0, equals), decoded.first) ||
        (has_value && !Decode(pair.substr(equals + 1), decoded.second))) {
      return Error(absl::StatusCode::kInvalidArgument, "", "the query has a percent sign without two digits");
    }
    parameters.push_back(std::move(decoded));
  }
  return parameters;
}

}  // namespace signalbox::gateway

#include "gateway/transcode/pattern.h"

namespace signalbox::gateway {
namespace {

constexpr std::string_view kRest = "...";

// Calls `literal` and `parameter` for the pieces of the pattern, in order.
template <typename Literal, typename Parameter>
void Walk(std::string_view pattern, const Literal& literal, const Parameter& parameter) {
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = pattern.find('}', open);
    literal(pattern.substr(0, open));
    if (open == std::string_view::npos || close == std::string_view::npos) return;
    std::string_view name = pattern.substr(open + 1, close - open - 1);
    const bool rest = name.ends_with(kRest);
    if (rest) name.remove_suffix(kRest.size());
    parameter(name, rest);
    pattern.remove_prefix(close + 1);
  }
}

}  // namespace

std::vector<std::string> ParametersOf(std::string_view pattern) {
  std::vector<std::string> names;
  Walk(
      pattern, [](std::string_view) {}, [&](std::string_view name, bool) { names.emplace_back(name); });
  return names;
}

std::string Anonymous(std::string_view pattern) {
  std::string out;
  Walk(
      pattern, [&](std::string_view text) { out += text; },
      [&](std::string_view, bool rest) { out += rest ? "{...}" : "{}"; });
  return out;
}

std::string OpenApiPath(std::string_view pattern) {
  std::string out;
  Walk(
      pattern, [&](std::string_view text) { out += text; },
      [&](std::string_view name, bool) { out.append("{").append(name).append("}"); });
  return out;
}

}  // namespace signalbox::gateway
